"""Letters about sessions, read as their writers write them now."""

from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot.meetings import messages
from bot.models import Kind, Letter, Pair
from bot.outbox.postbag import Writer
from bot.said import Said
from tests.fitting import said
from tests.meetings.booking import paired

WRITERS: dict[Kind, Writer] = {
    Kind.BOOKING: messages.booking,
    Kind.BOOKED: messages.booked,
    Kind.CANCELLED: messages.cancelled,
    Kind.REBOOKING: messages.rebooking,
    Kind.CANCELLED_TWICE: messages.cancelled_twice,
    Kind.SILENCE: messages.silence,
    Kind.MISSED: messages.missed,
    Kind.PREPARATION: messages.preparation,
    Kind.ROLE_CARD: messages.role_card,
    Kind.CALENDAR_FILE: messages.calendar_file,
}


def written(db: Session, letter: Letter) -> Said | None:
    db.flush()
    db.expire(letter)
    return WRITERS[Kind(letter.kind)](db, letter)


def told(db: Session, letter: Letter) -> str:
    return said(written(db, letter))


def actions(message: Said | None) -> list[str]:
    assert message is not None
    rows = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [str(element.action_id) for row in rows for element in row.elements]


def ayu_and_lena(db: Session) -> Pair:
    return paired(
        db,
        mentor={"name": "Ayu", "slack_id": "U0AYU", "zone": "Asia/Jakarta"},
        leader={"name": "Lena", "slack_id": "U0LENA", "zone": "Europe/London"},
    )
