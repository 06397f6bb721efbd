"""The glossary: the words that each stored code is shown with. The codes never change, the words may."""

from __future__ import annotations

from hallclient.rules.message import Message

STATES = {
    "registered": Message("Received"),
    "awaiting_supplement": Message("Awaiting papers"),
    "accepted": Message("Accepted"),
    "in_review": Message("In review"),
    "decided": Message("Decided"),
    "delivered": Message("Delivered"),
    "not_accepted": Message("Not accepted"),
    "rejected_wrong_body": Message("Wrong body, redirected"),
    "withdrawn": Message("Withdrawn"),
    "lapsed": Message("Closed without supplement"),
    "transferred": Message("Transferred"),
    "answered": Message("Answered"),
}

ACTIONS = {
    "receive": Message("Receive"),
    "notice": Message("Issue notice"),
    "second-notice": Message("Issue a second notice"),
    "call": Message("Call the applicant"),
    "supplement": Message("Check off supplement"),
    "accept": Message("Accept"),
    "refuse": Message("Refuse acceptance"),
    "redirect": Message("Redirect"),
    "exclude-start": Message("Start excluded time"),
    "exclude-end": Message("End excluded time"),
    "extend": Message("Extend"),
    "hand-over": Message("Hand over"),
    "take-up": Message("Take up"),
    "assign": Message("Assign"),
    "finish-task": Message("Finish task"),
    "decide": Message("Decide"),
    "deliver": Message("Deliver"),
    "withdraw": Message("Withdraw"),
    "lapse": Message("Close without supplement"),
    "rate": Message("Rate"),
    "reopen": Message("Reopen"),
    "note": Message("Note"),
    "external": Message("Record the province's number"),
    "sign": Message("Record a signature"),
    "answer": Message("Answer"),
    "mark": Message("Mark materials"),
    "correct": Message("Correct the intake"),
    "conditions": Message("Change the conditions"),
    "sitting": Message("Decide in one sitting"),
    "to-promised": Message("Give a promised limit"),
    "return": Message("Return to the sender"),
    "recall": Message("Call back"),
    "pass-up": Message("Pass up"),
    "force-hand-over": Message("Hand over by force"),
    "print": Message("Print"),
    "reveal": Message("Reveal personal data"),
    "mark-print": Message("Record the paper"),
    "review-open": Message("Bad review: follow-up opened"),
    "review-contact": Message("Bad review: applicant contacted"),
    "review-rectify": Message("Bad review: rectified"),
    "review-exclude": Message("Bad review: excluded from the rate"),
    "bring": Message("Check off deferred papers"),
    "recompute": Message("Recompute due dates"),
}

KINDS = {
    "instant": Message("Instant matter"),
    "promised": Message("Promised matter"),
    "joint": Message("Joint matter"),
    "passed_up": Message("Matter passed up"),
    "consultation": Message("Consultation"),
    "complaint": Message("Complaint or suggestion"),
    "disclosure": Message("Disclosure request"),
    "handed_on": Message("Matter of another body"),
}

MARKS = {
    "": Message("Unmarked"),
    "ok": Message("In order"),
    "missing": Message("Missing"),
    "defective": Message("Defective"),
    "not_applicable": Message("Not applicable"),
    "exempt": Message("Exempt from submission"),
    "promised": Message("Promised in writing"),
    "deferred": Message("Deferred"),
}

EXCLUSIONS = {
    "hearing": Message("Hearing"),
    "tender": Message("Tender"),
    "auction": Message("Auction"),
    "inspection": Message("Inspection"),
    "testing": Message("Testing"),
    "quarantine": Message("Quarantine"),
    "appraisal": Message("Appraisal"),
    "expert_review": Message("Expert review"),
    "third_party": Message("Third-party opinion"),
}

