"""Deleting what somebody wrote, and how long it is kept."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.models import Enrolment, Exclusion, Goal

KEPT = timedelta(days=90)  # after the programme has closed
COMMITMENTS_KEPT = timedelta(days=120)  # so that it can be asked three months later what has lasted


def forget_answers(db: Session, enrolment: Enrolment) -> None:
    """Nothing of what somebody answered is kept; the row itself stays, to say that they left."""
    forget_words(enrolment)
    enrolment.role = enrolment.role_confirmed_at = None
    enrolment.consent_version = enrolment.consented_at = None
    for rows in (Goal, Exclusion):
        mine = (rows.workspace_id == enrolment.workspace_id, rows.enrolment_id == enrolment.id)
        db.execute(delete(rows).where(*mine))


def forget_words(enrolment: Enrolment) -> None:
    """What somebody wrote and picked; who they were in the programme, and what they agreed to, stays."""
    enrolment.why = enrolment.why_now = enrolment.insight = None
    enrolment.topics, enrolment.languages, enrolment.team = [], [], ""
    enrolment.manager_id, enrolment.no_manager = None, False
    enrolment.capacity = enrolment.left_out = None
