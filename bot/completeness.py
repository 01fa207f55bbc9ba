"""What still keeps somebody out of the matching."""

from datetime import datetime

from bot.hours import local_day
from bot.models import Enrolment, Joining, Standing


def missing(enrolment: Enrolment) -> list[str]:
    """Keys in the order of the steps: consent, role, motivation, goals, topics, languages, manager, team, capacity,
    and role_confirmed, which is an organiser's to give. Empty: ready to be matched."""
    there = {
        "consent": enrolment.consent_version is not None,
        "role": enrolment.role is not None,
        "motivation": all((enrolment.why_sealed, enrolment.why_now_sealed, enrolment.insight_sealed)),
        "goals": bool(enrolment.goals),
        "topics": bool(enrolment.topics),
        "languages": bool(enrolment.languages),
        "manager": enrolment.manager_id is not None or enrolment.no_manager,
        "team": bool(enrolment.team),
        "capacity": enrolment.capacity is not None,
        "role_confirmed": enrolment.role_confirmed_at is not None,
    }
    return [key for key, present in there.items() if not present]


def gaps(enrolment: Enrolment, now: datetime) -> list[str]:
    """All that keeps somebody out of a matching then: what is missing, and not_joined, paused, not_a_member."""
    person = enrolment.person
    also = {
        "not_joined": enrolment.state == Joining.DRAFT,
        "paused": enrolment.paused_until is not None and local_day(now, person.zone) < enrolment.paused_until,
        "not_a_member": person.standing != Standing.MEMBER,
    }
    return [*missing(enrolment), *(key for key, found in also.items() if found)]
