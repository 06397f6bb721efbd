"""The life of a request in the demo, from receipt to delivery: planned to its end, played as far as the present."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hallclient.jobs.demo.hours import Hours
from hallclient.jobs.demo.matters import COMPLAINTS, QUESTIONS
from hallclient.jobs.demo.people import SUPERVISOR, Visitors
from hallclient.jobs.demo.stage import Cast, Script, Stage
from hallclient.rules import checklist, deadlines, review
from hallclient.rules.item import Item
from hallclient.rules.request import Person
from hallclient.services.past_requests import Case

_DEFECTS = ("复印件不清晰", "缺少签名", "超过有效期", "填写不完整", "未加盖公章", "姓名与身份证不一致")
_REFUSALS = ("申请事项依法不需要取得行政许可", "申请人不符合申请资格，已书面说明理由和救济途径")
_REASONS = ("家庭人均收入超过当地标准", "现场核查不符合要求", "申报情况与核对结果不一致")
_RATINGS = ("5",) * 70 + ("4",) * 18 + ("3",) * 6 + ("2",) * 1 + ("1",) * 1 + ("declined",) * 4
_FOLLOWED = (
    ("电话联系，申请人反映等候时间过长，已致歉", "增设高峰时段叫号引导，窗口排班已调整"),
    ("当面致歉，申请人反映材料要求说明不清", "办事指南已补充样表，经办人员已参加培训"),
    ("电话联系，申请人反映服务态度生硬", "已约谈经办人员，书面检讨并在晨会通报"),
)
_BODIES = {"县公安局": "县公安局户政窗口（2楼7号）", "县烟草专卖局": "县烟草专卖局办证窗口（3楼1号）"}


class Life:
    """One request. Each method plans a step and gives the moment at which it is done."""

    def __init__(self, teller: Teller, item: Item, window: int, clerk: str, applicant: Person, **form: Any) -> None:
        self.item = item
        self.window = window
        self.owner = clerk
        self.missing = 0
        """How many materials the notice named."""
        self._t = teller
        self._applicant = applicant
        self._form = form
        self._case: list[Case] = []

    @property
    def number(self) -> str:
        """Its number; empty while it has not come."""
        return str(self._case[0].row["number"]) if self._case else ""

    def receive(self, moment: datetime) -> datetime:
        """The papers come in."""
        clerk = self.owner

        def run(stage: Stage) -> None:
            actor = stage.actors[clerk]
            waited = _waited(moment, self.window)
            self._case.append(stage.requests.receive(actor, self.item, self._applicant, waited=waited, **self._form))

        self._t.script.add(moment, self.window, run)
        return moment

    def act(self, moment: datetime, by: str, action: str, **given: str) -> datetime:
        """A step of ``request_actions``."""
        self._then(moment, by, lambda stage, case: stage.requests.act(case, stage.actors[by], action, given))
        return moment

    def follow_up(self, moment: datetime, step: str, words: str) -> datetime:
        """A step of the supervisor's about the bad review that the request got."""
        by = SUPERVISOR
        self._then(moment, by, lambda stage, case: stage.requests.follow_up(case, stage.actors[by], step, words))
        return moment

    def finish_parts(self, moment: datetime) -> None:
        """The departments that take part in a joint matter have done their parts."""

        def run(stage: Stage, case: Case) -> None:
            stage.requests.finish_parts(case, stage.actors, "符合要求，同意")

        self._then(moment, self.owner, run)

    def notice(self, moment: datetime, printed: bool = True) -> datetime:
        """Some of the materials are missing or wrong, and the applicant is told all of it."""
        papers = checklist.applicable(self.item.materials, self._form.get("conditions", ()))
        count = min(len(papers), self._t.rng.choice((1, 1, 1, 2, 2, 3)))
        self.missing = count
        marks = {
            paper.code: ("missing", "") if self._t.rng.random() < 0.6 else ("defective", self._t.rng.choice(_DEFECTS))
            for paper in self._t.rng.sample(papers, count)
        }
        by = self._t.cast.stand_in(self.owner, moment)
        self._then(moment, by, lambda stage, case: stage.requests.notice(case, stage.actors[by], marks, printed))
        return moment

    def _then(self, moment: datetime, by: str, run: Callable[[Stage, Case], object]) -> None:
        def play(stage: Stage) -> None:
            if self._case:
                run(stage, self._case[0])

        self._t.script.add(moment, self._t.cast.window_of(by), play)


