"""The words for the fields of the catalogue, in tables, forms and differences."""

from __future__ import annotations

from hallclient.rules.message import Message

PATHS = {
    "licence": Message("Administrative licence"),
    "other": Message("Basis of its own"),
    "disclosure": Message("Disclosure request"),
}

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
