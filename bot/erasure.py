"""Deleting what somebody wrote."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.models import Enrolment, Exclusion, Goal


def forget_answers(db: Session, enrolment: Enrolment) -> None:
    """Nothing of what somebody answered is kept; the row itself stays, to say that they left."""
    enrolment.why = enrolment.why_now = enrolment.insight = None
    enrolment.role = enrolment.role_confirmed_at = enrolment.capacity = enrolment.left_out = None
    enrolment.topics, enrolment.languages, enrolment.team = [], [], ""
    enrolment.manager_id, enrolment.no_manager = None, False
    enrolment.consent_version = enrolment.consented_at = None
    for rows in (Goal, Exclusion):
        mine = (rows.workspace_id == enrolment.workspace_id, rows.enrolment_id == enrolment.id)
        db.execute(delete(rows).where(*mine))
