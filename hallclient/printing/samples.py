"""One paper of each kind with invented people, so that an administrator sees a template before a citizen does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from hallclient.printing import acceptance, consultation, guide, notice, receipt, refusal, returned
from hallclient.printing.filling import Filling
from hallclient.printing.kinds import KINDS
from hallclient.printing.office import Office
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.notice import Notice, OpenMaterial
from hallclient.rules.request import Person, Request, RequestMaterial

_ZONE = timezone(timedelta(hours=8))
_AT = datetime(2026, 11, 20, 9, 31, tzinfo=_ZONE)
HALL = "某县政务服务中心"

OFFICE = Office(
    hall=HALL,
    window=3,
    clerk="王芳",
    at=_AT,
    clerk_code="1003",
    window_name="综合",
    phone="0536-2158000",
    consultation_phone="0536-2158001",
    supervision_phone="0536-12345",
    reconsideration="某县人民政府",
    court="某县人民法院",
)
NOTICE = Notice(
    id="n1",
    number="某政服告知〔2026〕0300012号",
    request="370784-20261120-030012",
    terminal="t1",
    hall=HALL,
    item="MZ01",
    item_name="最低生活保障",
    department="某县民政局",
    basis="《社会救助暂行办法》第十一条",
    applicant="张三丰",
    contact="13812341234",
    received_at=_AT,
    issued_at=_AT + timedelta(minutes=7),
    clerk="1003",
    clerk_name="王芳",
    clerk_phone="0536-2158000",
    window=3,
    window_name="综合",
    open=(
        OpenMaterial(
            *("m1", "家庭成员收入证明", "missing", "未提交"),
            "由就业单位出具并加盖公章，载明近12个月的收入",
            "所在单位；没有固定单位的由本人书面声明",
            1,
            2,
        ),
        OpenMaterial("m2", "居民户口簿", "defective", "缺少索引页，增减页没有复印", "全部页", "公安派出所", 0, 1),
    ),
    marked=(
        ("m1", "家庭成员收入证明", "missing", "未提交"),
        ("m2", "居民户口簿", "defective", "缺少索引页，增减页没有复印"),
        ("m3", "居民身份证", "ok", ""),
        ("m4", "残疾人证", "not_applicable", "家庭成员中没有残疾人"),
        ("m5", "不动产权属证书", "exempt", "数据共享核验"),
    ),
    supplement_due=date(2026, 12, 4),
    handed=(("m2", "copy"), ("m3", "seen")),
    consultation_phone="0536-2158001",
    supervision_phone="0536-12345",
)
REQUEST = Request(
    number="370784-20261120-030012",
    terminal="t1",
    version=3,
    state="accepted",
    received_at=_AT,
    window=3,
    item="SP07",
    item_name="食品经营许可（新办）",
    department="某县市场监督管理局",
    kind="promised",
    legal_path="licence",
    unit="workday",
    statutory_days=20,
    promised_days=8,
    applicant=Person("某县𠮷野餐饮店", "uscc", "91350100M000100Y43", "13812341234", True),
    first_asked="1003",
    owner="1003",
    agent=Person("李四"),
    notice_due=date(2026, 11, 27),
    accepted_on=date(2026, 11, 20),
    promised_due=date(2026, 12, 2),
    statutory_due=date(2026, 12, 18),
    materials=(
        RequestMaterial("m1", "食品经营许可申请书", originals=1, mark="ok", handed="original"),
        RequestMaterial("m2", "经营场所平面图", copies=2, mark="defective", words="没有标明尺寸", handed="copy"),
        RequestMaterial("m6", "法定代表人身份证", originals=1, copies=1, mark="ok", handed="seen"),
        RequestMaterial("m3", "健康证明", copies=1, deferrable=True, mark="deferred", words="11月30日前"),
        RequestMaterial("m4", "营业执照", mark="exempt"),
        RequestMaterial("m5", "食品安全管理制度", copies=1, mark="missing"),
    ),
)
AGAIN = replace(
    NOTICE,
    number="某政服告知〔2026〕0300019号",
    open=(OpenMaterial("m3", "居民身份证", "defective", "已过有效期", "在有效期内", "公安派出所", 1, 1),),
    marked=(
        ("m1", "家庭成员收入证明", "ok", ""),
        ("m2", "居民户口簿", "ok", ""),
        ("m3", "居民身份证", "defective", "已过有效期"),
    ),
    handed=(("m1", "original"), ("m2", "copy"), ("m3", "seen")),
    cause="oversight",
    what="居民身份证已过有效期",
    why="首次核对时只看了正面，没有看背面的有效期限",
    before="n1",
    before_number=NOTICE.number,
)
SUPPLIED = replace(
    REQUEST,
    state="awaiting_supplement",
    accepted_on=None,
    supplement_due=date(2026, 12, 4),
    materials=(
        REQUEST.materials[0],
        RequestMaterial("m2", "经营场所平面图", copies=2, mark="ok", handed="copy", received_on=_AT.date()),
        REQUEST.materials[2],
        RequestMaterial("m5", "食品安全管理制度", copies=1, mark="ok", handed="electronic", received_on=_AT.date()),
        RequestMaterial("m7", "经营场所使用证明", copies=1, mark="missing"),
    ),
)
REFUSED = replace(
    REQUEST,
    state="not_accepted",
    accepted_on=None,
    decided_at=_AT + timedelta(minutes=30),
    result_reason="《食品经营许可和备案管理办法》第四条第二款：仅销售预包装食品的，不需要取得食品经营许可",
)
GUIDANCE = guide.Guidance(
    hall=HALL,
    matter="机动车驾驶证补领",
    unit="某县公安局交通警察大队",
    window="21号窗口",
    floor="二楼东侧",
    phone="0536-2158021",
    guided_by="王芳（工号1003）",
    at=datetime(2026, 11, 20, 10, 2, tzinfo=_ZONE),
    guided_by_phone="0536-2158000",
    consultation_phone="0536-2158001",
    supervision_phone="0536-12345",
)
ITEM = Item(
    code="SP-001",
    name="食品经营许可（新办）",
    department="某县市场监督管理局",
    kind="promised",
    legal_path="licence",
    statutory_days=20,
    promised_days=8,
    fee="不收费",
    basis="《中华人民共和国食品安全法》第三十五条；《食品经营许可和备案管理办法》",
    remark="许可证有效期五年，届满前九十至十五个工作日申请延续。",
    conditions=(("agent", "委托他人代为申请"),),
    materials=(
        ItemMaterial("m1", "食品经营许可申请书", "按样式填写，由申请人签名或者盖章", 1, 0, "窗口领取或网上下载"),
        ItemMaterial("m2", "经营场所平面图", "标明设备布局、操作流程和尺寸", 0, 2, "申请人自备", "", True),
        ItemMaterial("m3", "授权委托书和代理人身份证件", "委托书载明权限", 1, 1, "申请人自备", "agent"),
    ),
)


def of(kind: str) -> Filling:
    """What the sample of ``kind`` says."""
    number = f"某政服{KINDS[kind].word}〔2026〕0300012号"
    match kind:
        case "receipt":
            return receipt.filling(REQUEST, OFFICE, number)
        case "notice" | "correction":
            return notice.filling(NOTICE)
        case "refusal":
            return refusal.filling(REFUSED, OFFICE, number)
        case "acceptance":
            return acceptance.filling(REQUEST, OFFICE, number)
        case "guide":
            return guide.filling(GUIDANCE, number)
        case "consultation":
            return consultation.filling(ITEM, OFFICE, number)
        case _:
            return returned.filling(replace(REQUEST, state="withdrawn"), OFFICE, number)
