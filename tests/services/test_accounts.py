"""Unlocking with a PIN, the lock-out, new PINs, and the role table as the services enforce it."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from support.hall import NOW, PIN

from db.queries import journal as journal_queries
from db.queries import staff as queries
from hallclient.errors import BadInput, NotAllowed, NotFound, WrongPin
from hallclient.rules.roles import PERMISSIONS, ROLES, may, why_not
from hallclient.services import accounts, journal, pins


def wrong(hall, times=1, code="1003"):
    for _ in range(times):
        with pytest.raises(WrongPin):
            accounts.unlock(hall, code, "1111")


def test_the_right_pin_says_who_acts(hall):
    actor = accounts.unlock(hall, "1001", PIN)
    assert (actor.code, actor.name, actor.role, actor.departments) == ("1001", "赵强", "chief", ("县民政局",))
    assert actor.departments == ("县民政局",)


@pytest.mark.parametrize("code", ["1003", "9999", ""])
def test_a_wrong_pin_and_an_unknown_code_sound_alike(hall, code):
    with pytest.raises(WrongPin) as caught:
        accounts.unlock(hall, code, "1111")
    assert caught.value.code == "wrong_pin"
    assert str(caught.value) == f"Nobody with the code {code} works here, or the PIN is wrong."


def test_five_wrong_pins_lock_the_account_even_for_the_right_one(hall):
    wrong(hall, 5)
    with pytest.raises(WrongPin) as caught:
        accounts.unlock(hall, "1003", PIN)
    assert caught.value.code == "locked"
    assert "09:10" in str(caught.value)
    assert [p.locked for p in accounts.everyone(hall) if p.code == "1003"] == [True]
    assert accounts.unlock(hall, "1004", PIN).code == "1004", "others are not locked out"


def test_the_lock_is_in_the_journal(hall):
    wrong(hall, 5)
    (entry,) = journal_queries.of_subject(hall.db, "staff", "1003")
    assert (entry.action, entry.staff) == ("locked", "1003")


def test_time_unlocks(hall, clock):
    wrong(hall, 5)
    clock.set(NOW + timedelta(minutes=accounts.LOCKED_MINUTES, seconds=-1))
    with pytest.raises(WrongPin, match="locked"):
        accounts.unlock(hall, "1003", PIN)
    clock.set(NOW + timedelta(minutes=accounts.LOCKED_MINUTES))
    assert accounts.unlock(hall, "1003", PIN).code == "1003"
    wrong(hall, 4)
    assert accounts.unlock(hall, "1003", PIN).code == "1003", "the count starts anew"


def test_the_right_pin_forgets_the_wrong_ones(hall):
    wrong(hall, 4)
    accounts.unlock(hall, "1003", PIN)
    wrong(hall, 4)
    assert accounts.unlock(hall, "1003", PIN).code == "1003"


def test_wrong_pins_count_over_a_restart(reopen):
    wrong(reopen(), 3)
    wrong(reopen(), 2)
    with pytest.raises(WrongPin, match="locked"):
        accounts.unlock(reopen(), "1003", PIN)


def test_who_left_cannot_unlock(hall):
    with hall.write():
        queries.update(hall.db, "1003", {"active": False})
    with pytest.raises(WrongPin):
        accounts.unlock(hall, "1003", PIN)


def test_people_set_their_own_pin(hall, people, monkeypatch):
    monkeypatch.setattr(pins, "_LOG_N", 4)
    accounts.set_pin(hall, people.clerk, "1003", "口令 9 Zeichen")
    assert accounts.unlock(hall, "1003", "口令 9 Zeichen").code == "1003"
    wrong(hall)
    with pytest.raises(WrongPin):
        accounts.unlock(hall, "1003", PIN)


def test_the_administrator_sets_any_pin_and_ends_a_lock(hall, people, monkeypatch):
    monkeypatch.setattr(pins, "_LOG_N", 4)
    wrong(hall, 5)
    accounts.set_pin(hall, people.admin, "1003", "4321")
    assert accounts.unlock(hall, "1003", "4321").code == "1003"
    (locked, changed) = journal_queries.of_subject(hall.db, "staff", "1003")
    assert (locked.action, changed.action, changed.staff) == ("locked", "set-pin", "1009")


@pytest.mark.parametrize("who", ["clerk", "chief", "supervisor"])
def test_nobody_else_sets_anothers_pin(hall, people, who):
    before = queries.get(hall.db, "1004").pin
    with pytest.raises(NotAllowed, match="Only the administrator"):
        accounts.set_pin(hall, getattr(people, who), "1004", "4321")
    assert queries.get(hall.db, "1004").pin == before


@pytest.mark.parametrize("pin", ["", "123", "1" * 65])
def test_a_pin_has_four_to_sixty_four_characters(hall, people, pin):
    with pytest.raises(BadInput, match="4 to 64"):
        accounts.set_pin(hall, people.clerk, "1003", pin)


def test_nobody_has_no_pin(hall, people):
    with pytest.raises(NotFound):
        accounts.set_pin(hall, people.admin, "4711", "4321")


def test_a_pin_is_kept_as_a_slow_digest_only(hall, people):
    started = time.perf_counter()
    accounts.set_pin(hall, people.clerk, "1003", "864297531086")
    assert time.perf_counter() - started > 0.02, "scrypt is slow on purpose"
    kept = queries.get(hall.db, "1003").pin
    assert kept.startswith("scrypt$16$8$1$")
    assert "864297531086" not in kept
    assert kept != pins.digest_pin("864297531086"), "a salt of its own"
    assert pins.pin_matches("864297531086", kept)
    everything = hall.home.database.read_bytes() + hall.home.database.with_name("hall.db-wal").read_bytes()
    assert b"864297531086" not in everything
    assert "864297531086" not in str([row.body for row in journal_queries.entries(hall.db)])


@pytest.mark.parametrize("digest", ["", "0000", "md5$1$1$1$aa$bb", "scrypt$x$8$1$aa$bb", "scrypt$4$8$1$a$b", "$" * 5])
def test_what_is_no_digest_matches_nothing(digest):
    assert not pins.pin_matches("0000", digest)


def test_without_a_person_nothing_is_changed(hall):
    with pytest.raises(NotAllowed) as caught:
        accounts.demand(None, "receive")
    assert "--as" in str(caught.value.remedy)


# Written out, so that a slip in the table is seen: clerk, chief, supervisor, admin.
TABLE = {
    "agree_second": (False, False, True, True),
    "receive": (True, True, True, True),
    "handle": (True, True, True, True),
    "punch": (True, True, True, True),
    "ask_leave": (True, True, True, True),
    "reveal": (True, True, True, True),
    "close_day": (True, True, True, True),
    "decide": (False, True, False, False),
    "review": (False, False, True, True),
    "approve_leave": (False, True, True, True),
    "approve_correction": (False, False, True, True),
    "import_records": (False, False, True, True),
    "follow_up": (False, True, True, False),
    "exclude_review": (False, False, True, False),
    "administer": (False, False, False, True),
}


def test_the_table_names_every_permission():
    assert set(TABLE) == set(PERMISSIONS)
    assert ROLES == ("clerk", "chief", "supervisor", "admin")


@pytest.mark.parametrize("permission", TABLE)
@pytest.mark.parametrize(("place", "role"), list(enumerate(ROLES)))
def test_every_role_and_permission(permission, place, role):
    actor = accounts.Actor("1", "某", role)
    assert may(role, permission) is TABLE[permission][place]
    if TABLE[permission][place]:
        assert accounts.demand(actor, permission) is actor
    else:
        with pytest.raises(NotAllowed) as caught:
            accounts.demand(actor, permission)
        assert caught.value.message == why_not(permission)


def test_an_unknown_role_may_nothing():
    assert not any(may("intern", permission) for permission in PERMISSIONS)


def test_names_of_several_departments_are_split(hall):
    assert accounts.split("甲局； 乙局;;丙局") == ("甲局", "乙局", "丙局")


def test_the_journal_holds_after_all_this(hall, people, monkeypatch):
    monkeypatch.setattr(pins, "_LOG_N", 4)
    wrong(hall, 5)
    accounts.set_pin(hall, people.admin, "1003", "4321")
    assert journal.check(hall).ok
