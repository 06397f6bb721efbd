"""``request new|list|show|act`` and ``search``."""

from __future__ import annotations

import pytest
from support.hall import NOW

from hallclient import files

ID_NUMBER = "11010519491231002X"


def test_a_received_request_and_its_materials(command):
    done = command(
        "request", "new", "--item", "MZ001", "--name", "张三丰", "--id-type", "resident_id", "--id-number", ID_NUMBER,
        "--phone", "13812345678", "--condition", "agent", "--agent-name", "李四", "--agent-id", ID_NUMBER,
        "--green", "重病", "--channel", "counter", who="1003",
    )  # fmt: skip
    value = done.value
    assert value["number"] == "370784-20261120-030001"
    assert (value["state"], value["first_asked"], value["owner"]) == ("registered", "1003", "1003")
    assert value["notice_due"] == "2026-11-27"
    assert [m["code"] for m in value["materials"]] == ["A1", "A2", "A3"]
    assert value["materials"][0]["name"] == "居民身份证" and value["materials"][0]["mark"] == ""
    assert value["warnings"] == [] and done.err == ""
    seen = command("request", "show", value["number"]).value
    assert seen["agent"]["name"] == "李*" and seen["agent"]["id_type"] == "resident_id"
    assert seen["green"] == "重病" and seen["conditions"] == ["agent"]


def test_what_the_clerk_should_know_is_told_and_stops_nothing(command, received):
    first = received()
    again = command(
        "request", "new", "--item", "MZ001", "--name", "张三丰", "--id-number", ID_NUMBER, "--phone", "1381234",
        who="1003",
    )  # fmt: skip
    assert again.value["number"].endswith("030002")
    assert len(again.value["warnings"]) == 2 == len(again.err.splitlines())
    assert first in again.value["warnings"][1]


def test_a_credit_code_that_fails_the_check_only_warns(command):
    done = command(
        "request", "new", "--item", "SC001", "--name", "某某商店", "--org", "--id-type", "uscc", "--id-number",
        "91350100M000100Y44", who="1003",
    )  # fmt: skip
    assert len(done.value["warnings"]) == 1
    assert command("request", "list").value[0]["name"] == "某某商店"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("--id-type", "passport", "--id-number", "E1234567 8"), "passport"),
        (("--id-number", "91350100M000100Y43"), "uscc"),
        ((), ""),
    ],
)
def test_kinds_of_paper(command, words, kind):
    command("request", "new", "--item", "SC001", "--name", "某人", *words, who="1003")
    assert command("request", "list").value[0]["id_type"] == kind


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--item", "XX", "--name", "张三"), "not_found"),
        (("--item", "TZ001", "--name", "张三"), "refused"),
        (("--item", "MZ001"), "bad_input"),
        (("--item", "MZ001", "--name", "张" * 121), "bad_input"),
        (("--item", "MZ001", "--name", "张三", "--id-number", ID_NUMBER[:-1] + "1"), "bad_input"),
        (("--item", "MZ001", "--name", "张三", "--id-type", "library_card", "--id-number", "1"), "bad_input"),
        (("--item", "MZ001", "--name", "张三", "--id-number", "AB12"), "bad_input"),
        (("--item", "MZ001", "--name", "张三", "--id-type", "passport"), "bad_input"),
        (("--item", "MZ001", "--name", "张三", "--condition", "moon"), "bad_input"),
        (("--item", "MZ001", "--name", "张三", "--channel", "pigeon"), "bad_input"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused_and_nothing_is_received(command, words, code):
    error = command("request", "new", *words, who="1003").error
    assert error["error"] == code and error["message"] and error["remedy"]
    assert command("request", "list").value == []


def test_nothing_is_received_without_a_person(command):
    assert command("request", "new", "--item", "MZ001", "--name", "张三").error["error"] == "not_allowed"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("𠮷野[bold]家[/bold]", "𠮷野[bold]家[/bold]"),
        ("张\x1b[31m三\x07", "张[31m三"),
        ("张三\n李四\r\n王五", "张三 李四 王五"),
        ("<script>&'\"", "<script>&'\""),
        ("欧" * 60, "欧" * 60),
    ],
)
def test_names_are_kept_as_typed_and_harmless(command, typed, kept):
    number = command("request", "new", "--item", "MZ002", "--name", typed, who="1003").value["number"]
    assert command("request", "show", number, "--reveal", who="1003").value["name"] == kept
    text = command("request", "show", number, "--reveal", who="1003", text=True).out
    assert kept in text and "\x1b" not in text and "\x07" not in text


