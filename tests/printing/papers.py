"""Every sample paper, for the tests of its forms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hallclient.printing import samples, template_files, text
from hallclient.printing.filling import Filling
from hallclient.printing.kinds import KINDS
from hallclient.printing.paper import Paper

NOWHERE = Path("no", "templates", "here")
LONG_WORD = "材料" * 1000
MARKUP = "[bold]王[/bold]<script>alert(1)</script>&\"'{申请人}"
RARE = "𠮷田"


def made(kind: str, filling: Filling | None = None) -> Paper:
    """The paper of ``kind`` by its built-in template."""
    return template_files.make(NOWHERE, kind, filling or samples.of(kind)).paper


def strange() -> Paper:
    """A notice with all that is hard to print: rare characters, markup, words of 2,000 characters."""
    from hallclient.printing import notice

    first = replace(samples.NOTICE.open[0], words=LONG_WORD, requirement="A" * 2000)
    told = replace(
        samples.NOTICE, applicant=RARE, clerk_name=MARKUP, open=(first, samples.NOTICE.open[1]), number="长" * 60
    )
    return made("notice", notice.filling(told))


def again() -> Paper:
    """A second notice, with its grounds."""
    from hallclient.printing import notice

    return made("notice", notice.filling(samples.AGAIN))


def supplied() -> Paper:
    """The receipt for a part of the supplement."""
    from hallclient.printing import receipt

    asked = f"一次性告知书（{samples.NOTICE.number}）"
    number = "某政服收件〔2026〕0300012号"
    return made("receipt", receipt.of_supplement(samples.SUPPLIED, samples.OFFICE, number, ["m2", "m5"], asked))


PAPERS = {
    **{kind: lambda kind=kind: made(kind) for kind in KINDS},
    "again": again,
    "supplied": supplied,
    "strange": strange,
}


def flat(paper: Paper, width: int = text.WIDTH) -> str:
    """The paper's text without blanks and line breaks."""
    return "".join(text.render(paper, width).split())


def required(what: str, found: bool) -> None:
    """Skip where the machine lacks ``what``, except in the run that has to have it (see .ci/run)."""
    import os

    if not found:
        if os.environ.get("HALLCLIENT_REQUIRE_FONTS"):
            pytest.fail(f"{what}: missing, though HALLCLIENT_REQUIRE_FONTS is set")
        pytest.skip(f"{what}: not on this machine")
