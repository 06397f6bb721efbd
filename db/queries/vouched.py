"""What the journal vouches for in a row: its columns, but not the later ones that still say nothing.

A column that a migration adds stands in every old row with its default. Were it part of the digest, each row that
was written before the migration would look changed; so it counts from when it holds something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from peewee import Model

from db.models.document import Document
from db.models.notice import Notice
from db.models.notice_call import NoticeCall
from db.models.punch import Punch
from db.models.request import Request
from db.models.review import Review


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


_FIRST: dict[type[Model], frozenset[str]] = {
    Request: _named(
        "id number terminal version state received_at received_on window item item_name department kind legal_path "
        "unit statutory_days promised_days name id_type id_number id_tail phone phone_tail organisation agent_name "
        "agent_id_type agent_id agent_phone channel green conditions matter answer first_asked owner pending_owner "
        "notice_due supplement_due accepted_on by_law promised_due statutory_due provisional explanation decided_at "
        "decided_by result result_reason delivered_at delivered_to rating closed_at visits"
    ),
    Punch: _named(
        "id terminal staff kind at day reason window badge source entered_by entered_at since_boot boot sequence "
        "moved"
    ),
    Review: _named(
        "request version state contact_due rectify_due provisional explanation contacted_at contacted_by "
        "contact_words rectified_at rectified_by rectify_words excluded_at excluded_by exclude_reason"
    ),
    Document: _named("id terminal kind number request issued_at issued_on clerk facts body sha256"),
    NoticeCall: _named("id terminal notice called_at staff reached words"),
    Notice: _named("id number terminal request issued_at issued_on clerk body sha256"),
}
"""The columns of the first version."""


def columns(model: type[Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` without the columns that came after the first version and hold their default."""
    later = _later(model)
    return {key: value for key, value in row.items() if key not in later or value != later[key]}


@cache
def _later(model: type[Model]) -> dict[str, Any]:
    """The columns that came after the first version, with their defaults."""
    return {name: field.default for name, field in model._meta.fields.items() if name not in _FIRST[model]}
