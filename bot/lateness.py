"""How late a letter still helps, by its kind; and of which kinds only the newest is worth sending."""

from datetime import datetime, timedelta

from bot.models import Kind

# After it was due. What still waits then (an outage, a break, no room) is dropped with the reason.
HELPS_FOR: dict[str, timedelta] = {
    Kind.ONBOARDING_REMINDER: timedelta(days=14),
    Kind.OFFER_REMINDER: timedelta(days=14),
    Kind.SPONSOR_ASKED: timedelta(days=14),
    Kind.PAUSED: timedelta(days=14),  # that somebody is back; that they are away is of use until then
    Kind.MIDPOINT: timedelta(days=30),
    Kind.COMMITMENT_DUE: timedelta(days=30),
    Kind.FOLLOW_UP: timedelta(days=60),
}
# Whoever plans these says until when: a session begins, a talk or the programme is over.
AS_PLANNED = frozenset(
    {
        Kind.BOOKED,
        Kind.PREPARATION,
        Kind.ROLE_CARD,
        Kind.CHECK_IN,
        Kind.ROLES_BACK,
        Kind.SUPERVISION,
        Kind.CLOSING_SOON,
    }
)
# Never too late: an answer, help, or what has to be known. Their writers say nothing where it is settled by then.
NEVER_LATE = frozenset(Kind) - HELPS_FOR.keys() - AS_PLANNED
# Where several of these about the same would arrive at once, the last says it all.
NEWEST_ONLY = frozenset({Kind.SILENCE, Kind.LEFT_OUT, Kind.SUPERVISION, Kind.PAUSED})


def helps_until(kind: str, due_at: datetime) -> datetime | None:
    """None: it is never too late, or whoever plans it says."""
    return due_at + HELPS_FOR[kind] if kind in HELPS_FOR else None
