"""A matter of the catalogue (事项) and the materials that it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

KINDS = ("instant", "promised", "joint", "passed_up", "consultation", "complaint", "disclosure", "handed_on")
"""即办件, 承诺件, 联办件, 上报件, 咨询, 投诉/建议, 政府信息公开申请, and matters that another body takes."""

LEGAL_PATHS = ("licence", "other", "disclosure")
"""``licence``: 行政许可法 governs, §32 deemed acceptance included; ``other``: a basis of its own."""

UNITS = ("workday", "day")


@dataclass(frozen=True, slots=True)
class ItemMaterial:
    """A paper that an item asks for.

    ``originals`` and ``copies`` are numbers of pieces; ``source`` says where the applicant gets it;
    ``condition`` is the code of the condition under which it applies, empty for always;
    ``deferrable`` marks 可容缺 (brought later), ``promisable`` 可告知承诺 (a signed statement instead, for good);
    ``defects`` is what is often wrong with it (常见问题), for the clerk to choose from.
    """

    code: str
    name: str
    requirement: str = ""
    originals: int = 0
    copies: int = 0
    source: str = ""
    condition: str = ""
    deferrable: bool = False
    defects: tuple[str, ...] = ()
    promisable: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A matter as the catalogue has it now. Limits are ``None`` where the guide names none (未规定).

    ``in_person`` (须本人) is a code of ``circumstances.IN_PERSON``: empty where an agent will do.
    ``departments`` take part in a joint matter: each with the condition under which it does, empty for always.
    ``lapse_basis`` is the article by which an unanswered notice closes the request (never for a licence),
    ``deemed_basis`` the one by which it counts as accepted without a notice where 行政许可法 does not govern.
    ``acceptance_conditions`` (受理条件) and ``procedure`` (办理流程) are what the guide says of them, empty where it
    says nothing: 行政许可法 §30 has both put on display. ``done_once`` (一次办好) promises a single visit,
    ``citywide`` (全市通办) any hall of the city.
    ``condition_rules`` say which conditions imply or exclude others. ``version`` has been in force since ``starts``
    (None: always); neither makes an item another one.
    """

    code: str
    name: str
    department: str
    kind: str
    legal_path: str = "other"
    statutory_days: int | None = None
    promised_days: int | None = None
    unit: str = "workday"
    fee: str = ""
    basis: str = ""
    aliases: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    materials: tuple[ItemMaterial, ...] = ()
    remark: str = ""
    active: bool = True
    in_person: str = ""
    departments: tuple[tuple[str, str], ...] = ()
    lapse_basis: str = ""
    deemed_basis: str = ""
    condition_rules: tuple[tuple[str, str, str], ...] = ()
    acceptance_conditions: str = ""
    procedure: str = ""
    done_once: bool = False
    citywide: bool = False
    version: int = field(default=1, compare=False)
    starts: date | None = field(default=None, compare=False)
