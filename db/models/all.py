"""Every model, in the order in which their tables can be made."""

from db.models.annual_leave import AnnualLeave
from db.models.authorisation import Authorisation
from db.models.calendar import CalendarDay, CalendarYear
from db.models.correction import Correction
from db.models.day_close import DayClose
from db.models.document import Document, DocumentForm, DocumentPrint, WaitingPaper
from db.models.draft import Draft
from db.models.evaluation import Evaluation
from db.models.excluded_period import ExcludedPeriod
from db.models.half_day import HalfDay, SettledDay, VerdictChange
from db.models.item import Item, Material
from db.models.item_version import ItemVersion
from db.models.journal import Journal
from db.models.leave import Leave
from db.models.month_signature import MonthSignature
from db.models.notice import Notice
from db.models.notice_call import NoticeCall
from db.models.original import RequestOriginal
from db.models.own_hours import OwnHours
from db.models.patrol import Patrol
from db.models.punch import Punch
from db.models.refusal import Refusal
from db.models.request import Request, RequestMaterial
from db.models.review import Review
from db.models.roster import Roster
from db.models.serial import Serial
from db.models.shift import Shift
from db.models.staff import Staff
from db.models.summary import SummaryRevision, SyncNote
from db.models.tally import RequestTally
from db.models.task import RequestTask
from db.models.timetable import Timetable
from db.models.verdict_review import VerdictReview
from db.models.visit import Visit, VisitRequest, VisitSpan
from db.models.window import Window

MODELS = (
    Staff,
    Window,
    Timetable,
    Roster,
    CalendarYear,
    CalendarDay,
    Item,
    Material,
    ItemVersion,
    Request,
    RequestMaterial,
    Evaluation,
    Review,
    RequestTally,
    RequestTask,
    RequestOriginal,
    Refusal,
    Authorisation,
    ExcludedPeriod,
    Notice,
    Document,
    DocumentForm,
    DocumentPrint,
    WaitingPaper,
    NoticeCall,
    Punch,
    Leave,
    Correction,
    Draft,
    DayClose,
    Journal,
    SummaryRevision,
    SyncNote,
    Serial,
    Visit,
    VisitSpan,
    VisitRequest,
    Shift,
    OwnHours,
    SettledDay,
    HalfDay,
    VerdictChange,
    VerdictReview,
    MonthSignature,
    Patrol,
    AnnualLeave,
)
