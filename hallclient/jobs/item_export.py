"""The catalogue out to a workbook and, edited, in again with ``import items``."""

from __future__ import annotations

from pathlib import Path

from hallclient.errors import BadInput
from hallclient.exports import catalogue_file
from hallclient.reports import catalogue as report
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item_terms import PATHS, YES_NO
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS
from hallclient.services import catalogue
from hallclient.services.hall import Hall

_YES_NO = tuple(YES_NO.values())
CHOICES = {
    "kind": tuple(KINDS.values()),
    "unit": tuple(UNITS.values()),
    "legal_path": tuple(PATHS.values()),
    "in_person": tuple(words for code, words in IN_PERSON.items() if code),
    "active": _YES_NO,
    "done_once": _YES_NO,
    "citywide": _YES_NO,
    "deferrable": _YES_NO,
    "promisable": _YES_NO,
}
GUIDE = (
    (
        "",
        Message("One row a material; the rows of an item follow one another, its own words stand on the first."),
    ),
    (
        "",
        Message("Do not merge cells, leave the headings as they are. Items deleted here stay in the hall."),
    ),
    ("", Message("Look first at what would change: hallclient import items FILE --dry-run")),
    ("code", Message("Stands on every row of the item and never changes.")),
    ("promised_days", Message("Never more than the statutory days; empty where the guide names none.")),
    (
        "acceptance_conditions",
        Message("What the applicant must fulfil; stands on the guide sheet; empty follows from the kind."),
    ),
    ("procedure", Message("The steps and who takes them; stands on the guide sheet; empty follows from the kind.")),
    ("unit", Message("Working days or calendar days; a licence counts working days.")),
    ("alias", Message("Other names that it is looked for by, parted by ；")),
    ("legal_path", Message("A licence that nobody answers in five working days is accepted by law.")),
    ("in_person", Message("Empty where an agent will do.")),
    ("lapse_basis", Message("By which article an unanswered notice closes it; never for a licence.")),
    ("deemed_basis", Message("By which article it counts as accepted without a notice; licences need none.")),
    ("departments", Message("Of a joint matter, such as 县民政局；县残联（残疾人）")),
    ("conditions", Message("What decides which materials apply: code=words, parted by ；")),
    ("condition_rules", Message("“A 包含 B” ticks B with A, “A 排斥 B” forbids both; parted by ；")),
    ("active", Message("“no” withdraws the item: it is no longer offered, requests under way stay as they are.")),
    ("starts", Message("Day from which the change is in force, such as 2027-01-01; empty means at once.")),
    ("source", Message("How and where the applicant gets it: it stands on the notice.")),
    ("condition", Message("The condition under which the material applies; empty means always.")),
    ("deferrable", Message("Whether the request may be accepted before it is brought (容缺).")),
    ("promisable", Message("Whether a signed statement may take its place for good (告知承诺).")),
    ("defects", Message("What is often wrong with it, parted by ；: the clerk chooses from these.")),
)


def export(hall: Hall, path: Path) -> tuple[Path, int]:
    """Write the catalogue in force today; gives the file and the number of items. Raises :class:`BadInput` for a
    name that does not end in .xlsx."""
    if path.suffix.lower() != ".xlsx":
        raise BadInput(
            Message("The catalogue is written as a workbook; “{name}” does not end in .xlsx.", name=path.name),
            Message("Give --out a name such as items.xlsx."),
        )
    items = catalogue.everything(hall)
    table = report.catalogue_table(items, subtitle=hall.clock.today().isoformat())
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue_file.write(table, path, choices=CHOICES, guide=GUIDE)
    return path.resolve(), len(items)
