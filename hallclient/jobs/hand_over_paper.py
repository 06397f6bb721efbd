"""The receipt for a hand-over: its files, and two copies on paper for both to sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hallclient import files
from hallclient.jobs import paper_office, papers, print_out, printers
from hallclient.language import chinese
from hallclient.printing import forms
from hallclient.printing import hand_over as hand_over_paper
from hallclient.printing.paper import Paper
from hallclient.rules import provisional
from hallclient.rules.masking import hall_name
from hallclient.rules.request import Request
from hallclient.rules.task import Task
from hallclient.rules.terms import STATES
from hallclient.services import accounts
from hallclient.services.hall import Hall
from hallclient.services.handover import HandedOver


@dataclass(frozen=True, slots=True)
class HandOverList:
    """办件交接清单, its folder, and the name that its files have there."""

    paper: Paper
    folder: Path
    name: str

    def file(self, form: str) -> Path:
        """Where a form of it lies."""
        return self.folder / f"{self.name}{forms.FORMS[form]}"


def hand_over(hall: Hall, done: HandedOver) -> HandOverList:
    """The list for both to sign, written into a folder of the day."""
    names = accounts.names(hall)

    def called(code: str) -> str:
        return f"{names.get(code, code)}（工号{code}）"

    lines = (
        *(_line(request) for request in done.requests),
        *(_line(one.request, one.part) for one in done.parts if one.part is not None),
    )
    by = "" if done.by == done.owner else called(done.by)
    made = hand_over_paper.paper(
        hand_over_paper.HandOver(
            hall.config.hall, called(done.owner), called(done.to), done.reason, done.at, by, lines
        )
    )
    where = papers.folder(hall, f"hand-overs-{done.at:%Y%m%d}")
    name = f"hand-over-{done.owner}-{done.to}-{done.at:%H%M%S}"
    written = HandOverList(made, where, name)
    for form in ("text", "html"):
        files.save_bytes(written.file(form), forms.render(made, form))
    return written


def put_out(hall: Hall, made: HandOverList) -> printers.Way:
    """Print it, a copy for each of the two. Raises HallError when it does not come out; its files are there."""
    to = printers.way(hall.config, "hand_over")
    form = print_out.form_for(hall, to)
    files.save_bytes(made.file(form), forms.render(made.paper, form, paper_office.fonts(hall)))
    printers.send(to, made.file(form), title=made.name, copies=2)
    return to


def _line(request: Request, part: Task | None = None) -> hand_over_paper.Handed:
    person = request.applicant
    name = person.name if person.organisation else hall_name(person.name)
    line = hand_over_paper.Handed(
        request.number, request.item_name, name, chinese(STATES[request.state]), request.due,
        provisional=provisional.is_provisional(request, request.due),
    )  # fmt: skip
    if part is None:
        return line
    guessed = provisional.is_part_provisional(request, part)
    return replace(line, due=part.due_on, part=part.department, provisional=guessed)