def test_full_width_numbers_are_one_number(command):
    wide = "１１０１０５１９４９１２３１００２Ｘ"
    number = command("request", "new", "--item", "MZ002", "--name", "张三", "--id-number", wide, who="1003").value[
        "number"
    ]
    assert command("request", "show", number, "--reveal", who="1003").value["id_number"] == ID_NUMBER
    assert command("request", "show", "３７０７８４－２０２６１１２０－０３０００１").value["number"] == number


def test_rows_are_masked_and_complete(command, received):
    number = received()
    for who in ("", "1003"):
        (row,) = command("request", "list", who=who).value
        assert (row["name"], row["id_number"], row["phone"]) == ("张*丰", "110105********002X", "138****5678")
        assert row["number"] == number and row["item"] == "MZ001" and row["item_name"] == "最低生活保障申请"
        assert row["received_at"] == "2026-11-20T09:00:00+08:00"
        assert (row["due"], row["statutory_due"], row["provisional"]) == (None, None, False)


def test_pages_and_filters(command, received, clock):
    clock.set(NOW.replace(day=19))
    old = received()
    clock.set(NOW.replace(hour=10))
    new = [received(item=item, who=who) for item, who in (("MZ002", "1003"), ("GS001", "1004"), ("SC001", "1004"))]
    command("request", "act", new[1], "accept", who="1003")

    def numbers(*words: str) -> list[str]:
        return [row["number"] for row in command("request", "list", *words).value]

    assert numbers() == [*reversed(new), old]
    assert numbers("--limit", "2") == [new[2], new[1]]
    assert numbers("--limit", "2", "--after", new[1]) == [new[0], old]
    assert numbers("--on", "2026-11-19") == [old]
    assert numbers("--from", "2026-11-20") == [*reversed(new)]
    assert numbers("--to", "2026-11-19") == [old]
    assert numbers("--from", "2026-11-19", "--to", "2026-11-19") == [old]
    assert numbers("--owner", "1004") == [new[2], new[1]]
    assert numbers("--state", "accepted") == [new[1]]
    assert numbers("--state", "accepted", "--state", "registered", "--window", "3") == [*reversed(new), old]
    assert numbers("--window", "4") == [] == numbers("--state", "archived")
    assert numbers("--due-before", "2026-11-25") == []
    assert numbers("--due-before", "2026-11-26") == [new[1]]
    assert "Nothing found." in command("request", "list", "--window", "4", text=True).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--owner", "9999"), "not_found"),
        (("--after", "370784-20261120-039999"), "not_found"),
        (("--state", "asleep"), "bad_input"),
        (("--from", "2026-11-20", "--to", "2026-11-19"), "bad_input"),
    ],
)
def test_filters_that_do_not_hold(command, words, code):
    assert command("request", "list", *words).error["error"] == code


def test_one_request_with_all_that_belongs_to_it(command, received):
    number = received()
    seen = command("request", "show", number, who="1003").value
    assert seen["name"] == "张*丰" and seen["revealed"] is False
    assert [(e["action"], e["staff"], e["name"], e["state"]) for e in seen["timeline"]] == [
        ("receive", "1003", "王芳", "registered")
    ]
    clock = seen["clock"]
    assert (clock["notice_due"], clock["due"], clock["statutory_due"], clock["days_left"]) == (
        "2026-11-27", None, None, 5,
    )  # fmt: skip
    assert clock["explanation"][0] == "One-time notice: within 5 working days of receipt."
    assert clock["explanation"][-1] == "The time limit has not begun: it starts with acceptance."
    actions = {one["action"]: one for one in seen["actions"]}
    assert actions["notice"] == {"action": "notice", "allowed": True, "reason": None}
    assert actions["deliver"]["allowed"] is False and actions["deliver"]["reason"]
    assert actions["refuse"]["allowed"] is False
    assert seen["notices"] == []


def test_without_a_person_nothing_is_allowed_and_words_are_hidden(command):
    number = command(
        "request", "new", "--item", "ZX001", "--matter", "问低保", "--answer", "带身份证来", who="1003"
    ).value["number"]
    seen = command("request", "show", number).value
    assert (seen["state"], seen["matter"], seen["answer"]) == ("answered", "****", "****")
    assert not any(one["allowed"] for one in seen["actions"])
    assert command("request", "show", number, who="1003").value["answer"] == "带身份证来"


