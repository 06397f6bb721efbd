"""The words for the fields of the catalogue, in tables, forms and differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS

PATHS = {
    "licence": Message("Administrative licence"),
    "other": Message("Basis of its own"),
    "disclosure": Message("Disclosure request"),
}

YES_NO = {"yes": Message("yes"), "no": Message("no")}

_CHOICES: dict[str, Mapping[str, Message]] = {
    "kind": KINDS,
    "legal_path": PATHS,
    "unit": UNITS,
    "in_person": IN_PERSON,
    **{field.name: YES_NO for field in (*fields(Item), *fields(ItemMaterial)) if field.type == "bool"},
}


def in_words(field: str, text: str) -> Message | str:
    """The words for the value of a field: those of a choice, or the text itself."""
    return _CHOICES[field][text] if text and text in _CHOICES.get(field, ()) else text


FIELDS = {
    "code": Message("Code of the item"),
    "name": Message("Name"),
    "department": Message("Department"),
    "kind": Message("Kind"),
    "legal_path": Message("Legal path"),
    "statutory_days": Message("Statutory days"),
    "promised_days": Message("Promised days"),
    "unit": Message("Unit of days"),
    "fee": Message("Fee"),
    "basis": Message("Legal basis"),
    "aliases": Message("Aliases"),
    "conditions": Message("Conditions"),
    "in_person": Message("In person"),
    "departments": Message("Departments taking part"),
    "lapse_basis": Message("Basis for closing unanswered"),
    "deemed_basis": Message("Basis for acceptance by law"),
    "condition_rules": Message("Relations of conditions"),
    "acceptance_conditions": Message("Conditions for acceptance"),
    "procedure": Message("Procedure of the item"),
    "done_once": Message("Done in one visit"),
    "citywide": Message("Any hall of the city"),
    "remark": Message("Remark"),
    "active": Message("On offer"),
    "order": Message("Order of materials"),
    "requirement": Message("Requirement"),
    "originals": Message("Originals"),
    "copies": Message("Copies"),
    "source": Message("Source"),
    "condition": Message("Condition"),
    "deferrable": Message("Deferrable"),
    "promisable": Message("Promisable"),
    "defects": Message("Known defects"),
}
