"""The ratings of a made-up past and the follow-up of the bad ones, as the services do it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

from db.models.evaluation import Evaluation
from db.models.request import Request as Row
from db.models.review import Review
from hallclient.rules import review as rules
from hallclient.services import evaluation
from hallclient.services.accounts import Actor
from hallclient.services.past import Past
from hallclient.services.reviews import step_columns


class PastReviews:
    """Keeps ratings; each bad one is followed up by its request's row."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._open: dict[int, dict[str, Any]] = {}
        self._rated: set[int] = set()

    def is_rated(self, visit: int | None) -> bool:
        """Whether a visit has been rated: then it is not rated again."""
        return visit in self._rated

    def keep(self, row: Mapping[str, Any], actor: Actor, rating: str, visit: int | None) -> None:
        """A rating, as ``evaluation.keep`` keeps it."""
        hall = self._past.hall
        values = evaluation.columns(hall, cast(Row, SimpleNamespace(**row)), rating, actor.code, visit)
        if visit is not None:
            self._rated.add(visit)
        self._past.add(Evaluation, values)
        if rating in rules.BAD:
            opened = self._past.add(Review, evaluation.follow_up_columns(hall, row["id"]), whole=True)
            self._open[row["id"]] = opened
            self._record(row, actor, "review-open", evaluation.opening(opened))

    def follow_up(self, row: Mapping[str, Any], actor: Actor, step: str, words: str) -> None:
        """A step of the follow-up of a request's bad review; nothing where it has none."""
        review = self._open.get(row["id"])
        if review is not None and review["state"] in rules.STEPS[step].sources:
            review |= {**step_columns(self._past.hall, actor, step, words), "version": review["version"] + 1}
            self._record(row, actor, f"review-{step}", {"state": review["state"]})

    def ratings(self, day: object) -> dict[str, int]:
        """The ratings of a day so far."""
        found: dict[str, int] = {}
        for row in self._past.rows(Evaluation):
            if row["day"] == day:
                found[row["rating"]] = found.get(row["rating"], 0) + 1
        return found

    def _record(self, row: Mapping[str, Any], actor: Actor, action: str, body: Mapping[str, Any]) -> None:
        review = {name: value for name, value in self._open[row["id"]].items() if name != "id"}
        self._past.journal(actor.code, action, "review", f"{row['number']}@{row['terminal']}", body, review)
