"""What a message, or App Home, says of a pair's commitments: how many there are, and the question about one."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot import pledges
from bot.actions import Act
from bot.models import Commitment, Pair
from bot.playbooks import Moment
from bot.said import aside, button, buttons, paragraph, sure
from bot.scene import Scene
from bot.wording import day, plural, translation


def write_button(meeting_id: str, language: str) -> ButtonElement:
    """For the leader, after a session that took place."""
    _ = translation(language)
    return button(_("Write what I will do"), Act.COMMIT, meeting_id)


def list_buttons(db: Session, pair: Pair, language: str) -> list[ButtonElement]:
    """The way to the list, for either; nothing as long as there is nothing on it."""
    return [list_button(pair, language)] if pledges.all_of(db, pair) else []


def list_button(pair: Pair, language: str) -> ButtonElement:
    _ = translation(language)
    return button(_("Our commitments"), Act.COMMITMENTS, str(pair.id))


def standing(db: Session, pair: Pair, language: str) -> list[Block]:
    """How many are open, in small print; nothing where none is."""
    number = len(pledges.open_ones(db, pair))
    n_ = plural(language)
    told = n_("{number} commitment is open.", "{number} commitments are open.", number)
    return [aside(told.format(number=number))] if number else []


def question(scene: Scene, asked: Sequence[Commitment]) -> list[Block]:
    """To the leader: done, moved or dropped? What they wrote stays in the list."""
    blocks: list[Block] = []
    for commitment in asked:
        words = scene.says(Moment.COMMITMENT_DUE, date=day(commitment.due_on, scene.language))
        blocks += [paragraph(words), buttons(*answers(commitment, scene.language))]
    return blocks


def for_mentor(scene: Scene, due: Sequence[Commitment]) -> list[Block]:
    """To the mentor, before a session: when something was chosen for, and that they need not check on it."""
    dates = [day(commitment.due_on, scene.language) for commitment in due]
    return [paragraph(scene.says(Moment.COMMITMENT_DUE, date=date)) for date in dict.fromkeys(dates)]


def answers(commitment: Commitment, language: str) -> list[ButtonElement]:
    _ = translation(language)
    about = str(commitment.id)
    return [
        button(_("Done"), Act.COMMITMENT_DONE, about),
        button(_("New date"), Act.COMMITMENT_MOVED, about),
        drop(about, language),
    ]


def drop(about: str, language: str) -> ButtonElement:
    _ = translation(language)
    certain = sure(
        _("Drop this one?"),
        _("Dropping is fine when it is said. Your partner sees that it was dropped, and nobody asks why."),
        _("Drop it"),
        _("Keep it"),
    )
    return button(_("Drop it"), Act.COMMITMENT_DROPPED, about, confirm=certain)