def test_revealing_needs_a_person_and_is_journaled(command, received):
    number = received()
    assert command("request", "show", number, "--reveal").error["error"] == "not_allowed"
    seen = command("request", "show", number, "--reveal", who="1004").value
    assert (seen["name"], seen["id_number"], seen["phone"]) == ("张三丰", ID_NUMBER, "13812345678")
    assert [(e["action"], e["staff"]) for e in seen["timeline"]] == [("receive", "1003"), ("reveal", "1004")]
    assert command("verify").value["ok"]


def test_a_request_from_acceptance_to_rating(command, received, clock):
    clock.set(NOW.replace(month=10, day=12))
    number = received()
    accepted = command("request", "act", number, "accept", who="1003").value
    assert accepted["state"] == "accepted" and accepted["provisional"] is False
    assert (accepted["due"], accepted["statutory_due"]) == ("2026-11-09", "2026-11-23")
    shown = command("request", "show", number).value["clock"]
    assert shown["due"] == shown["promised_due"] == "2026-11-09" and shown["days_left"] == 20
    assert any("2026-11-09" in step for step in shown["explanation"])
    assert (
        command("request", "act", number, "decide", "--set", "result=granted", who="1003").error["error"]
        == "not_allowed"
    )
    assert (
        command("request", "act", number, "decide", "--set", "result=perhaps", who="1001").error["error"]
        == "bad_input"
    )
    assert command("request", "act", number, "decide", who="1001").error["error"] == "bad_input"
    decided = command("request", "act", number, "decide", "--set", "result=granted", who="1001").value
    assert decided["state"] == "decided" and decided["entry"] > accepted["entry"]
    delivered = command("request", "act", number, "deliver", "--set", "to=张三丰", who="1003").value
    assert delivered["state"] == "delivered"
    assert command("request", "show", number).value["delivered_to"] == "张*丰"
    assert command("request", "act", number, "rate", "--set", "rating=5", who="1003").value["state"] == "delivered"
    assert command("request", "act", number, "rate", "--set", "rating=1", who="1003").error["error"] == "refused"


def test_a_date_in_a_year_that_is_not_known_is_provisional(command, received, clock):
    clock.set(NOW.replace(month=12, day=16))
    number = received(item="GS001")
    command("request", "act", number, "accept", who="1003")
    late = received()
    done = command("request", "act", late, "accept", who="1003").value
    assert done["provisional"] is True and done["due"] == "2027-01-13"
    assert done["provisional_dates"] == ["promised_due", "statutory_due", "due"]


def test_every_text_marks_a_provisional_date_and_no_other(command, received, clock):
    clock.set(NOW.replace(month=12, day=16))
    sure, later = received(item="SC001"), received()
    said = command("request", "act", later, "accept", who="1003", text=True).out
    assert said == f"{later}: Accepted, due on 2027-01-13 (provisional)\n"
    command("request", "act", sure, "accept", who="1003")
    clock.set(NOW.replace(month=12, day=29))
    waits = received(item="SC001")
    assert "2027-01-05 (provisional)" in command("request", "show", waits, text=True).out
    shown = command("request", "show", sure, text=True).out
    assert "2026-12-30\n" in shown and "2027-01-13 (provisional)" in shown
    for words in (("request", "list"), ("search", "张三丰")):
        listed = command(*words, text=True, who="1003").out
        assert "2027-01-13 (provisional)" in listed and "2026-12-30  " in listed


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("dance", "bad_input"), ("notice", "bad_input"), ("extend", "refused"),
        ("exclude-start", "refused"), ("lapse", "refused"), ("finish-task", "refused"),
        ("advance", "not_available"), ("deliver", "refused"), ("hand-over", "bad_input"),
    ],
)  # fmt: skip
def test_actions_that_cannot_be_taken_say_why(command, received, action, code):
    number = received()
    error = command("request", "act", number, action, who="1003").error
    assert error["error"] == code and error["message"] and error["remedy"]
    assert command("request", "show", number).value["state"] == "registered"


def test_a_setting_needs_key_and_value(command, received):
    with pytest.raises(SystemExit) as ended:
        command("request", "act", received(), "rate", "--set", "rating", who="1003")
    assert ended.value.code == 2


def test_unknown_requests(command):
    for words in (("show", "370784-20261120-030009"), ("act", "370784-20261120-030009", "accept")):
        assert command("request", *words, who="1003").error["error"] == "not_found"


