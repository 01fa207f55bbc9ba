"""The message after a session: did you meet, what each may say in private, what comes next."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot import coaching, pledge_rows, pledges
from bot.actions import Act
from bot.letters import latest
from bot.models import Kind, Met, Reflection, Role
from bot.pairs import over
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
    opening = still(scene, earlier) if earlier else question(scene)
    return dm(scene, [*opening, *asked_too(db, scene)])


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
        blocks += [*role_check.draw(scene, mine, questions), *coaching_now(db, scene, mine)]
    blocks += asked_too(db, scene)
    if mine.met == Met.YES:
        blocks += what_next(db, scene)
    return dm(scene, [*blocks, *corrections(scene, mine, theirs)])


def corrections(scene: Scene, mine: Reflection, theirs: Reflection | None) -> list[Block]:
    """What can still be taken back, and the new date of what was moved."""
    changeable = not rules.closed(scene.meeting, mine, theirs)
    others = [met for met in Met if met != mine.met] if changeable else []
    row = [*new_date(scene, mine), *another_answer(scene, mine), *answers(scene, others)]
    small: list[Block] = [aside(change_of_mind(scene))] if changeable else []
    return [*small, buttons(*row)] if row else small


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


def coaching_now(db: Session, scene: Scene, mine: Reflection) -> list[Block]:
    """Where their own answers call for it, once all are given."""
    moment = coaching.line_after(db, scene.meeting, scene.person)
    return coached(scene, moment) if moment and not role_check.next_question(scene, mine) else []


def coached(scene: Scene, moment: Moment) -> list[Block]:
    _ = translation(scene.language)
    enrolment = scene.pair.enrolment(scene.role)
    return [paragraph(scene.says(moment)), buttons(button(_("What I came for"), Act.REVIEW_ANSWERS, str(enrolment.id)))]


def asked_too(db: Session, scene: Scene) -> list[Block]:
    """Of the leader: how a commitment went whose date comes in this week, so that no second message asks it."""
    letter = latest(db, Kind.CHECK_IN, scene.meeting, scene.person) if scene.role == Role.LEADER else None
    if letter is None:
        return []
    return pledge_rows.question(scene, pledges.asked_with(db, letter))


def what_next(db: Session, scene: Scene) -> list[Block]:
    """A note for oneself; what the leader will do; what the two of them have written down so far."""
    _ = translation(scene.language)
    meeting_id = str(scene.meeting.id)
    note = button(_("A private note"), Act.NOTE, meeting_id)
    write = [pledge_rows.write_button(meeting_id, scene.language)] if scene.role == Role.LEADER else []
    row = [*write, note, *pledge_rows.list_buttons(db, scene.pair, scene.language)]
    return [paragraph(to_write_down(scene)), *pledge_rows.standing(db, scene.pair, scene.language), buttons(*row)]


def to_write_down(scene: Scene) -> str:
    if scene.role == Role.MENTOR or scene.meeting.number < scene.total:
        return scene.says(Moment.AFTER_3D)
    _ = translation(scene.language)
    told = _("Is there one thing you will do now that the sessions are over? Give it a date; {partner} can see it.")
    return told.format(partner=mention(scene.partner))


def next_step(scene: Scene) -> str:
    _ = translation(scene.language)
    if scene.role == Role.MENTOR:
        return _("You do not have to chase: if {partner} says the same, we ask {partner} for a new date.").format(
            partner=mention(scene.partner)
        )
    return _("If {partner} says the same, we ask you for a new date.").format(partner=mention(scene.partner))


def new_date(scene: Scene, mine: Reflection) -> list[ButtonElement]:
    if mine.met != Met.MOVED or over(scene.meeting):
        return []
    _ = translation(scene.language)
    return [button(_("Put in the new date"), Act.MOVE, str(scene.meeting.id))]


def another_answer(scene: Scene, mine: Reflection) -> list[ButtonElement]:
    """To the private questions, once one of them is answered."""
    told = len(roles.unanswered(scene.role, mine)) < len(asked_of(scene.role))
    if mine.met != Met.YES or not told:
        return []
    _ = translation(scene.language)
    return [button(_("Change my answers"), Act.ASK_ANEW, str(About.of(scene.meeting)))]


def change_of_mind(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("Pressed the wrong one? You can change it until {partner} has answered too.").format(
        partner=mention(scene.partner)
    )


def replaced(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("*{session}* has another date by now, so there is nothing to answer here.").format(session=scene.name)
