"""Which function writes which kind of event."""

from collections.abc import Callable

from ninefold.ops.fortnight import around, behaviour, everyday, safety
from ninefold.ops.fortnight.story import StoryEvent, Telling

KINDS: dict[str, Callable[[Telling, StoryEvent], None]] = {
    "achievement": everyday.achievement,
    "activity": everyday.activity,
    "arrival-explained": around.explained,
    "attendance": everyday.attendance,
    "childrens-meeting": everyday.meeting,
    "complaint": behaviour.complaint,
    "complaint-outcome": behaviour.complaint_outcome,
    "contact": around.contact,
    "daily-note": everyday.daily_note,
    "document-received": around.document,
    "dose": around.dose,
    "family-time": around.family_time,
    "fire-drill": around.fire_drill,
    "handover": everyday.handover,
    "impact-assessment": around.impact,
    "independent-visit": around.visit,
    "key-work": everyday.key_work,
    "medicine-count": around.medicine_count,
    "missing-reported": safety.missing,
    "missing-returned": safety.returned,
    "moved-in": around.moved_in,
    "night-check": everyday.night_check,
    "notification-decision": safety.decision,
    "notification-sent": safety.notification,
    "on-call-advice": everyday.on_call,
    "plan-answer": behaviour.plan_answer,
    "referral": safety.referral,
    "repair": everyday.repair,
    "restraint": behaviour.restraint,
    "restraint-manager-check": behaviour.manager_check,
    "restraint-talk-with-child": behaviour.talk_with_child,
    "return-interview-requested": safety.interview_requested,
    "safeguarding-concern": safety.concern,
    "sanction": behaviour.sanction,
    "school-contact": around.school,
    "supervision": around.supervision,
    "wish-answered": everyday.wish_answered,
}
