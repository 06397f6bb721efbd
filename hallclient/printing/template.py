"""Templates: what stands on a paper in which order, as a file that an administrator can change.

A template is plain text. Lines that begin with ``#`` explain. The head has ``标题：``, ``机关：`` and ``文号：``;
after it come sections, each from a line in square brackets:

- ``[栏目]``: one ``标签：内容`` a line, left out where the content is empty;
- ``[正文]`` and ``[重点]``: one paragraph a line, the second kind strong, left out where it is empty;
- ``[表 名称]``: the list of that name, below the paragraphs of the section; all left out where the list is empty;
- ``[印章]``: what the seal says, then the date; ``[签名]``: places to sign, one a line, left out
  where it is empty;
- ``[二维码]``: what the code says.

``{名称}`` puts in a word by its name: nothing else is ever carried out, and what was put in is not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hallclient.errors import BadInput
from hallclient.printing.filling import Filling
from hallclient.printing.paper import Block, Code, Entries, Fields, Paper, Paragraph, Places, Seal
from hallclient.rules.message import Message

_HEAD = ("标题", "机关", "文号")
_SECTIONS = ("栏目", "正文", "重点", "表", "印章", "签名", "二维码")
_SECTION = re.compile(r"\[(\S+?)(?:\s+(\S+))?\]\s*")
_PLACE = re.compile(r"\{([^{}]*)\}")
LONGEST = 100_000
"""Characters of a template; a file that is longer is none."""


class BadTemplate(BadInput):
    """A template does not hold: ``message`` says what is wrong, and in which line."""

    code = "bad_template"


@dataclass(frozen=True, slots=True)
class Section:
    """``kind`` as in the file; ``name`` that of a list; ``lines`` with their numbers in the file."""

    kind: str
    name: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read; whether its names are known shows when it is filled."""

    head: Mapping[str, str]
    sections: tuple[Section, ...]

    def names(self) -> set[str]:
        """Every word and list that it asks for; a list as ``表 名称``."""
        lines = [*self.head.values(), *(line for section in self.sections for _, line in section.lines)]
        found = {name for line in lines for name in _PLACE.findall(line)}
        return found | {f"表 {section.name}" for section in self.sections if section.kind == "表"}


def parse(text: str) -> Template:
    """Read a template. Raises :class:`BadTemplate`."""
    if len(text) > LONGEST:
        raise bad(0, Message("it is longer than a template can be"))
    head: dict[str, str] = {}
    sections: list[tuple[str, str, list[tuple[int, str]]]] = []
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _SECTION.fullmatch(line)
        if match:
            sections.append((*_section(number, match), []))
        elif sections:
            _check(number, sections[-1][0], line)
            sections[-1][2].append((number, line))
        else:
            key, _, value = line.partition("：")
            if key not in _HEAD or not value:
                raise bad(number, Message("“{text}” does not belong to the head", text=line[:40]))
            head[key] = value.strip()
    missing = [key for key in _HEAD if key not in head]
    if missing:
        raise bad(1, Message("the head lacks {names}", names="、".join(missing)))
    return Template(head, tuple(Section(kind, name, tuple(lines)) for kind, name, lines in sections))


def _section(number: int, match: re.Match[str]) -> tuple[str, str]:
    kind, name = match[1], match[2] or ""
    if kind not in _SECTIONS:
        raise bad(
            number, Message("there is no section [{name}]; there are {names}", name=kind, names="、".join(_SECTIONS))
        )
    if (kind == "表") != bool(name):
        raise bad(number, Message("a list is written [表 名称], every other section without a name"))
    return kind, name


def _check(number: int, kind: str, line: str) -> None:
    if kind == "栏目" and "：" not in line:
        raise bad(number, Message("a line of [栏目] is written 标签：内容"))
    rest = _PLACE.sub("", line)
    if "{" in rest or "}" in rest:
        raise bad(number, Message("a brace is not closed, or stands alone"))


def bad(number: int, what: Message) -> BadTemplate:
    """The sentence for a template that does not hold."""
    where = Message("Line {line}: {what}.", line=number, what=what) if number else Message("{what}.", what=what)
    return BadTemplate(
        where, Message("Put the file right, or take it away; until then the built-in template is used.")
    )


def fill(template: Template, filling: Filling) -> Paper:
    """The paper. Raises :class:`BadTemplate` for a name that the document does not know."""
    head = {key: _filled(0, line, filling) for key, line in template.head.items()}
    blocks = tuple(block for section in template.sections for block in _blocks(section, filling))
    return Paper(head["机关"], head["标题"], head["文号"], blocks)


def _filled(number: int, line: str, filling: Filling) -> str:
    def word(match: re.Match[str]) -> str:
        if match[1] not in filling.words:
            known = "、".join(filling.words)
            raise bad(number, Message("“{name}” is not known; known are {names}", name=match[1], names=known))
        return filling.words[match[1]]

    return _PLACE.sub(word, line)


def _blocks(section: Section, filling: Filling) -> Iterator[Block]:
    filled = [_filled(number, line, filling) for number, line in section.lines]
    match section.kind:
        case "栏目":
            pairs = [_pair(number, line, filling) for number, line in section.lines]
            yield Fields(tuple(pair for pair in pairs if pair[1]))
        case "正文" | "重点":
            yield from (Paragraph(line, section.kind == "重点") for line in filled if line)
        case "表":
            table = _table(section, filling)
            if table.rows:
                yield from (Paragraph(line, strong=True) for line in filled if line)
                yield table
        case "印章":
            yield Seal(filled[0] if filled else "", filled[1] if len(filled) > 1 else "")
        case "签名":
            yield Places(tuple(line for line in filled if line))
        case _:
            yield from (Code(line) for line in filled if line)


def _pair(number: int, line: str, filling: Filling) -> tuple[str, str]:
    # Parted before it is filled: a colon in what is put in is none of the template's.
    label, _, value = line.partition("：")
    return _filled(number, label, filling), _filled(number, value.strip(), filling)


def _table(section: Section, filling: Filling) -> Entries:
    if section.name not in filling.tables:
        known = "、".join(filling.tables)
        raise bad(0, Message("“{name}” is not known; known are {names}", name=section.name, names=known))
    return filling.tables[section.name]