def test_search_by_number_name_item_and_last_digits(command, received):
    number = received()
    received(item="SC001", who="1004")
    for typed in (number, "03-0001", "低保", "dbsq"):
        assert [row["number"] for row in command("search", typed).value] == [number]
    for typed in ("三丰", "002X", "5678", ID_NUMBER):
        assert len(command("search", typed).value) == 2
    assert len(command("search", "张", "--limit", "1").value) == 1
    assert command("search", "李").value == [] == command("search", " ").value
    assert command("search", "张", who="1003").value[0]["name"] == "张*丰"


def test_people_read_a_page(command, received):
    number = received()
    assert number in command("request", "list", text=True).out
    page = command("request", "show", number, who="1003", text=True).out
    assert "张*丰" in page and "A1" in page and "王芳" in page
    command("request", "act", number, "accept", who="1003")
    assert "2026-12-18" in command("request", "act", number, "assign", who="1003", text=True).out
    assert "A2" in command("request", "new", "--item", "MZ001", "--name", "李四", who="1003", text=True).out


def test_acceptance_and_refusal_by_script_are_given_in_writing(command, received):
    number = received()
    command("request", "act", number, "correct", "--set", "conditions=agent", "--set", "reason=代办", who="1003")
    notice = command("notice", "issue", received(), "--mark", "A1=ok", "--mark", "A2=missing", who="1003").value
    command("request", "act", notice["request"], "supplement", who="1003")
    done = command("request", "act", notice["request"], "accept", who="1003").value
    assert [("受理" in paper, "不予" in paper) for paper in done["papers"]] == [(True, False)]
    no = ("--set", "ground=other", "--set", "law=《城市居民最低生活保障条例》第七条", "--set", "reason=不在范围")
    refused = command("request", "act", number, "refuse", *no, who="1001").value
    assert (refused["state"], len(refused["papers"])) == ("not_accepted", 1)
    paper = command("paper", "list", number, who="1003").value[-1]
    assert (paper["number"], paper["waiting"]) == (refused["papers"][0], False), "its file is out; nothing waits"


def test_a_step_is_taken_where_its_paper_cannot_be_written(command, received, monkeypatch):
    def refuse(path, content):
        raise files.not_written(path, OSError(28, "No space left on device"))

    monkeypatch.setattr(files, "save_bytes", refuse)
    done = command("request", "act", received(), "accept", who="1003")
    assert (done.code, done.value["state"]) == (0, "accepted")
    assert "No space left on device" in done.err
    assert command("paper", "list", done.value["number"], who="1003").value[-1]["waiting"]


def test_the_agent_condition_without_an_agent_is_said(command, received):
    number = received()
    added = command("request", "act", number, "conditions", "--set", "add=agent", "--set", "reason=代办", who="1003")
    assert added.code == 0 and "No agent is recorded yet" in added.err
    agent = {
        "name": "王五", "id": "11010519491231002X", "phone": "13900000000", "authority": "entrusted",
        "scope": "代为申请", "until": "2026-12-31",
    }  # fmt: skip
    words = [word for key, value in agent.items() for word in ("--set", f"agent_{key}={value}")]
    command("request", "act", number, "correct", *words, "--set", "reason=补录代理人", who="1003")
    shown = command("request", "show", number, "--reveal", who="1003").value
    assert (shown["agent"]["name"], shown["agent"]["phone"]) == ("王五", "13900000000")


def test_a_setting_that_the_action_does_not_ask_for_is_a_slip(command, received):
    number = received()
    marks = ("--mark", "A1=missing", "--mark", "A2=missing")
    command("notice", "issue", number, *marks, who="1003")
    refused = command("request", "act", number, "supplement", "--set", "item=A1", who="1003").error
    assert refused["error"] == "bad_input" and "item" in refused["message"]
    shown = command("request", "show", number).value
    assert shown["state"] == "awaiting_supplement", "nothing was checked off"
    assert [material["mark"] for material in shown["materials"]] == ["missing", "missing"]
    # What a script may say with every action is passed over where nothing asks for it.
    done = command("request", "act", number, "supplement", "--set", "overdue_reason=x", who="1003")
    assert done.value["state"] == "registered"
    command("request", "act", number, "accept", who="1003")
    slip = command("request", "act", number, "decide", "--set", "result=granted", "--set", "reslut=x", who="1001")
    assert "reslut" in slip.error["message"]


def test_a_page_leaves_out_what_a_request_has_not(command, received):
    lines = command("request", "show", received(), text=True).out.splitlines()
    assert not [line for line in lines if line.startswith("Joint departments")]
    assert not [line for line in lines if line.endswith(":") and line != "Not now:"]
