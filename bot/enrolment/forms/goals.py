"""The fourth step: one to three goals, each with a sign of progress and where one stands today."""

from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock, InputBlock, StaticSelectElement
from slack_sdk.models.views import View

from bot import filled
from bot.books import book_of
from bot.enrolment.answers import GoalAnswer
from bot.enrolment.forms.complaints import complaints
from bot.enrolment.forms.frame import ANSWER, ask, choice, chosen, step_view, writing
from bot.enrolment.steps import Step
from bot.enrolment.titles import spoken
from bot.errors import Invalid
from bot.goals import RATINGS, rating_names
from bot.models import Enrolment, Goal, Role
from bot.playbooks.model import Questions
from bot.said import aside
from bot.wording import translation

MOST = 3


def draw_goals(enrolment: Enrolment) -> View:
    language = spoken(enrolment)
    _ = translation(language)
    questions = book_of(enrolment.programme).questions
    told = _("One goal is enough. You rate it today, halfway and at the end; nobody but you sees your own ratings.")
    goals: list[Goal | None] = [*enrolment.goals, *[None] * MOST][:MOST]
    blocks: list[Block] = [aside(told), *first_goal(goals[0], questions, enrolment)]
    for position in range(1, MOST):
        blocks += [DividerBlock(), *further_goal(position, goals[position], language)]
    return step_view(Step.GOALS, enrolment.id, language, blocks)


def first_goal(goal: Goal | None, questions: Questions, enrolment: Enrolment) -> list[InputBlock]:
    """A mentor's own gain comes first: how they want to grow in leading."""
    language = spoken(enrolment)
    _ = translation(language)
    question = questions.leadership_goal if enrolment.role == Role.MENTOR else questions.goal
    goal_hint, sign_hint = question.hint, questions.sign_of_progress.hint
    return [
        ask(
            text_of(0),
            question.ask.in_(language),
            writing(goal.text if goal else None),
            hint=goal_hint.in_(language) if goal_hint else None,
        ),
        ask(
            sign_of(0),
            questions.sign_of_progress.ask.in_(language),
            writing(goal.sign if goal else None),
            hint=sign_hint.in_(language) if sign_hint else None,
        ),
        ask(rating_of(0), _("Where do you stand with it today?"), rating_menu(goal, language)),
    ]


def further_goal(position: int, goal: Goal | None, language: str) -> list[InputBlock]:
    text, sign, rating = further_labels(position, language)
    return [
        ask(text_of(position), text, writing(goal.text if goal else None), optional=True),
        ask(sign_of(position), sign, writing(goal.sign if goal else None), optional=True),
        ask(rating_of(position), rating, rating_menu(goal, language), optional=True),
    ]


def further_labels(position: int, language: str) -> tuple[str, str, str]:
    _ = translation(language)
    if position == 1:
        return (
            _("A second goal, if you have one"),
            _("How will you notice the second goal?"),
            _("Where do you stand with the second goal today?"),
        )
    return (
        _("A third goal, if you have one"),
        _("How will you notice the third goal?"),
        _("Where do you stand with the third goal today?"),
    )


def rating_menu(goal: Goal | None, language: str) -> StaticSelectElement:
    _ = translation(language)
    options = [choice(str(rating), name) for rating, name in rating_names(language).items()]
    rated = chosen(options, str(goal.rating_start)) if goal else None
    return StaticSelectElement(action_id=ANSWER, placeholder=_("From 1 to 5"), options=options, initial_option=rated)


def read_goals(view: dict[str, Any], language: str) -> list[GoalAnswer]:
    """The goals that were given, in order; one begun has to be complete."""
    begun = [position for position in range(MOST) if position == 0 or any(fields_of(view, position).values())]
    errors = {block: words for position in begun for block, words in unfinished(view, position, language).items()}
    if errors:
        raise Invalid(errors)
    return [answer_of(view, position) for position in begun]


def fields_of(view: dict[str, Any], position: int) -> dict[str, str]:
    """What was filled in for one goal, by block id."""
    return {
        text_of(position): filled.text(view, text_of(position)),
        sign_of(position): filled.text(view, sign_of(position)),
        rating_of(position): filled.option(view, rating_of(position)) or "",
    }


def unfinished(view: dict[str, Any], position: int, language: str) -> dict[str, str]:
    """What is missing of one goal, under the field where it is missing."""
    _ = translation(language)
    fields = fields_of(view, position)
    rating = fields.pop(rating_of(position))
    questions = {
        text_of(position): _("What do you want to be able to do, or see differently?"),
        sign_of(position): _("What could you, or somebody else, see or hear when it happens?"),
    }
    errors = complaints(fields, questions, language)
    if rating not in map(str, RATINGS):
        errors[rating_of(position)] = _("Where do you stand with this goal today, from 1 to 5?")
    return errors


def answer_of(view: dict[str, Any], position: int) -> GoalAnswer:
    text, sign, rating = fields_of(view, position).values()
    return GoalAnswer(text=text, sign=sign, rating=int(rating))


def text_of(position: int) -> str:
    return f"goal_{position}_text"


def sign_of(position: int) -> str:
    return f"goal_{position}_sign"


def rating_of(position: int) -> str:
    return f"goal_{position}_rating"
