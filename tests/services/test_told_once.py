"""No sequence of marks, notices, reprints, catalogue edits and supplements changes or repeats what was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import NOW, applicant

from db.queries import notices as queries
from hallclient.errors import HallError
from hallclient.jobs import papers
from hallclient.printing import text as printing
from hallclient.rules import checklist
from hallclient.rules.once import Second
from hallclient.services import (
    accounts,
    catalogue,
    handing_in,
    intake,
    item_editing,
    notices,
    request_actions,
    requests,
    verification,
)
from hallclient.services.intake import Intake

CODES = ("A1", "A2", "A3")
MARKS = ("ok", "missing", "defective", "not_applicable", "exempt", "deferred", "")
ONE = st.tuples(st.sampled_from(CODES), st.sampled_from(MARKS))
WHO = st.sampled_from(("1003", "1004", "1005"))
CAUSE = st.sampled_from(("oversight", "new_fact"))
STEP = st.one_of(
    st.tuples(st.just("mark"), WHO, st.lists(ONE, min_size=1, max_size=3)),
    st.tuples(st.just("notice"), WHO, st.lists(ONE, max_size=3)),
    st.tuples(
        st.just("second"), WHO, st.sampled_from(("oversight", "new_fact")), st.sampled_from(("1003", "1005", ""))
    ),
    st.tuples(st.just("supplement"), WHO, st.lists(st.sampled_from(CODES), max_size=2)),
    st.tuples(st.just("accept"), WHO),
    st.tuples(st.just("reprint"), WHO),
    st.tuples(st.just("handed"), WHO, st.sampled_from(CODES), st.sampled_from(tuple(checklist.HANDED))),
    st.tuples(st.just("edit"), st.sampled_from(("改名", "又改名")), st.booleans()),
    st.tuples(st.just("conditions"), WHO, st.sampled_from(("add", "drop"))),
    st.tuples(st.just("wait"), st.integers(1, 9)),
)


def take(hall, clock, number, step):
    what, who, *rest = step
    if what == "edit":
        admin = accounts.actor_of(hall, "1009")
        item = replace(catalogue.get(hall, "MZ001"), name=who, basis=f"{who}的依据")
        starts = hall.clock.today() + timedelta(days=3) if rest[0] else None
        item_editing.change(hall, admin, replace(item, materials=item.materials[: 2 + rest[0]]), starts)
        return
    if what == "wait":
        clock.set(clock.now() + timedelta(days=who))
        return
    actor = accounts.actor_of(hall, who)
    if what == "mark":
        request_actions.mark(hall, actor, number, {code: (mark, "说明") for code, mark in rest[0]})
    elif what == "notice":
        notices.issue(hall, actor, number, {code: (mark, "说明") for code, mark in rest[0]})
    elif what == "second":
        agreed = accounts.actor_of(hall, rest[1]) if rest[1] else None
        grounds = Second(rest[0], "新发现的问题", "首次核对看不到")
        notices.issue(hall, actor, number, second=grounds, agreed=agreed)
    elif what == "supplement":
        request_actions.act(hall, actor, number, "supplement", {"items": ",".join(rest[0])} if rest[0] else {})
    elif what == "accept":
        request_actions.act(hall, actor, number, "accept")
    elif what == "conditions":
        request_actions.act(hall, actor, number, "conditions", {rest[0]: "agent", "reason": "后来得知"})
    elif what == "handed":
        handing_in.record(hall, actor, number, {rest[0]: rest[1]})
    else:
        for issued in notices.of_request(hall, number):
            printing.render(papers.notice_of(hall, issued))
            notices.note_print(hall, actor, issued.id, "text")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=14))
def test_what_was_told_stays_and_is_told_once(hall, clerk, clock, steps):
    clock.set(NOW)
    catalogue.save(hall, "1009", [replace(catalogue.get(hall, "MZ001"), name="最低生活保障申请", active=True)])
    made = intake.receive(hall, clerk, Intake("MZ001", applicant())).request
    frozen: dict[str, tuple[str, str]] = {}
    for step in steps:
        before, count = requests.get(hall, made.number), len(frozen)
        try:
            take(hall, clock, made.number, step)
        except HallError:
            assert requests.get(hall, made.number) == before, "a refusal changes nothing"
        after = requests.get(hall, made.number)
        issued = notices.of_request(hall, made.number)
        for notice in issued:
            kept = queries.get(hall.db, notice.id)
            text = printing.render(papers.notice_of(hall, notice))
            assert frozen.setdefault(notice.id, (kept.body, text)) == (kept.body, text), "a notice never changes"
        assert len(issued) - count in (0, 1)
        if len(issued) > count and count:
            assert step[0] == "second" and issued[-1].agreed_by == "1005", "one more only with a supervisor"
        still_open = {m.code for m in checklist.open_materials(after.materials)}
        if after.state == "awaiting_supplement":
            assert still_open <= {m.code for m in issued[-1].open}, "nothing is asked for that was not told"
        if after.state == "accepted":
            assert not still_open
        if step[0] == "conditions":
            kept = {m.code: m for m in before.materials if m.mark}
            assert {m.code: m for m in after.materials if m.mark} == kept, "a condition marks nothing"
            assert (after.state, after.supplement_due) == (before.state, before.supplement_due)
        if step[0] in ("reprint", "edit", "wait"):
            assert after == before, "neither a reprint nor the catalogue touches a request"
    assert verification.verify(hall).problems == ()
