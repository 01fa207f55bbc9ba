"""What we say two days before a session, so that neither of the two comes unprepared."""

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot import pledge_rows, pledges
from bot.actions import Act
from bot.meetings.offers import date_of, dm, move, passed
from bot.meetings.prompts import (
    about_questions,
    better_moved,
    both_clocks,
    falls_into_a_break,
    questions_button,
    spent_otherwise,
)
from bot.models import Letter, Role
from bot.playbooks import Moment
from bot.said import Said, button, buttons, paragraph
from bot.scene import Scene
from bot.wording import translation

FEW = 2  # ways in that stand in the message; all of them stand in the window with the questions


def preparation(db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None:
        return None
    starts_at = date_of(letter, scene)
    if starts_at is None:
        return passed(db, letter, scene)
    if falls_into_a_break(scene, starts_at):
        return dm(scene, [paragraph(better_moved(scene, starts_at)), buttons(move(scene))])
    opening = scene.says(Moment.BEFORE_48H, when=scene.reading_on(starts_at, None))
    prepared = for_the_mentor(scene) if scene.role == Role.MENTOR else for_the_leader(scene)
    blocks = [paragraph(opening), *prepared, *opens(scene), *closes(db, scene), *promised(db, scene, letter)]
    small = [*both_clocks(scene, starts_at), *about_questions(scene)]
    return dm(scene, [*blocks, *small, buttons(*next_steps(scene))])


def for_the_mentor(scene: Scene) -> list[Block]:
    """The plan of a talk does not fit another form; the question and the line do."""
    _ = translation(scene.language)
    kit = scene.chapter.kit
    plan = _("*A plan:* {plan}").format(plan=kit.plan.in_(scene.language))
    hard = _("*A question that takes courage:* {question}").format(question=kit.hard_question.in_(scene.language))
    back = _("*If the roles slip, say:* {line}").format(line=kit.line_back.in_(scene.language))
    return [paragraph("\n".join([outcome(scene), *(spent_otherwise(scene) or [plan]), hard, back]))]


def for_the_leader(scene: Scene) -> list[Block]:
    """Training the mentor alone gives less than half of the benefit: each session has a lesson for the learner."""
    _ = translation(scene.language)
    prompts = [f"• {prompt.in_(scene.language)}" for prompt in scene.chapter.prompts.leader[:FEW]]
    ways = "\n".join([outcome(scene), *spent_otherwise(scene), _("*Some ways in:*"), *prompts])
    lesson = scene.lesson
    told = _("*For you as the learner: {title}*\n{text}")
    return [
        paragraph(ways),
        paragraph(told.format(title=lesson.title.in_(scene.language), text=lesson.text.in_(scene.language))),
    ]


def outcome(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("*By the end:* {outcome}").format(outcome=scene.chapter.outcome.in_(scene.language))


def opens(scene: Scene) -> list[Block]:
    """The first session reads the agreement, before which nobody has said anything that it should have covered."""
    if scene.meeting.number > 1:
        return []
    _ = translation(scene.language)
    told = _(
        "*To begin with:* read your agreement aloud together. Either of you can make a topic stricter on the spot; "
        "nobody has to say why."
    )
    pair_id = str(scene.pair.id)
    both = [button(_("Our agreement"), Act.READ_AGREEMENT, pair_id), button(_("My topics"), Act.TOPICS, pair_id)]
    return [paragraph(told), buttons(*both)]


def closes(db: Session, scene: Scene) -> list[Block]:
    """The last session looks back over all that the leader meant to do."""
    rows = pledge_rows.list_buttons(db, scene.pair, scene.language) if scene.meeting.number == scene.total else []
    if not rows:
        return []
    _ = translation(scene.language)
    told = _("*To look back on:* go through your commitments together. What was done, what was dropped, what stays?")
    return [paragraph(told), buttons(*rows)]


def promised(db: Session, scene: Scene, letter: Letter) -> list[Block]:
    """The leader is asked how it went; the mentor is told which date comes, and that they need not check on it."""
    asked = pledges.asked_with(db, letter)
    return pledge_rows.question(scene, asked) if scene.role == Role.LEADER else pledge_rows.for_mentor(scene, asked)


def next_steps(scene: Scene) -> list[ButtonElement]:
    _ = translation(scene.language)
    plan = button(_("Plan the session"), Act.PLAN_SESSION, str(scene.meeting.id))
    return [questions_button(scene), *([plan] if scene.role == Role.MENTOR else []), move(scene)]
