"""What we say after a session, half-way, and at the end."""

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.models import Letter, Met, Reflection, Role
from bot.pairs import DONE
from bot.playbooks import Moment
from bot.reflection import rules
from bot.reflection.about import About
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.scene import Scene
from bot.wording import day, mention, translation

ACTS = {Met.YES: Act.MET_YES, Met.MOVED: Act.MET_MOVED, Met.NO: Act.MET_NO}


def check_in(db: Session, letter: Letter) -> Said | None:
    """Asked of each alone; once answered, the message shows the answer to its author."""
    scene = Scene.of(letter)
    if scene is None:
        return None
    if letter.facts["version"] != scene.meeting.version:
        return dm(scene, [paragraph(replaced(scene))]) if letter.ts else None
    mine, theirs = rules.both_sides(db, scene.meeting, scene.person)
    if mine is None:
        return dm(scene, question(scene))
    return answered(scene, mine, theirs)


def dm(scene: Scene, blocks: list[Block]) -> Said:
    return Said(with_help(blocks, scene.language))


def question(scene: Scene) -> list[Block]:
    starts_at = scene.meeting.starts_at
    date = [aside(f"{scene.name} · {scene.when(starts_at)}")] if starts_at else []
    return [paragraph(scene.says(Moment.AFTER)), *date, buttons(*answers(scene, list(Met)))]


def answers(scene: Scene, offered: list[Met]) -> list[ButtonElement]:
    _ = translation(scene.language)
    words = {Met.YES: _("Yes"), Met.MOVED: _("We moved it"), Met.NO: _("No")}
    return [button(words[met], ACTS[met], str(About.of(scene.meeting))) for met in offered]


def answered(scene: Scene, mine: Reflection, theirs: Reflection | None) -> Said:
    blocks: list[Block] = [paragraph(thanks(scene, mine, theirs))]
    changeable = not rules.closed(scene.meeting, mine, theirs)
    if changeable:
        blocks.append(aside(change_of_mind(scene)))
    others = [met for met in Met if met != mine.met] if changeable else []
    row = [*following(scene, mine.met), *answers(scene, others)]
    return dm(scene, [*blocks, buttons(*row)] if row else blocks)


def thanks(scene: Scene, mine: Reflection, theirs: Reflection | None) -> str:
    _ = translation(scene.language)
    match mine.met:
        case Met.YES:
            return f"{_('Thank you: you said that you met.')} {after_meeting(scene)}"
        case Met.MOVED:
            return _("Thank you: you said that you moved it. Please put in its new date here, once you have one.")
        case _:
            told = _("Thank you for saying so. It happens, and nobody has to explain.")
            return told if theirs else f"{told} {next_step(scene)}"


def after_meeting(scene: Scene) -> str:
    if scene.role == Role.MENTOR:
        return scene.says(Moment.AFTER_3D)
    _ = translation(scene.language)
    return _("Is there something you want to remember? Note it for yourself, if you like; only you can open the note.")


def next_step(scene: Scene) -> str:
    _ = translation(scene.language)
    if scene.role == Role.MENTOR:
        return _("You do not have to chase: if {partner} says the same, we ask {partner} for a new date.").format(
            partner=mention(scene.partner)
        )
    return _("If {partner} says the same, we ask you for a new date.").format(partner=mention(scene.partner))


def following(scene: Scene, met: str) -> list[ButtonElement]:
    """What can be done next: a note after a session, a date after one that moved."""
    _ = translation(scene.language)
    meeting_id = str(scene.meeting.id)
    if met == Met.YES:
        return [button(_("A private note"), Act.NOTE, meeting_id)]
    if met == Met.MOVED and scene.meeting.state not in DONE:
        return [button(_("Put in the new date"), Act.MOVE, meeting_id)]
    return []


def change_of_mind(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("Pressed the wrong one? You can change it until {partner} has answered too.").format(
        partner=mention(scene.partner)
    )


def replaced(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("*{session}* has another date by now, so there is nothing to answer here.").format(session=scene.name)


def midpoint(_db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None or scene.meeting.state not in DONE:
        return None
    return dm(scene, [paragraph(scene.says(Moment.MIDPOINT)), buttons(our_agreement(scene), my_goals(scene))])


def closing(_db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None or scene.meeting.state not in DONE:
        return None
    ends_on = day(scene.pair.programme.ends_on, scene.language)
    return dm(scene, [paragraph(scene.says(Moment.CLOSING, date=ends_on)), buttons(my_goals(scene))])


def our_agreement(scene: Scene) -> ButtonElement:
    return button(translation(scene.language)("Our agreement"), Act.READ_AGREEMENT, str(scene.pair.id))


def my_goals(scene: Scene) -> ButtonElement:
    enrolment = scene.pair.enrolment(scene.role)
    return button(translation(scene.language)("My goals"), Act.REVIEW_ANSWERS, str(enrolment.id))
