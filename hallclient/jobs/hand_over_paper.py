"""Putting the receipt for a hand-over out as files, for both to sign."""

from __future__ import annotations

from pathlib import Path

from hallclient import files
from hallclient.jobs import papers
from hallclient.language import chinese
from hallclient.printing import forms
from hallclient.printing import hand_over as hand_over_paper
from hallclient.rules.masking import hall_name
from hallclient.rules.terms import STATES
from hallclient.services import accounts
from hallclient.services.hall import Hall
from hallclient.services.handover import HandedOver


def hand_over(hall: Hall, done: HandedOver) -> Path:
    """办件交接清单 for both to sign; in a folder of the day."""
    names = accounts.names(hall)

    def called(code: str) -> str:
        return f"{names.get(code, code)}（工号{code}）"

    lines = tuple(
        hand_over_paper.Handed(
            request.number,
            request.item_name,
            request.applicant.name if request.applicant.organisation else hall_name(request.applicant.name),
            chinese(STATES[request.state]),
            request.promised_due or request.statutory_due,
        )
        for request in done.requests
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
