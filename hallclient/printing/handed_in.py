"""How a material was handed in, in the words of papers (材料提交方式), and what of it stays with the hall."""

from __future__ import annotations

from hallclient.rules.request import RequestMaterial

WAYS = {
    "original": "原件",
    "copy": "复印件",
    "electronic": "电子件",
    "seen": "原件核验后退还",
}
"""The codes of ``checklist.HANDED``."""


def way(code: str) -> str:
    """The words; empty where it was not recorded."""
    return WAYS.get(code, "")


def taken(code: str) -> str:
    """As part of a sentence: ``收复印件``."""
    return way(code) if code == "seen" else f"收{way(code)}"


def pieces(material: RequestMaterial) -> tuple[str, str]:
    """Originals and copies that the hall took and keeps, as ``1份``; what was only looked at is not among them."""
    originals, copies = material.originals, material.copies
    match material.handed:
        case "original":
            originals, copies = max(originals, 1), 0
        case "copy":
            originals, copies = 0, max(copies, 1)
        case "seen":
            originals = 0
        case "electronic":
            originals = copies = 0
    return _counted(originals), _counted(copies)


def _counted(count: int) -> str:
    return f"{count}份" if count else ""
