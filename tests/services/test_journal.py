"""The journal: canonical bytes, a chain that holds, and every change to it found and named."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta, timezone

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import NOW

from db.models.journal import Journal
from hallclient.rules import journal as rules
from hallclient.services import journal

ENTRY = rules.Entry(
    version=1,
    terminal="03a1b2c3d4",
    entry=7,
    at=1795136400,
    staff="1003",
    action="accept",
    kind="request",
    subject="370784-20261120-030012@03a1b2c3d4",
    body='{"by_law":false,"state":"accepted"}',
    row="ab" * 32,
    previous="0" * 64,
)

BYTES = (
    '{"act":"accept","at":1795136400,"body":"{\\"by_law\\":false,\\"state\\":\\"accepted\\"}",'
    '"id":"370784-20261120-030012@03a1b2c3d4","kind":"request","n":7,"prev":"' + "0" * 64 + '",'
    '"row":"' + "ab" * 32 + '","t":"03a1b2c3d4","v":1,"who":"1003"}'
)


def test_the_bytes_of_an_entry_are_for_good():
    """A changed golden value means that every journal in use is found broken: make a new version instead."""
    assert rules.canonical({"b": [1, None, True], "a": {"名": "张三"}}) == '{"a":{"名":"张三"},"b":[1,null,true]}'
    assert rules.digest({"name": "张三", "n": 1}) == (
        "1e78c76bb09f6d42726e89100e1b5e04dd07e6041fe3c50672ddf73f05f208cb"
    )
    assert rules.entry_hash(ENTRY) == hashlib.sha256(BYTES.encode()).hexdigest()
    assert rules.entry_hash(ENTRY) == ("a8fbbfadc67d992d558b2de40e4de432caa09c2342adf1c64dfc3344c47625d9")


@pytest.fixture
def history(hall, receive, people):
    """Seven entries or more: init, people, a few requests."""
    from hallclient.services.request_actions import act

    for _ in range(3):
        act(hall, people.clerk, receive().number, "accept")
    found = journal.check(hall)
    assert found.ok
    return found.entries


def numbers(hall):
    return [row.entry for row in Journal.select().order_by(Journal.entry).execute(hall.db)]


def test_the_chain_holds_and_counts(hall, history):
    assert numbers(hall) == list(range(1, history + 1))
    assert journal.check(hall) == journal.JournalCheck(history, "")


def unguarded(hall, *statements):
    """Somebody who can write to the file drops the triggers and changes an entry."""
    for verb in ("update", "delete"):
        hall.db.execute_sql(f"DROP TRIGGER IF EXISTS journal_no_{verb}")
    for statement in statements:
        hall.db.execute_sql(statement)


@pytest.mark.parametrize(
    "change",
    [
        "staff = '1004'",
        "at = at - 3600",
        "action = 'refuse'",
        "kind = 'punch'",
        "subject = subject || 'x'",
        "body = replace(body, 'state', 'State')",
        "body = body || ' '",
        "row = '" + "0" * 64 + "'",
        "previous = '" + "0" * 64 + "'",
        "hash = '" + "0" * 64 + "'",
        "version = 2",
        "entry = 1000",
    ],
)
def test_a_changed_entry_is_found_and_named(hall, history, change):
    bad = history - 2
    unguarded(hall, f"UPDATE journal SET {change} WHERE entry = {bad}")
    check = journal.check(hall)
    assert not check.ok
    assert check.entries == history
    # With another number the gap shows at the one that follows it.
    assert check.first_bad == f"{hall.terminal}/{bad + 1 if change.startswith('entry') else bad}"


@pytest.mark.parametrize("gone", [1, 4])
def test_a_deleted_entry_is_found(hall, history, gone):
    unguarded(hall, f"DELETE FROM journal WHERE entry = {gone}")
    assert journal.check(hall).first_bad == f"{hall.terminal}/{gone + 1}"


def test_two_entries_that_changed_places_are_found(hall, history):
    unguarded(
        hall,
        "UPDATE journal SET entry = -1 WHERE entry = 3",
        "UPDATE journal SET entry = 3 WHERE entry = 4",
        "UPDATE journal SET entry = 4 WHERE entry = -1",
    )
    assert journal.check(hall).first_bad == f"{hall.terminal}/3"


def test_an_entry_put_in_is_found(hall, history):
    unguarded(
        hall,
        "INSERT INTO journal "
        "(terminal, entry, version, at, staff, action, kind, subject, body, row, previous, hash) "
        f"SELECT terminal, {history + 1}, version, at, staff, action, kind, subject, body, row, previous, hash "
        f"FROM journal WHERE entry = {history}",
    )
    assert journal.check(hall).first_bad == f"{hall.terminal}/{history + 1}"


def test_a_change_with_its_hash_made_anew_breaks_the_next(hall, history):
    """Who knows the format can make one entry good, and then has to change every later one."""
    row = next(iter(Journal.select().where(Journal.entry == 4).execute(hall.db)))
    fields = ("version", "terminal", "entry", "staff", "action", "kind", "subject", "body", "row", "previous")
    values = {name: getattr(row, name) for name in fields}
    forged = rules.Entry(**{**values, "staff": "1004", "at": int(row.at.timestamp())})
    unguarded(hall, f"UPDATE journal SET staff = '1004', hash = '{rules.entry_hash(forged)}' WHERE entry = 4")
    assert journal.check(hall).first_bad == f"{hall.terminal}/5"


def test_an_empty_journal_holds(hall):
    unguarded(hall, "DELETE FROM journal")
    assert journal.check(hall) == journal.JournalCheck(0, "")


def test_the_triggers_refuse(hall, history):
    for statement in ("UPDATE journal SET staff = 'x'", "DELETE FROM journal"):
        with pytest.raises(peewee.IntegrityError):
            hall.db.execute_sql(statement)
    assert journal.check(hall).entries == history


def test_terminals_have_chains_of_their_own(hall, reopen):
    count = journal.check(hall).entries
    other = reopen(installation="bbbbbbbb")
    for one in (hall, other, hall, other):
        with one.write():
            journal.record(one, "1003", "note", "request", "x")
    check = journal.check(hall)
    assert check == journal.JournalCheck(count + 4, "")
    ends = {row.terminal: row.entry for row in Journal.select().order_by(Journal.entry).execute(hall.db)}
    assert ends == {hall.terminal: count + 2, other.terminal: 2}


def test_rows_are_plain_before_they_are_digested():
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    assert journal.plain({"at": moment, "day": date(2026, 11, 20), "n": None, "b": True}) == {
        "at": int(moment.timestamp()),
        "day": "2026-11-20",
        "n": None,
        "b": True,
    }


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), plain_json, max_size=4), st.randoms())
def test_one_value_has_one_text(value, random):
    items = list(value.items())
    random.shuffle(items)
    text = rules.canonical(dict(items))
    assert text == rules.canonical(value)
    assert json.loads(text) == value
    assert "\n" not in text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.booleans() | st.none(), max_size=3), st.text(max_size=9)
)
def test_any_body_makes_a_chain_that_holds(hall, body, staff):
    try:
        with hall.write():
            journal.record(hall, staff, "note", "request", "x", body)
    except UnicodeEncodeError:
        return  # a lone surrogate has no bytes; nothing was written
    assert journal.check(hall).ok
    assert hall.clock.now() == NOW
