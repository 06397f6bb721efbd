"""The words for the fields of the catalogue, in tables, forms and differences."""

from __future__ import annotations

from hallclient.rules.message import Message

PATHS = {
    "licence": Message("Administrative licence"),
    "other": Message("Basis of its own"),
    "disclosure": Message("Disclosure request"),
}

YES_NO = {"yes": Message("yes"), "no": Message("no")}

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
    "defects": Message("Known defects"),
}