VERDICTS = {
    "on_time": Message("On time"),
    "late": Message("Late"),
    "early_leave": Message("Early leave"),
    "missing_in": Message("Sign-in missing"),
    "missing_out": Message("Sign-out missing"),
    "absent": Message("Suspected absence (to be checked)"),
    "leave": Message("On leave"),
    "outing": Message("On official outing"),
    "covered": Message("Covered by B"),
    "rest_day": Message("Rest day"),
    "pending": Message("Not over yet"),
}

PUNCHES = {
    "in": Message("Sign in"),
    "out": Message("Sign out"),
    "away": Message("Away from post"),
    "back": Message("Back at post"),
}

HALVES = {
    "am": Message("Morning"),
    "pm": Message("Afternoon"),
    "eve": Message("Evening"),
    "night": Message("Night"),
    "noon": Message("Midday"),
    "early": Message("Early morning"),
    "day": Message("Whole day"),
    "off": Message("Off"),
}

ROSTER = {
    "am": Message("Morning"),
    "pm": Message("Afternoon"),
    "day": Message("Whole day"),
    "off": Message("Off"),
    "noon": Message("Lunch duty"),
    "extended": Message("Extended hours"),
    "booked": Message("Service by appointment"),
    "night": Message("Night duty"),
}
"""What a row of the roster can say."""

SHIFT_KINDS = {
    "ordinary": Message("Ordinary shift"),
    "extended": Message("Extended hours"),
    "booked": Message("Service by appointment"),
    "night": Message("Night duty"),
}

RATINGS = {
    "5": Message("Very satisfied"),
    "4": Message("Satisfied"),
    "3": Message("Basically satisfied"),
    "2": Message("Dissatisfied"),
    "1": Message("Very dissatisfied"),
    "declined": Message("Declined to rate"),
    "": Message("Not rated"),
}

RESULTS = {
    "granted": Message("Granted"),
    "partly_granted": Message("Partly granted"),
    "refused": Message("Refused"),
    "": Message("No result yet"),
}

WINDOW_KINDS = {"general": Message("General (window)"), "special": Message("Special (window)")}

ROLES = {
    "clerk": Message("Clerk"),
    "chief": Message("Chief representative"),
    "supervisor": Message("Supervisor"),
    "admin": Message("Administrator"),
}

REFUSAL_GROUNDS = {
    "not_required": Message("The matter needs no licence (Administrative Licence Law, article 32(1)(1))"),
    "other": Message("Another statute says so: law and article"),
}
"""On what acceptance is refused. The wrong body is a redirection; missing papers are never a ground."""

POWERS = {
    "none": Message("Has none"),
    "in_force": Message("Valid"),
    "to_come": Message("Not begun"),
    "ended": Message("Expired"),
    "replaced": Message("Superseded"),
    "withdrawn": Message("Revoked"),
    "left": Message("Not in post"),
}
"""How an authorisation (授权) stands; ``none``: a chief representative who has none."""

ID_TYPES = {
    "resident_id": Message("Resident identity card"),
    "uscc": Message("Unified social credit code"),
    "passport": Message("Passport"),
    "hk_macao_permit": Message("Hong Kong or Macao permit"),
    "taiwan_permit": Message("Taiwan permit"),
    "officer_id": Message("Officer identity card"),
    "other": Message("Other paper"),
    "": Message("No paper"),
}

CHANNELS = {
    "counter": Message("At the counter"),
    "web": Message("By web"),
    "mail": Message("By mail"),
    "hotline": Message("By hotline"),
    "other": Message("Other channel"),
}

UNITS = {"workday": Message("working days"), "day": Message("calendar days")}

APPROVALS = {"asked": Message("Asked"), "approved": Message("Approved"), "rejected": Message("Rejected")}

WORK = {
    "read": Message("Checking"),
    "settle": Message("Settling days"),
    "store": Message("Storing"),
    "upgrade": Message("Upgrading"),
}
"""Steps of long work, beside the bar that says how far it has come."""
