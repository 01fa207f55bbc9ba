"""The word that brings the roles back: which one holds, and when it can be said for somebody."""

from datetime import datetime, timedelta

from bot.models import Meeting, Pair

BEFORE = timedelta(hours=1)  # the start of a session
AFTER = timedelta(hours=4)  # its end


def agreed_word(pair: Pair) -> str | None:
    """What both have signed: a word that only one of them wants by now does not count yet."""
    agreement = pair.agreement
    if agreement is None or agreement.signed:
        return agreement.stop_word if agreement else None
    both = (one for one in reversed(agreement.versions) if one.mentor_signed_at and one.leader_signed_at)
    latest = next(both, None)
    return latest.stop_word if latest else None


def can_be_said(pair: Pair, now: datetime) -> bool:
    """Around a session, whatever became of it."""
    return any(around(meeting, now) for meeting in pair.meetings)


def around(meeting: Meeting, now: datetime) -> bool:
    if meeting.starts_at is None:
        return False
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    return meeting.starts_at - BEFORE <= now <= ends_at + AFTER
