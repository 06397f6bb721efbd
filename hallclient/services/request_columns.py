"""The columns of a new request: what it takes over from the item, the people and the papers on that day."""

from __future__ import annotations

from datetime import date

from hallclient.config import Config
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.request import Person


def number_of(config: Config, day: date, serial: int) -> str:
    """``370784-20261120-030012``: hall, day of receipt, window and serial; unique without any network."""
    return f"{config.hall_code}-{day:%Y%m%d}-{config.window:02d}{serial:04d}"


def series_of(day: date) -> str:
    """The series of serials that the requests of a day are numbered from."""
    return f"request:{day:%Y%m%d}"


def item_columns(item: Item) -> dict[str, object]:
    """A copy of what the item is now, so that a later edit of the catalogue changes nothing."""
    return {
        "item": item.code,
        "item_name": item.name,
        "department": item.department,
        "kind": item.kind,
        "legal_path": item.legal_path,
        "unit": item.unit,
        "statutory_days": item.statutory_days,
        "promised_days": item.promised_days,
        "lapse_basis": item.lapse_basis,
        "deemed_basis": item.deemed_basis,
        "item_version": item.version,
    }


def person_columns(applicant: Person, agent: Person | None) -> dict[str, object]:
    """Applicant and agent, with the tails that they are searched by."""
    values: dict[str, object] = {
        "name": applicant.name,
        "id_type": applicant.id_type,
        "id_number": applicant.id_number,
        "id_tail": applicant.id_number[-4:],
        "phone": applicant.phone,
        "phone_tail": applicant.phone[-4:],
        "organisation": applicant.organisation,
    }
    if agent is not None:
        values |= {
            "agent_name": agent.name,
            "agent_id_type": agent.id_type,
            "agent_id": agent.id_number,
            "agent_phone": agent.phone,
        }
    return values


def material_columns(position: int, paper: ItemMaterial) -> dict[str, object]:
    """A material as the catalogue has it now, unmarked."""
    names = ("code", "name", "requirement", "originals", "copies", "source", "deferrable", "promisable")
    return {"position": position, **{name: getattr(paper, name) for name in names}}
