"""The question about a commitment, three days before its date."""

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot import pledges
from bot.actions import Act
from bot.commitments import rules
from bot.models import Commitment, Letter, Outcome
from bot.pledge_rows import list_button, question
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.scene import Scene
from bot.wording import day, mention, translation


def commitment_due(db: Session, letter: Letter) -> Said | None:
    """Not on its own where a preparation or check-in of that week asks; once answered, it shows the answer."""
    scene, asked = Scene.of(letter), rules.asked_about(db, letter)
    if scene is None or asked is None:
        return None
    commitment, moved = asked
    answered = commitment.outcome != Outcome.OPEN or commitment.moved != moved
    if answered and letter.ts:
        return dm(scene, [paragraph(after(scene, commitment)), buttons(*following(scene, commitment))])
    if answered or (not letter.ts and pledges.asked_elsewhere(db, letter)):
        return None
    return dm(scene, open_question(scene, commitment))


def dm(scene: Scene, blocks: list[Block]) -> Said:
    return Said(with_help(blocks, scene.language))


def open_question(scene: Scene, commitment: Commitment) -> list[Block]:
    _ = translation(scene.language)
    fine = aside(_("Done, moved or dropped: each is fine when it is said."))
    return [*question(scene, [commitment]), fine, buttons(list_button(scene.pair, scene.language))]


def after(scene: Scene, commitment: Commitment) -> str:
    _ = translation(scene.language)
    sentences = {
        Outcome.OPEN: _("It has a new date: {date}. {mentor} sees it in your list."),
        Outcome.DONE: _("Done, as you said. {mentor} sees it in your list. Thank you for keeping your word."),
        Outcome.DROPPED: _("Dropped, and said so: that is fine. {mentor} sees it in your list."),
    }
    date = day(commitment.due_on, scene.language)
    return sentences[Outcome(commitment.outcome)].format(date=date, mentor=mention(scene.partner))


def following(scene: Scene, commitment: Commitment) -> list[ButtonElement]:
    _ = translation(scene.language)
    row = [list_button(scene.pair, scene.language)]
    if commitment.outcome == Outcome.DONE:
        row.append(button(_("Share a theme"), Act.SHARE_THEME, str(commitment.id)))
    return row
