"""Who works in the demo hall and who comes to it. Everybody is invented: no region code begins with 99."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from hallclient.rules import identity
from hallclient.rules.request import Person

HALL = "青石县政务服务中心（演示）"
SHORT = "青石政务"
HALL_CODE = "990001"
LOCK_NOTE = "演示大厅，口令0000：1003窗口、1001首席、1005值班长、1012管理员"
PHONE, CONSULTATION_PHONE, SUPERVISION_PHONE = "0361-2150000", "0361-2150001", "0361-2150002"
"""No town has the area code 0361."""

OWN_WINDOW = 3
CIVIL = ("县民政局", "县残疾人联合会", "县退役军人事务局", "县司法局")
LABOUR = ("县人力资源和社会保障局", "县公安局")
MARKET = (
    "县市场监督管理局", "县烟草专卖局", "县城市管理局", "县文化和旅游局", "县应急管理局", "县交通运输局",
)  # fmt: skip
HEALTH = ("县医疗保障局", "县卫生健康局", "住房公积金管理中心")
LAND = ("县农业农村局", "县林业局", "县水利局", "县自然资源局", "县住房和城乡建设局", "乡镇人民政府")
HALL_ITSELF = ("县政务服务中心", "县人民政府办公室")


@dataclass(frozen=True, slots=True)
class Desk:
    """A window: its name, and for a special one the departments whose matters it takes."""

    name: str
    departments: tuple[str, ...]
    share: int
    """Of a hundred requests so many come here."""
    floor: str


DESKS = {
    1: Desk("民政救助", CIVIL, 18, "1楼"),
    2: Desk("人社服务", LABOUR, 17, "1楼"),
    3: Desk("综合", (), 22, "1楼"),
    4: Desk("综合", (), 18, "1楼"),
    5: Desk("市场准入", MARKET, 12, "2楼"),
    6: Desk("医保农林", HEALTH + LAND, 13, "2楼"),
}


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of the staff. ``late`` in a thousand half-days begins so many too late."""

    code: str
    name: str
    role: str
    window: int | None
    department: str
    backup: str = ""
    authorised: tuple[str, ...] = ()
    late: int = 20


STAFF = (
    Worker("1001", "陈国栋", "chief", 1, "县民政局", "1009", CIVIL),
    Worker("1002", "刘洋", "clerk", 2, "县人力资源和社会保障局", "1006", late=45),
    Worker("1003", "王芳", "clerk", 3, "县政务服务中心", "1004", late=10),
    Worker("1004", "李静", "clerk", 4, "县政务服务中心", "1003"),
    Worker("1005", "周敏", "supervisor", None, "县政务服务中心"),
    Worker("1006", "张伟", "chief", 2, "县人力资源和社会保障局", "1002", LABOUR + HALL_ITSELF),
    Worker("1007", "赵立新", "chief", 5, "县市场监督管理局", "1008", MARKET),
    Worker("1008", "孙晓燕", "clerk", 5, "县市场监督管理局", "1007", late=60),
    Worker("1009", "吴建华", "chief", 6, "县农业农村局", "1010", (*LAND, "县民政局", "县残疾人联合会")),
    Worker("1010", "古丽努尔·艾山", "clerk", 6, "县医疗保障局", "1009", late=15),
    Worker("1011", "马俊", "chief", 1, "县卫生健康局", "1001", HEALTH),
    Worker("1012", "郑海涛", "admin", None, "县政务服务中心"),
)
ADMIN = "1012"
SUPERVISOR = "1005"

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_TWO = ("欧阳", "司马", "上官", "诸葛")
_GIVEN = (
    "伟、芳、娜、敏、静、丽、强、磊、军、洋、勇、艳、杰、娟、涛、明、超、秀英、桂英、秀兰、玉兰、建国、建华、志强、国庆、春梅、小红、"
    "晓东、海燕、文博、雨桐、子轩、欣怡、浩然、桂花、德胜、永福、凤英、金凤、长顺、立群、思源、明珠、红梅、卫东、家豪、佳怡、玉珍"
)
NOTED = ("𠮷小满", "阿卜杜热合曼·买买提吐尔逊", "㛃文", "司马云长", "娜仁托娅", "尼玛·扎西顿珠")
"""Names that a program of a hall has to take as they are: rare characters, long ones, dots."""

_FIRMS = ("山水", "鸿运", "惠民", "丰收", "宏达", "绿野", "百味", "安顺", "新源", "金穗")
_TRADES = (
    "商贸有限公司",
    "餐饮服务有限公司",
    "建筑工程有限公司",
    "农业发展有限公司",
    "物流有限公司",
    "文化传媒有限公司",
)
_MOBILES = ("1990000", "1660000", "1990001")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Visitors:
    """Applicants, some of whom come again."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._known: list[Person] = []
        self._given = _GIVEN.split("、")
        self._noted = list(NOTED)
        rng.shuffle(self._noted)

    def person(self) -> Person:
        """Somebody with an identity card and a phone."""
        if len(self._known) > 20 and self._rng.random() < 0.12:
            return self._rng.choice(self._known)
        person = Person(self._name(), "resident_id", self._card(), self._phone())
        self._known.append(person)
        return person

    def noted(self, name: str) -> Person:
        """Somebody of this name."""
        return Person(name, "resident_id", self._card(), self._phone())

    def foreigner(self) -> Person:
        """Somebody with a paper that has no check digit."""
        name, kind, number = self._rng.choice(
            [
                ("Maria Schneider", "passport", "C0{:07d}K"),
                ("陳大文", "hk_macao_permit", "H{:08d}"),
                ("林志遠", "taiwan_permit", "{:08d}"),
            ]
        )
        return Person(name, kind, number.format(self._rng.randrange(10**7)), self._phone())

    def firm(self) -> Person:
        """A company with a credit code."""
        name = f"青石县{self._rng.choice(_FIRMS)}{self._rng.choice(_TRADES)}"
        code = f"9199000{self._rng.randrange(10)}MA{self._rng.randrange(10**7):07d}"
        check = next(c for c in _ALPHABET if identity.check("uscc", code + c, self._today).valid)
        return Person(name, "uscc", code + check, self._phone(), organisation=True)

    def caller(self) -> Person:
        """Somebody who only asks: a name perhaps, no papers."""
        return Person(self._name() if self._rng.random() < 0.6 else "", phone=self._phone())

    def _name(self) -> str:
        if self._noted and self._rng.random() < 0.02:
            return self._noted.pop()
        surname = self._rng.choice(_TWO) if self._rng.random() < 0.01 else self._rng.choice(_SURNAMES)
        return surname + self._rng.choice(self._given)

    def _card(self) -> str:
        born = self._today - timedelta(days=self._rng.randrange(19 * 365, 88 * 365))
        number = f"99000{self._rng.randrange(1, 10)}{born:%Y%m%d}{self._rng.randrange(1, 1000):03d}"
        return next(number + c for c in "0123456789X" if identity.check("resident_id", number + c, self._today).valid)

    def _phone(self) -> str:
        return f"{self._rng.choice(_MOBILES)}{self._rng.randrange(10_000):04d}"
