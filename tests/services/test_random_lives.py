"""Random sequences of actions by random people never lead a request where the table does not."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hall import applicant
from support.lifecycle_table import OPEN, TABLE

from hallclient.errors import HallError
from hallclient.language import say
from hallclient.services import accounts, intake, journal, notices, request_actions, requests
from hallclient.services.intake import Intake

WORDS = {"words": "说明", "reason": "理由", "unit": "县公安局", "rating": "4"}
ACTIONS = (
    *("mark", "notice", "supplement", "accept", "refuse", "redirect", "answer", "hand-over", "take-up", "assign"),
    *("decide", "deliver", "withdraw", "rate", "note", "receive", "reopen"),
)
STEP = st.tuples(
    st.sampled_from(ACTIONS),
    st.sampled_from(("1001", "1002", "1003", "1004", "1005", "1009")),
    st.sampled_from(("granted", "refused", "partly_granted", "", "odd")),
    st.sampled_from(("1001", "1004", "4711", "")),
    st.sampled_from(("ok", "missing", "defective", "")),
)


def take(hall, number, action, who, result, to, mark):
    actor = accounts.actor_of(hall, who)
    marks = {m.code: (mark, "说明") for m in requests.get(hall, number).materials}
    if action == "mark":
        request_actions.mark(hall, actor, number, marks)
    elif action == "notice":
        notices.issue(hall, actor, number, marks)
    else:
        request_actions.act(hall, actor, number, action, {**WORDS, "result": result, "to": to})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(("MZ001", "SC001", "MZ002", "ZX001", "TS001", "ZB001")), st.lists(STEP, max_size=12))
def test_no_sequence_leaves_the_table(hall, clerk, item, steps):
    made = intake.receive(hall, clerk, Intake(item, applicant(), matter="事由")).request
    for step in steps:
        before = requests.get(hall, made.number)
        try:
            take(hall, made.number, *step)
        except HallError as error:
            assert say(error.message), step
            assert say(error.remedy), step
            assert requests.get(hall, made.number) == before, "a refusal changes nothing"
            continue
        after = requests.get(hall, made.number)
        if step[0] == "supplement" and after.state == "awaiting_supplement":
            pass  # a part was brought
        else:
            assert after.state == TABLE[before.state].get(step[0]), step
        assert after.version == before.version + 1
        assert after.first_asked == before.first_asked
        assert after.owner
        assert (after.closed_at is not None) == (after.state not in OPEN)
        assert requests.timeline(hall, after)[-1].state == after.state
    assert len(notices.of_request(hall, made.number)) <= 1, "everything is told once"
    assert journal.check(hall).ok
