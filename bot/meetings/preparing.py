"""What we say two days before a session, so that neither of the two comes unprepared."""

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

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


def preparation(_db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None:
        return None
    starts_at = date_of(letter, scene)
    if starts_at is None:
        return passed(letter, scene)
    if falls_into_a_break(scene, starts_at):
        return dm(scene, [paragraph(better_moved(scene, starts_at)), buttons(move(scene))])
    opening = scene.says(Moment.BEFORE_48H, when=scene.reading_on(starts_at, None))
    prepared = for_the_mentor(scene) if scene.role == Role.MENTOR else for_the_leader(scene)
    blocks = [paragraph(opening), *prepared, *opens_or_closes(scene), *both_clocks(scene, starts_at)]
    return dm(scene, [*blocks, *about_questions(scene), buttons(*next_steps(scene))])


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


def opens_or_closes(scene: Scene) -> list[Block]:
    """The first session reads the agreement together; the last looks back."""
    _ = translation(scene.language)
    pair_id = str(scene.pair.id)
    if scene.meeting.number == 1:
        told = _(
            "*To begin with:* read your agreement aloud together. Either of you can make a topic stricter on the spot; "
            "nobody has to say why."
        )
        return [paragraph(told), buttons(button(_("Our agreement"), Act.READ_AGREEMENT, pair_id))]
    return []


def next_steps(scene: Scene) -> list[ButtonElement]:
    _ = translation(scene.language)
    plan = button(_("Plan the session"), Act.PLAN_SESSION, str(scene.meeting.id))
    return [questions_button(scene), *([plan] if scene.role == Role.MENTOR else []), move(scene)]
