"""The hall of the tests: its people, its few items, and what is typed at its counter."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from db.queries import staff as staff_queries
from hallclient.clock import FixedClock, Reading
from hallclient.jobs import setup
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.request import Person
from hallclient.services import catalogue
from hallclient.services.hall import Hall

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)
PIN = "0000"
CIVIL = "县民政局"
MARKET = "县市场监督管理局"
ID_NUMBER = "11010519491231002X"

PEOPLE = (
    ("1001", "赵强", "chief", 1, CIVIL, CIVIL),
    ("1002", "钱敏", "chief", 2, MARKET, MARKET),
    ("1003", "王芳", "clerk", 3, CIVIL, ""),
    ("1004", "孙丽", "clerk", 3, CIVIL, ""),
    ("1005", "周梅", "supervisor", None, "", ""),
)

_ALLOWANCE = Item(
    "MZ001", "最低生活保障申请", CIVIL, "promised", "other", 30, 20, "workday", "不收费",
    "《社会救助暂行办法》第十一条", ("低保",), (("agent", "委托他人代办"),),
    (
        ItemMaterial("A1", "居民身份证", "原件核验", 1, 1, "公安机关"),
        ItemMaterial("A2", "家庭收入证明", "近六个月", 1, 0, "用人单位", deferrable=True, promisable=True),
        ItemMaterial("A3", "授权委托书", "", 1, 0, "申请人", condition="agent"),
    ),
)  # fmt: skip

_LICENCE = Item(
    "SC001", "食品经营许可（新办）", MARKET, "promised", "licence", 20, 10, "workday", "不收费",
    "《食品经营许可和备案管理办法》", (), (),
    (ItemMaterial("B1", "食品经营许可申请书", "", 1), ItemMaterial("B2", "营业执照", "", 0, 1)),
)  # fmt: skip

SMALL_CATALOGUE = (
    _ALLOWANCE,
    _LICENCE,
    Item("MZ002", "高龄津贴申请", CIVIL, "instant", "other", None, None, "workday"),
    Item("GS001", "结果公示异议", CIVIL, "promised", "other", 10, 5, "day"),
    Item("ZX001", "咨询", "县政务服务中心", "consultation"),
    Item("TS001", "投诉", "县政务服务中心", "complaint", "other", 15, 15),
    Item("ZB001", "居民身份证换领", "县公安局", "handed_on", materials=(ItemMaterial("C1", "旧身份证"),)),
    Item("TZ001", "停办事项", CIVIL, "promised", active=False),
)


class BootClock(FixedClock):
    """A fixed clock with a boot clock of its own, so that a test can move one without the other."""

    def __init__(self, moment: datetime, since_boot: float = 1000.0, boot: str = "boot-1") -> None:
        super().__init__(moment)
        self.since_boot = since_boot
        self.boot = boot

    def reading(self) -> Reading:
        return Reading(super().reading().wall, self.since_boot, self.boot)


def plan(**changes: object) -> setup.Plan:
    """What is asked for when the tests' hall is made."""
    values: dict[str, object] = {
        "hall": "某县政务服务中心",
        "hall_code": "370784",
        "window": 3,
        "admin": "1009",
        "admin_name": "吴伟",
        "pin": PIN,
        "window_name": "综合窗口",
        "zone": "Asia/Shanghai",
        "printer": "folder",
    }
    return setup.Plan(**{**values, **changes})


def add_people(hall: Hall, digest: str) -> None:
    """The staff of the tests."""
    for code, name, role, window, department, authorised in PEOPLE:
        staff_queries.add(
            hall.db,
            {
                "code": code,
                "name": name,
                "role": role,
                "window": window,
                "department": department,
                "departments": authorised,
                "pin": digest,
            },
        )


def fill(hall: Hall, digest: str) -> None:
    """People and the small catalogue for a hall that was just made."""
    with hall.write():
        add_people(hall, digest)
        staff_queries.update(hall.db, "1009", {"pin": digest})
    catalogue.save(hall, "1009", SMALL_CATALOGUE)


def applicant(**changes: object) -> Person:
    """张三丰 with a valid identity card."""
    values = {"name": "张三丰", "id_type": "resident_id", "id_number": ID_NUMBER, "phone": "13812345678"}
    return Person(**{**values, **changes})
