"""Punches, leave and corrections of a made-up past, as ``attendance`` keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from db.models.correction import Correction
from db.models.leave import Leave
from db.models.punch import Punch
from hallclient.services.past import Past

_MODELS: dict[str, type[Leave] | type[Correction]] = {"leave": Leave, "correction": Correction}


class PastAttendance:
    """Who came and went, and who was away with leave."""

    def __init__(self, past: Past) -> None:
        self._past = past

    def punch(self, staff: str, kind: str, at: datetime | None = None, **values: Any) -> None:
        """A punch now, or (approved afterwards) at an earlier moment."""
        now, reading = self._past.hall.clock.now(), self._past.hall.clock.reading()
        moment = now if at is None else self._past.hall.clock.at(at)
        whole = {
            "terminal": self._past.hall.terminal,
            "staff": staff,
            "kind": kind,
            "at": moment,
            "day": moment.date(),
            "window": self._past.hall.config.window,
            "source": "self",
            "entered_by": staff,
            "entered_at": now,
            "since_boot": reading.since_boot,
            "boot": reading.boot,
            "sequence": int(reading.wall * 1000),
            **values,
        }
        row = self._past.add(Punch, whole, whole=True)
        body = {"kind": kind, "at": int(moment.timestamp()), "source": row["source"]}
        self._past.journal(row["entered_by"], "punch", "punch", f"{staff}/{row['id']}", body, row)
        self._past.touch_half_days(staff, row["day"], row["day"])
        self._past.touch(row["day"], "window_day", f"{self._past.hall.config.window:02d}")

    def ask(self, what: str, staff: str, /, **values: Any) -> dict[str, Any]:
        """Leave or a correction (``what``) asked for now; gives the row for :meth:`decide`."""
        local = {k: self._past.hall.clock.at(v) if isinstance(v, datetime) else v for k, v in values.items()}
        whole = {
            **local,
            "terminal": self._past.hall.terminal,
            "staff": staff,
            "asked_at": self._past.hall.clock.now(),
        }
        row = self._past.add(_MODELS[what], {"state": "asked", "decided_by": "", "decided_at": None, **whole})
        self._past.journal(staff, "ask", what, str(row["id"]), {}, whole)
        return row

    def decide(self, what: str, row: dict[str, Any], by: str, approve: bool) -> None:
        """The decision on what was asked for; an approved correction becomes a punch."""
        state = "approved" if approve else "rejected"
        row |= {"state": state, "decided_by": by, "decided_at": self._past.hall.clock.now()}
        self._past.journal(by, state, what, str(row["id"]), {"for": row["staff"]})
        if approve and what == "leave":
            self._past.touch_half_days(row["staff"], row["start"].date(), row["end"].date())
        elif approve:
            self.punch(
                row["staff"], row["kind"], row["at"], window=None, reason=row["reason"], source="correction",
                entered_by=by,
            )  # fmt: skip
