"""Every model, in the order in which their tables can be made."""

from db.models.calendar import CalendarDay, CalendarYear
from db.models.correction import Correction
from db.models.day_close import DayClose
from db.models.draft import Draft
from db.models.evaluation import Evaluation
from db.models.item import Item, Material
from db.models.journal import Journal
from db.models.leave import Leave
from db.models.notice import Notice, NoticePrint
from db.models.punch import Punch
from db.models.request import Request, RequestMaterial
from db.models.review import Review
from db.models.roster import Roster
from db.models.serial import Serial
from db.models.staff import Staff
from db.models.summary import SummaryRevision, SyncNote
from db.models.timetable import Timetable
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
    Request,
    RequestMaterial,
    Evaluation,
    Review,
    Notice,
    NoticePrint,
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
)
