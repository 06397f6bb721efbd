"""Who issues a paper, and the words that every paper takes from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hallclient.printing.paper import BY_HAND, chinese_date, chinese_time, person, window_of

SEAL = "本行政机关专用印章"
"""What the seal of a deciding body is called (行政许可法 §32(2))."""


@dataclass(frozen=True, slots=True)
class Office:
    """The hall and the window, who acts there, and when.

    ``seals`` gives a department's own wording for the place of its seal; ``reconsideration`` and ``court`` are the
    bodies that a remedy names (a place to write where they are not set); ``copies`` is how many are printed.
    """

    hall: str
    window: int
    clerk: str
    at: datetime
    clerk_code: str = ""
    window_name: str = ""
    phone: str = ""
    consultation_phone: str = ""
    supervision_phone: str = ""
    reconsideration: str = ""
    court: str = ""
    copies: int = 2
    seals: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> dict[str, str]:
        """The words of every paper."""
        return {
            "大厅": self.hall,
            "办理窗口": window_of(self.window, self.window_name),
            "经办人": person(self.clerk, self.clerk_code),
            "联系电话": self.phone or BY_HAND,
            "咨询电话": self.consultation_phone or BY_HAND,
            "监督电话": self.supervision_phone or BY_HAND,
            "大厅印章": self.seals.get(self.hall) or f"{self.hall}（印章）",
            "出具日期": chinese_date(self.at.date()),
            "出具时间": chinese_time(self.at),
        }

    def seal_of(self, body: str) -> str:
        """What stands at the place of a deciding body's seal."""
        return self.seals.get(body) or f"{body or BY_HAND}（{SEAL}）"
