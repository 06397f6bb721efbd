"""A walk-in request (办件) as a frozen value: what screens, reports and papers are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallclient.rules.circumstances import (
    NOT_DELIVERED,
    NOT_SIGNED,
    ORDINARY,
    Authority,
    Circumstances,
    Delivery,
    Signature,
)
from hallclient.rules.conditions import AGENT
from hallclient.rules.guidance import FromAbove, Guidance
from hallclient.rules.message import Message
from hallclient.rules.pending import NOBODY, Pending
from hallclient.rules.task import Task

CHANNELS = ("counter", "web", "mail", "hotline", "other")
RATINGS = ("5", "4", "3", "2", "1", "declined")


def short_number(number: str) -> str:
    """Window and serial of a whole number: 03-0012."""
    tail = number.rsplit("-", 1)[-1]
    return f"{tail[:2]}-{tail[2:]}"


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands at the window. ``id_type`` is one of ``identity.ID_TYPES``; empty where unknown."""

    name: str
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class RequestMaterial:
    """A material of one request with its mark; a snapshot of the catalogue on the day of receipt.

    ``mark`` is a code of ``checklist.MARKS`` or empty while unmarked; ``words`` says what is wrong or why;
    ``handed`` how it was handed in, a code of ``checklist.HANDED``. ``deferred_until`` is the day by which
    ``promised_by`` has promised to bring a deferred one (容缺受理).
    """

    code: str
    name: str
    requirement: str = ""
    originals: int = 0
    copies: int = 0
    source: str = ""
    deferrable: bool = False
    mark: str = ""
    words: str = ""
    received_on: date | None = None
    receiver: str = ""
    deferred_until: date | None = None
    promised_by: str = ""
    handed: str = ""
    promisable: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``number`` and ``terminal`` are its key; ``version`` rises with every change.

    Dates are the hall's; ``promised_due`` warns and ``statutory_due`` binds, both counted from the day of
    acceptance, which is not counted (民法典 §201). ``explanation`` is the snapshot of how they were counted.
    ``visits`` counts how often somebody had to come; ``visit`` is the visit in which it was received.
    ``first_asked`` is 首问责任人 and never changes; ``owner`` is the one person who has the request now, also while
    it is ``pending``, handed to somebody who has not taken it up. ``authorisation`` is the number of the one
    that it was decided under, ``legal_basis`` the law and article that acceptance was refused by.
    ``counted_from`` is the working day as of which work received after hours counts as received, None where it is
    the day of receipt; ``paused_since`` the day of the oldest letter whose result is awaited: the clock stands.
    ``corrected_on`` is the day on which a disclosure request was last corrected: its reply counts anew from there.
    """

    number: str
    terminal: str
    version: int
    state: str
    received_at: datetime
    window: int
    item: str
    item_name: str
    department: str
    kind: str
    legal_path: str
    unit: str
    statutory_days: int | None
    promised_days: int | None
    applicant: Person
    first_asked: str
    owner: str
    agent: Person | None = None
    channel: str = "counter"
    green: str = ""
    conditions: tuple[str, ...] = ()
    matter: str = ""
    answer: str = ""
    notice_due: date | None = None
    supplement_due: date | None = None
    accepted_on: date | None = None
    by_law: bool = False
    promised_due: date | None = None
    statutory_due: date | None = None
    provisional: bool = False
    explanation: tuple[Message, ...] = ()
    decided_at: datetime | None = None
    decided_by: str = ""
    result: str = ""
    result_reason: str = ""
    delivered_at: datetime | None = None
    delivered_to: str = ""
    rating: str = ""
    closed_at: datetime | None = None
    visits: int = 1
    materials: tuple[RequestMaterial, ...] = ()
    visit: int | None = None
    province_number: str = ""
    circumstances: Circumstances = ORDINARY
    authority: Authority | None = None
    delivery: Delivery = NOT_DELIVERED
    notice_signature: Signature = NOT_SIGNED
    pending: Pending = NOBODY
    tasks: tuple[Task, ...] = ()
    guided: Guidance | None = None
    above: FromAbove | None = None
    authorisation: str = ""
    lapse_basis: str = ""
    deemed_basis: str = ""
    counted_from: date | None = None
    paused_since: date | None = None
    extended_days: int = 0
    extension_approver: str = ""
    extension_on: date | None = None
    extension_document: str = ""
    overdue_reason: str = ""
    overdue_by: str = ""
    papers_returned: str = ""
    item_version: int = 0
    corrected_on: date | None = None
    legal_basis: str = ""

    @property
    def received_on(self) -> date:
        """The hall's date of receipt."""
        return self.received_at.date()

    @property
    def counts_from(self) -> date:
        """The day as of which it counts as received; no limit counts this day itself."""
        return self.counted_from or self.received_on

    @property
    def due(self) -> date | None:
        """The date that the request is measured by: the promised one, else the statutory."""
        return self.promised_due or self.statutory_due

    @property
    def agent_unnamed(self) -> bool:
        """Whether an agent acts by the conditions and nobody has recorded who and by what authority."""
        return AGENT in self.conditions and self.agent is None

    @property
    def deemable(self) -> bool:
        """Whether the law accepts it where no notice came in time (行政许可法 §32, or a basis of the item's own)."""
        return self.legal_path == "licence" or bool(self.deemed_basis)

    @property
    def short_number(self) -> str:
        """Window and serial (03-0012), as lists show it."""
        return short_number(self.number)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One step in the life of a request, from the journal; of one that finished something late, why and who answers
    for it."""

    at: datetime
    staff: str
    name: str
    action: str
    state: str
    words: str = ""
    entry: int = 0
    overdue_reason: str = ""
    overdue_by: str = ""
