"""On what acceptance is refused (不予受理): 行政许可法 §32(1)(1), or another statute named with its article."""

from __future__ import annotations

import re

from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import REFUSAL_GROUNDS

NO_LICENCE = "《中华人民共和国行政许可法》第三十二条第一款第一项"
"""申请事项依法不需要取得行政许可的，应当即时告知申请人不受理."""

_LAW = re.compile("《[^《》]+》")
_ARTICLE = re.compile(r"第\s*[〇零一二三四五六七八九十百千0-9]{1,8}\s*条")


def names_article(text: str) -> bool:
    """Whether an article stands in the text."""
    return _ARTICLE.search(text) is not None


def law_problem(text: str) -> Message | None:
    """What a named statute lacks, None where law and article stand there."""
    if not _LAW.search(text):
        return Message("Name the law in 《》, for instance 《城市居民最低生活保障条例》第七条.")
    return None if names_article(text) else Message("Name the article too, for instance 第七条.")


def ground_problem(request: Request, ground: str) -> Message | None:
    """Why ``ground`` cannot hold for the request."""
    if ground == "not_required" and request.legal_path != "licence":
        return Message("The item is no licence: article 32 of the Administrative Licence Law does not hold for it.")
    if ground and ground not in REFUSAL_GROUNDS:
        return Message("“{ground}” is not a ground for refusing.", ground=ground)
    return None
