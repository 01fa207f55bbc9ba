"""The message after a session: did you meet, what each may say in private, what comes next."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot import coaching
from bot.actions import Act
from bot.models import Met, Reflection, Role
from bot.pairs import DONE
from bot.playbooks import Moment
from bot.reflection import role_check, roles, rules
from bot.reflection.about import About
from bot.reflection.roles import Question, asked_of
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.scene import Scene
from bot.wording import day_of, mention, translation

ACTS = {Met.YES: Act.MET_YES, Met.MOVED: Act.MET_MOVED, Met.NO: Act.MET_NO}


def drawn(db: Session, scene: Scene) -> Said:
    """The question as it stands for this person, or their answer to it."""
    mine, _theirs = rules.both_sides(db, scene.meeting, scene.person)
    if mine is not None:
        return answered(db, scene, mine, role_check.next_question(scene, mine))
    earlier = roles.earlier_answer(db, scene.meeting, scene.person)
    return dm(scene, still(scene, earlier) if earlier else question(scene))


def dm(scene: Scene, blocks: Sequence[Block]) -> Said:
    return Said(with_help(blocks, scene.language))


def question(scene: Scene) -> list[Block]:
    starts_at = scene.meeting.starts_at
    date = [aside(f"{scene.name} · {scene.when(starts_at)}")] if starts_at else []
    return [paragraph(scene.says(Moment.AFTER)), *date, buttons(*answers(scene, list(Met)))]


def answers(scene: Scene, offered: list[Met]) -> list[ButtonElement]:
    _ = translation(scene.language)
    words = {Met.YES: _("Yes"), Met.MOVED: _("We moved it"), Met.NO: _("No")}
    return [button(words[met], ACTS[met], str(About.of(scene.meeting))) for met in offered]


def still(scene: Scene, earlier: Reflection) -> list[Block]:
    """Asked once, of whoever told about the roles on a date that has gone."""
    _ = translation(scene.language)
    told = _(
        "*{session}* with {partner}: on {day} you answered our questions about an earlier date. Does that still hold?"
    )
    on = day_of(earlier.answered_at, scene.person.zone, scene.language)
    about = str(About.of(scene.meeting))
    row = [button(_("It still holds"), Act.STILL_HOLDS, about), button(_("Ask me anew"), Act.ASK_ANEW, about)]
    said = role_check.draw(scene, earlier, [])
    return [
        paragraph(told.format(session=scene.name, partner=mention(scene.partner), day=on)),
        *said,
        buttons(*row),
    ]


def answered(db: Session, scene: Scene, mine: Reflection, questions: Sequence[Question]) -> Said:
    """What they said of it, with these of the private questions open."""
    _mine, theirs = rules.both_sides(db, scene.meeting, scene.person)
    blocks: list[Block] = [paragraph(thanks(scene, mine, theirs))]
    if mine.met == Met.YES:
        blocks += [*role_check.draw(scene, mine, questions), *after_meeting(db, scene, mine)]
    changeable = not rules.closed(scene.meeting, mine, theirs)
    if changeable:
        blocks.append(aside(change_of_mind(scene)))
    others = [met for met in Met if met != mine.met] if changeable else []
    row = [*following(scene, mine), *answers(scene, others)]
    return dm(scene, [*blocks, buttons(*row)] if row else blocks)


def changing(db: Session, scene: Scene) -> Said:
    """All of the private questions once more, for whoever would answer one of them differently."""
    mine, _theirs = rules.both_sides(db, scene.meeting, scene.person)
    return answered(db, scene, mine, asked_of(scene.role)) if mine else drawn(db, scene)


def thanks(scene: Scene, mine: Reflection, theirs: Reflection | None) -> str:
    _ = translation(scene.language)
    match mine.met:
        case Met.YES:
            return _("Thank you: you said that you met.")
        case Met.MOVED:
            return _("Thank you: you said that you moved it. Please put in its new date here, once you have one.")
        case _:
            told = _("Thank you for saying so. It happens, and nobody has to explain.")
            return told if theirs else f"{told} {next_step(scene)}"


def after_meeting(db: Session, scene: Scene, mine: Reflection) -> list[Block]:
    """Coaching where their own answers call for it, once all are given; then what they may write down."""
    moment = coaching.line_after(db, scene.meeting, scene.person)
    done = not role_check.next_question(scene, mine)
    return [*(coached(scene, moment) if done and moment else []), paragraph(to_write_down(scene))]


def coached(scene: Scene, moment: Moment) -> list[Block]:
    _ = translation(scene.language)
    enrolment = scene.pair.enrolment(scene.role)
    return [paragraph(scene.says(moment)), buttons(button(_("What I came for"), Act.REVIEW_ANSWERS, str(enrolment.id)))]


def to_write_down(scene: Scene) -> str:
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


def following(scene: Scene, mine: Reflection) -> list[ButtonElement]:
    """What can be done next: a note after a session, a date after one that moved."""
    _ = translation(scene.language)
    meeting_id = str(scene.meeting.id)
    if mine.met == Met.YES:
        return [button(_("A private note"), Act.NOTE, meeting_id), *another_answer(scene, mine)]
    if mine.met == Met.MOVED and scene.meeting.state not in DONE:
        return [button(_("Put in the new date"), Act.MOVE, meeting_id)]
    return []


def another_answer(scene: Scene, mine: Reflection) -> list[ButtonElement]:
    _ = translation(scene.language)
    told = len(roles.unanswered(scene.role, mine)) < len(asked_of(scene.role))
    return [button(_("Change my answers"), Act.ASK_ANEW, str(About.of(scene.meeting)))] if told else []


def change_of_mind(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("Pressed the wrong one? You can change it until {partner} has answered too.").format(
        partner=mention(scene.partner)
    )


def replaced(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("*{session}* has another date by now, so there is nothing to answer here.").format(session=scene.name)
