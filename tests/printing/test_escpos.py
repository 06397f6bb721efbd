"""The slip for a receipt printer: its commands, its columns, its encoding."""

from __future__ import annotations

import re

import pytest
from printing.papers import PAPERS, RARE

from hallclient.printing import escpos

COMMANDS = re.compile(
    rb"\x1b@|\x1c&|\x1ba.|\x1d!.|\x1c!.|\x1bd.|\x1dVB.|\x1d\(k\x04\x001A2\x00|\x1d\(k\x03\x001[CEQ].", re.DOTALL
)


@pytest.mark.parametrize("kind", PAPERS)
def test_without_its_commands_a_slip_is_text_of_32_columns(kind):
    content = escpos.render(PAPERS[kind]())
    stored = re.search(rb"\x1d\(k(.)(.)1P0", content, re.DOTALL)
    if stored:
        length = stored[1][0] + 256 * stored[2][0] - 3
        code = content[stored.end() : stored.end() + length]
        assert re.fullmatch(rb"[\d-]+", code)
        content = content[: stored.start()] + content[stored.end() + length :]
    lines = COMMANDS.sub(b"", content).decode("gb18030").splitlines()
    assert not set("".join(lines)) & {chr(n) for n in range(32)}
    assert all(sum(2 if ord(c) > 0x2E7F or c in "〔〕（）" else 1 for c in line) <= 32 for line in lines)


def test_it_begins_with_a_reset_and_ends_with_a_cut():
    content = escpos.render(PAPERS["receipt"]())
    assert content.startswith(b"\x1b@\x1c&")
    assert content.endswith(b"\x1dVB\x00")


def test_rare_characters_are_four_bytes():
    content = escpos.render(PAPERS["strange"]())
    assert RARE.encode("gb18030") in content and len(RARE[0].encode("gb18030")) == 4
