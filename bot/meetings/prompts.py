"""What we say just before a session: how to stay in role."""

from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot import coaching
from bot.actions import Act
from bot.meetings.offers import date_of, dm, passed
from bot.models import Letter, Role
from bot.pairs import back_at
from bot.playbooks import Moment
from bot.playbooks.company import FormKey
from bot.said import Said, aside, button, buttons, paragraph
from bot.scene import Scene
from bot.stop_word import agreed_word
from bot.wording import escape, mention, translation


def role_card(db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None:
        return None
    starts_at = date_of(letter, scene)
    if starts_at is None:
        return passed(db, letter, scene)
    if falls_into_a_break(scene, starts_at):
        return None
    opening = scene.says(Moment.BEFORE_1H, when=scene.reading_on(starts_at, told_at(letter)))
    card = scene.playbook.role_card(scene.meeting.number, scene.role, of=scene.total).in_(scene.language)
    lines = "\n".join([f"*{card}*", *spent_otherwise(scene)])
    blocks = [paragraph(opening), paragraph(lines), *coached(db, scene), *both_clocks(scene, starts_at)]
    small = [*the_word(scene), *about_questions(scene)]
    return dm(scene, [*blocks, *small, buttons(questions_button(scene), bring_back(scene))])


def coached(db: Session, scene: Scene) -> list[Block]:
    """Once more before the next session, where this person's own answers called for it after the last one."""
    moment = coaching.line_for(db, scene.meeting, scene.person)
    return [paragraph(scene.says(moment))] if moment else []


def the_word(scene: Scene) -> list[Block]:
    _ = translation(scene.language)
    word = agreed_word(scene.pair)
    return [aside(_("Your word: *{word}*").format(word=escape(word)))] if word else []


def bring_back(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Bring the roles back"), Act.SAY_WORD, str(scene.pair.id))


def falls_into_a_break(scene: Scene, starts_at: datetime) -> bool:
    back = back_at(scene.pair)
    return back is not None and starts_at < back


def better_moved(scene: Scene, starts_at: datetime) -> str:
    """Nobody prepares for a session that one of the two has said they cannot make."""
    _ = translation(scene.language)
    told = _("*{session}* with {partner} is in the diary for a day on a break: {when}. Please move it to a day after.")
    return told.format(session=scene.name, partner=mention(scene.partner), when=scene.when(starts_at))


def told_at(letter: Letter) -> datetime | None:
    """Whether to say "tomorrow"; a card that had to be rewritten names the day instead."""
    return None if letter.facts.get("rewritten") else letter.due_at


def both_clocks(scene: Scene, starts_at: datetime) -> list[Block]:
    """Nothing where the opening has said it all: the two live by the same clock."""
    return [aside(scene.when(starts_at))] if scene.person.zone != scene.partner.zone else []


def spent_otherwise(scene: Scene) -> list[str]:
    """What the form of the session asks of this role; nothing where the two talk, as they do most of the time."""
    if scene.form.key == FormKey.TALK:
        return []
    _ = translation(scene.language)
    told = _("*This time: {form}.* {task}")
    form, task = scene.form.name.in_(scene.language), scene.form.for_(scene.role).in_(scene.language)
    return [told.format(form=form, task=task)]


def about_questions(scene: Scene) -> list[Block]:
    """That questions wait, never what they are: their words stay out of the message."""
    _ = translation(scene.language)
    if not scene.meeting.questions_sealed:
        return []
    if scene.role == Role.LEADER:
        return [aside(_("Your questions are with your mentor. You can still change them."))]
    return [aside(_("Questions from your partner are waiting for you."))]


def questions_button(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    meeting_id = str(scene.meeting.id)
    if scene.role == Role.MENTOR:
        return button(_("Read the questions"), Act.READ_QUESTIONS, meeting_id)
    text = _("Change my questions") if scene.meeting.questions_sealed else _("Send my questions")
    return button(text, Act.SEND_QUESTIONS, meeting_id)
