"""Putting the receipt for a hand-over out as files, for both to sign."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hallclient import files
from hallclient.jobs import papers
from hallclient.language import chinese
from hallclient.printing import forms
from hallclient.printing import hand_over as hand_over_paper
from hallclient.rules.masking import hall_name
from hallclient.rules.request import Request
from hallclient.rules.terms import STATES
from hallclient.services import accounts
from hallclient.services.hall import Hall
from hallclient.services.handover import HandedOver


def hand_over(hall: Hall, done: HandedOver) -> Path:
    """办件交接清单 for both to sign; in a folder of the day."""
    names = accounts.names(hall)

    def called(code: str) -> str:
        return f"{names.get(code, code)}（工号{code}）"

    lines = (
        *(_line(request, request.due) for request in done.requests),
        *(_line(one.request, one.part.due_on, one.part.department) for one in done.parts if one.part is not None),
    )
    by = "" if done.by == done.owner else called(done.by)
    made = hand_over_paper.paper(
        hand_over_paper.HandOver(
            hall.config.hall, called(done.owner), called(done.to), done.reason, done.at, by, lines
        )
    )
    where = papers.folder(hall, f"hand-overs-{done.at:%Y%m%d}")
    name = f"hand-over-{done.owner}-{done.to}-{done.at:%H%M%S}"
    for form in ("text", "html"):
        files.save_bytes(where / f"{name}{forms.FORMS[form]}", forms.render(made, form))
    return where


def _line(request: Request, due: date | None, part: str = "") -> hand_over_paper.Handed:
    person = request.applicant
    name = person.name if person.organisation else hall_name(person.name)
    return hand_over_paper.Handed(request.number, request.item_name, name, chinese(STATES[request.state]), due, part)