class Teller:
    """Tells lives of requests by chance."""

    def __init__(self, rng: random.Random, hours: Hours, script: Script, cast: Cast, visitors: Visitors) -> None:
        self.rng = rng
        self.hours = hours
        self.script = script
        self.cast = cast
        self.visitors = visitors

    def life(self, item: Item, window: int, moment: datetime, applicant: Person | None = None, **form: Any) -> Life:
        """A request that is received at ``moment``, by whoever sits at the window."""
        workers = self.cast.at_window(window, moment)
        clerks = [worker.code for worker in workers if worker.role == "clerk"]
        able = clerks if clerks and self.rng.random() < 0.8 else [worker.code for worker in workers]
        life = Life(self, item, window, self.rng.choice(able), applicant or self._applicant(item), **form)
        life.receive(moment)
        return life

    def _applicant(self, item: Item) -> Person:
        if item.code in ("SJ-004", "SJ-005", "ZJ-003", "RS-011", "RS-012", "CG-001", "SL-001"):
            return self.visitors.firm()
        return self.visitors.foreigner() if self.rng.random() < 0.01 else self.visitors.person()

    def tell(self, item: Item, window: int, moment: datetime) -> None:
        """A request as they usually go, by the kind of its item."""
        if item.kind == "consultation":
            self._consultation(item, window, moment)
        elif item.kind == "complaint":
            self._complaint(item, window, moment)
        elif item.kind == "handed_on":
            life = self.life(item, window, moment)
            unit = _BODIES.get(item.department, f"{item.department}窗口（3楼）")
            life.act(self.hours.later(moment, 1, 5), life.owner, "redirect", unit=unit, phone="0361-2150010")
        else:
            self._matter(item, window, moment)

    def _consultation(self, item: Item, window: int, moment: datetime) -> None:
        matter, answer = self.rng.choice(QUESTIONS)
        channel = "hotline" if self.rng.random() < 0.2 else "counter"
        at_once = self.rng.random() < 0.93
        form = {"matter": matter, "channel": channel, "answer": answer if at_once else ""}
        life = self.life(item, window, moment, self.visitors.caller(), **form)
        done = moment
        if not at_once:
            done = life.act(self.hours.later(moment, 10, 240), life.owner, "answer", words=answer)
        if channel == "counter" and self.rng.random() < 0.4:
            self._rate(life, done)

    def _complaint(self, item: Item, window: int, moment: datetime) -> None:
        matter, answer = self.rng.choice(COMPLAINTS)
        channel = self.rng.choice(("counter", "hotline", "web"))
        life = self.life(item, window, moment, self.visitors.person(), matter=matter, channel=channel)
        taken = life.act(self.hours.later(moment, 20, 200), life.owner, "accept")
        done = self.hours.days_later(taken, self.rng.randrange(1, 8))
        handler = self.cast.stand_in(life.owner, done)
        life.act(self.hours.later(taken, 5, 30), life.owner, "assign", to=handler)
        life.act(done, handler, "answer", words=answer)
        self._rate(life, done)

    def _matter(self, item: Item, window: int, moment: datetime) -> None:
        agent = "agent" in dict(item.conditions) and self.rng.random() < 0.12
        form: dict[str, Any] = {"conditions": ("agent",), "agent": self.visitors.person()} if agent else {}
        if self.rng.random() < 0.03:
            form["green"] = self.rng.choice(("年满80周岁", "行动不便", "现役军人", "孕妇"))
        life = self.life(item, window, moment, **form)
        chance = self.rng.random()
        if chance < 0.015:
            done = self.hours.later(moment, 10, 60)
            life.act(done, self._chief(item, done), "refuse", reason=self.rng.choice(_REFUSALS))
            return
        accepted = self._until_acceptance(life, moment)
        if accepted is None:
            return
        if chance < 0.03:
            left = self.hours.days_later(accepted, self.rng.randrange(1, 4))
            life.act(left, self.cast.stand_in(life.owner, left), "withdraw", reason="申请人书面撤回")
            return
        self.decide(life, accepted)

    def _until_acceptance(self, life: Life, moment: datetime) -> datetime | None:
        """The moment of acceptance, by way of a notice where something was missing; None when it never came."""
        instant = life.item.kind == "instant"
        if not life.item.materials or self.rng.random() >= (0.1 if instant else 0.3):
            slow = not instant and self.rng.random() < 0.2
            at = self.hours.days_later(moment, self.rng.randrange(1, 4)) if slow else self.hours.later(moment, 4, 18)
            return life.act(at, self.cast.stand_in(life.owner, at), "accept")
        slow = not instant and self.rng.random() < 0.15
        told = self.hours.days_later(moment, self.rng.randrange(1, 4)) if slow else self.hours.later(moment, 5, 20)
        life.notice(told)
        chance = self.rng.random()
        if chance < 0.05:
            return None
        back = self.hours.days_later(told, self.rng.randrange(1, 10))
        by = self.cast.stand_in(life.owner, back)
        if chance < 0.1:
            life.act(back, by, "withdraw", reason="申请人不再申请")
            return None
        if chance < 0.3 and life.missing > 1:
            life.act(back, by, "supplement", first="1")
            back = self.hours.days_later(back, self.rng.randrange(1, 5))
            by = self.cast.stand_in(life.owner, back)
        life.act(back, by, "supplement")
        return life.act(self.hours.later(back, 1, 2), by, "accept")

    def decide(self, life: Life, accepted: datetime) -> None:
        """From acceptance to delivery and rating; mostly in time, now and then too late."""
        item = life.item
        moment = accepted
        if item.kind == "joint":
            moment = life.act(self.hours.later(accepted, 10, 40), life.owner, "assign")
        elif item.kind != "instant" and self.rng.random() < 0.5:
            moment = self.hours.later(accepted, 30, 200)
            to = self._chief(item, moment)
            life.act(moment, self.cast.stand_in(life.owner, moment), "assign", to=to)
        elif item.kind != "instant" and self.rng.random() < 0.05:
            moment = self._hand_over(life, accepted)
        moment = self._decision_time(item, accepted, moment)
        chief = self._chief(item, moment)
        result = self.rng.choices(("granted", "partly_granted", "refused"), (94, 2, 4))[0]
        given = {"result": result} if result == "granted" else {"result": result, "reason": self.rng.choice(_REASONS)}
        if item.kind == "joint":
            life.finish_parts(moment - timedelta(minutes=9))
        if item.kind == "passed_up":
            above = {"body": item.department.replace("县", "市"), "document": f"〔{moment.year}〕{moment:%m%d}号"}
            given |= {**above, "date": moment.date().isoformat()}
        # Said only where it is late.
        late = {"overdue_reason": "现场核查未按时完成", "overdue_by": chief}
        life.act(moment, chief, "decide", **given, **late)
        if self.rng.random() < 0.08:
            return
        at_once = item.kind == "instant" or self.rng.random() < 0.4
        out = self.hours.later(moment, 3, 15) if at_once else self.hours.days_later(moment, self.rng.randrange(1, 6))
        to, way = self.rng.choices((("本人", "self"), ("代领", "other"), ("邮寄", "mail")), (80, 12, 8))[0]
        number = f"EMS1{out:%m%d%H%M}{life.window:02d}CN" if way == "mail" else ""
        life.act(out, self.cast.stand_in(life.owner, out), "deliver", to=to, way=way, number=number)
        if self.rng.random() < 0.7:
            self._rate(life, out)

    def _decision_time(self, item: Item, accepted: datetime, earliest: datetime) -> datetime:
        if item.kind == "instant":
            return self.hours.later(accepted, 5, 35)
        term = item.promised_days or item.statutory_days or 15
        due = deadlines.due(self.hours.calendar, accepted.date(), term, item.unit).day
        days = self.hours.calendar.workdays_between(accepted.date(), due, guess=True)
        late = self.rng.random() < 0.015
        steps = days + self.rng.randrange(1, 4) if late else int(days * self.rng.uniform(0.25, 0.97))
        return max(self.hours.days_later(accepted, steps), self.hours.later(earliest, 20, 60))

    def _hand_over(self, life: Life, moment: datetime) -> datetime:
        to = self.cast.workers[life.owner].backup
        if not to:
            return moment
        given = self.hours.later(moment, 5, 30)
        life.act(given, life.owner, "hand-over", to=to, reason="AB岗交接")
        taken = self.hours.later(given, 10, 120)
        life.act(taken, to, "take-up")
        life.owner = to
        return taken

    def _rate(self, life: Life, moment: datetime) -> None:
        rating = self.rng.choice(_RATINGS)
        given = life.act(self.hours.later(moment, 1, 2), life.owner, "rate", rating=rating)
        if rating not in review.BAD:
            return
        if self.rng.random() < 0.2:
            life.follow_up(self.hours.days_later(given, 1), "exclude", "申请人书面说明系误点")
            return
        contacted, rectified = self.rng.choice(_FOLLOWED)
        talked = life.follow_up(self.hours.days_later(given, 1), "contact", contacted)
        life.follow_up(self.hours.days_later(talked, self.rng.randrange(2, 9)), "rectify", rectified)

    def _chief(self, item: Item, moment: datetime) -> str:
        return self.rng.choice(self.cast.chiefs(item.department, moment))

    def accepted_for(self, item: Item, due: Callable[[date], bool]) -> datetime:
        """A morning on which ``item`` was accepted so that ``due`` is true of its promised date."""
        day = self.hours.today
        term = item.promised_days or 0
        while not due(deadlines.due(self.hours.calendar, day, term, item.unit).day) or not self.hours.is_workday(day):
            day = self.hours.workday(day, -1)
        return datetime(day.year, day.month, day.day, 9, self.rng.randrange(20, 55))  # noqa: DTZ001 - local


def _waited(moment: datetime, window: int) -> timedelta:
    """How long somebody waited: mostly a few minutes, a third not at all, longer towards eleven and three."""
    chance = random.Random(f"{moment.isoformat()}/{window}")
    if chance.random() < 0.33:
        return timedelta()
    crowded = 2.2 if moment.hour in (10, 15) else 1.0
    return timedelta(seconds=int(chance.expovariate(1 / 240) * crowded) + 20)
