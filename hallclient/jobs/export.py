"""Reports of a period, from the database to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hallclient.errors import BadInput
from hallclient.exports.formats import FORMATS, Format, write_all
from hallclient.jobs import hall_load, satisfaction
from hallclient.jobs.hall_board import HallView
from hallclient.jobs.scores import scores
from hallclient.reports import day as day_report
from hallclient.reports import guidance as guidance_report
from hallclient.reports import notices as notices_report
from hallclient.reports import once as once_report
from hallclient.reports import punctuality as punctuality_report
from hallclient.reports import reconcile as reconcile_report
from hallclient.reports import requests as requests_report
from hallclient.reports.table import Table
from hallclient.rules.figures import day_figures
from hallclient.rules.message import Message
from hallclient.services import accounts, day_close, evaluation, guidance, notices, once_rate, punctuality, requests
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def text(self) -> str:
        """For titles and file names."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}_{self.last}"


def _day(hall: Hall, period: Period) -> Table:
    if period.first == period.last:
        return day_report.day_table(day_close.figures(hall, period.first))
    wanted = requests.Filter(first=period.first, last=period.last)
    figures = day_figures(
        requests.stream(hall, wanted),
        period.first,
        last=period.last,
        notices=notices.count_issued(hall, period.first, period.last),
        ratings=evaluation.ratings(hall, period.first, period.last),
    )
    return day_report.day_table(figures)


def _requests(hall: Hall, period: Period) -> Table:
    wanted = requests.Filter(first=period.first, last=period.last)
    return requests_report.requests_table(
        lambda: requests.stream(hall, wanted), accounts.names(hall), subtitle=period.text
    )


def _notices(hall: Hall, period: Period) -> Table:
    return notices_report.notices_table(
        lambda: notices.ledger(hall, period.first, period.last), accounts.names(hall), subtitle=period.text
    )


def _reconcile(hall: Hall, period: Period) -> Table:
    wanted = requests.Filter(first=period.first, last=period.last)
    return reconcile_report.reconcile_table(lambda: requests.stream(hall, wanted), subtitle=period.text)


def _punctuality(hall: Hall, period: Period) -> Table:
    if hall.config.shared_file:
        # This terminal alone would call the people of other windows absent.
        rows = HallView(hall).rows(period.first, period.last)
    else:
        rows = punctuality.rows(hall, period.first, period.last)
    return punctuality_report.punctuality_table(rows, subtitle=period.text)


def _load(hall: Hall, period: Period) -> Table:
    return hall_load.table(hall, period.first, period.last, subtitle=period.text)


def _satisfaction(hall: Hall, period: Period) -> Table:
    return satisfaction.table(hall, period.first, period.last, subtitle=period.text)


def _once(hall: Hall, period: Period) -> Table:
    return once_report.once_table(once_rate.rows(hall, period.first, period.last), subtitle=period.text)


def _guidance(hall: Hall, period: Period) -> Table:
    rows = guidance.listing(hall, period.first, period.last)
    return guidance_report.guidance_table(rows, accounts.names(hall), subtitle=period.text)


def _first_asked(hall: Hall, period: Period) -> Table:
    guided = guidance.listing(hall, period.first, period.last)
    rows = guidance.first_asked(hall, period.first, period.last, guided)
    return guidance_report.first_asked_table(rows, accounts.names(hall), subtitle=period.text)


REPORTS: dict[str, Callable[[Hall, Period], Table]] = {
    "day": _day,
    "requests": _requests,
    "notices": _notices,
    "punctuality": _punctuality,
    "reconcile": _reconcile,
    "load": _load,
    "satisfaction": _satisfaction,
    "scores": lambda hall, period: scores(hall, period.first, period.last),
    "once": _once,
    "guidance": _guidance,
    "first-asked": _first_asked,
}
_PUBLIC: dict[str, Callable[[Hall, Period], Table]] = {
    "scores": lambda hall, period: scores(hall, period.first, period.last, public=True),
}
"""Reports that can be published; de-identified where the settings say so."""

_LATER = ("disclosure-table", "public-results")


def export(
    hall: Hall, report: str, period: Period, formats: Sequence[Format], folder: Path, *, public: bool = False
) -> list[Path]:
    """Write a report in some formats; personal data is masked. Raises :class:`BadInput` for an unknown one, and for
    one that cannot be published (``public``)."""
    if report not in REPORTS:
        later = report in _LATER
        raise BadInput(
            Message("The report {report} is not available yet.", report=report)
            if later
            else Message("There is no report {report}.", report=report),
            Message("Available are {reports}.", reports=", ".join(REPORTS)),
        )
    if public and report not in _PUBLIC:
        raise BadInput(
            Message("Exports for publication are not available yet."),
            Message("Leave out --public for the hall's own."),
        )
    table = (_PUBLIC if public else REPORTS)[report](hall, period)
    stem = f"{report}-{period.text}-{hall.config.window:02d}{'-public' if public else ''}"
    return write_all(table, folder, stem, formats, hall=hall.config.hall, made=_now(hall))


def write_table(hall: Hall, table: Table, stem: str) -> list[Path]:
    """Write what is on a screen in every format, into the home's exports."""
    folder = Path(hall.home.exports)
    return write_all(table, folder, stem, FORMATS.values(), hall=hall.config.hall, made=_now(hall))


def _now(hall: Hall) -> str:
    return hall.clock.now().strftime("%Y-%m-%d %H:%M:%S")
