"""How many messages somebody gets about one pair: a week with a session has its three, any other week one."""

from datetime import datetime, time, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.hours import DAY, OPENS, at, local_day, next_opening
from bot.models import Kind, Letter, Post

AROUND_A_SESSION = frozenset({Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN})
# What nobody's own action has called for. Answers to somebody's action, and help, never wait.
UNASKED = frozenset(
    {
        Kind.AGREEMENT_REMINDER,
        Kind.BOOKING,
        Kind.SILENCE,
        Kind.MIDPOINT,
        Kind.CLOSING_SOON,
        Kind.CLOSING,
        Kind.COMMITMENT_DUE,
        Kind.THEME_OFFERED,
    }
)
LONGEST_WAIT = timedelta(days=14)  # with sessions every fortnight there may be no quiet week


def room_at(db: Session, letter: Letter, now: datetime) -> datetime | None:
    """When the week with room for this letter begins; None: it may go out now."""
    if letter.person is None or letter.kind not in UNASKED or answers_a_signature(letter):
        return None
    if now - letter.due_at >= LONGEST_WAIT:
        return None
    zone = letter.person.zone
    today = local_day(now, zone)
    monday = today - today.weekday() * DAY
    following = monday + 7 * DAY
    if not taken(db, letter, at(monday, time(0), zone), at(following, time(0), zone)):
        return None
    return next_opening(at(following, OPENS, zone), zone)


def answers_a_signature(letter: Letter) -> bool:
    """The first date is asked for because both have just signed."""
    return letter.kind == Kind.BOOKING and letter.meeting is not None and letter.meeting.number == 1


def taken(db: Session, letter: Letter, since: datetime, until: datetime) -> bool:
    """Whether this person has got, or will get, something else about the pair in that week."""
    mine = (Letter.workspace_id == letter.workspace_id, Letter.person_id == letter.person_id)
    about = (Letter.pair_id == letter.pair_id, Letter.id != letter.id)
    came = and_(Letter.kind.in_(AROUND_A_SESSION | UNASKED), Letter.sent_at >= since, Letter.sent_at < until)
    unsent = and_(Letter.state.in_((Post.WAITING, Post.SENDING)), Letter.ts.is_(None))
    comes = and_(Letter.kind.in_(AROUND_A_SESSION), unsent, Letter.due_at >= since, Letter.due_at < until)
    return db.scalars(select(Letter.id).where(*mine, *about, or_(came, comes)).limit(1)).first() is not None
