"""The private questions of a check-in: drawn and read side by side."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.actions import Act
from bot.drift import Side
from bot.errors import Refused
from bot.models import Reflection, Role
from bot.reflection.about import About
from bot.reflection.roles import ANSWERS, Load, Question, asked_of, unanswered
from bot.said import aside, button, buttons, paragraph
from bot.scene import Scene
from bot.wording import escape, plain_name, translation

LONGEST_NAME = 40  # on a button
ACTS = {Question.ADVISING: Act.ADVISING, Question.ASKING: Act.ASKING, Question.LOAD: Act.LOAD}


def asking(scene: Scene, question: Question) -> list[Block]:
    """One question, and its answers in a row."""
    words = answers(scene, question)
    row = [button(words[value], f"{ACTS[question]}_{value}", str(About.of(scene.meeting))) for value in words]
    return [paragraph(ask(scene, question)), buttons(*row)]


def read(action: dict[str, Any]) -> tuple[Question, str]:
    """Which question was answered how; refuses an answer that nobody offered."""
    name, _, value = str(action["action_id"]).partition("_")
    try:
        question = Question(name)
        return question, ANSWERS[question](value)
    except ValueError:
        raise Refused("old_button") from None


def next_question(scene: Scene, mine: Reflection) -> list[Question]:
    """One at a time, so that the message stays short."""
    return unanswered(scene.role, mine)[:1]


def draw(scene: Scene, mine: Reflection, questions: Sequence[Question]) -> list[Block]:
    """What they said already in small print, then what is still asked. To be drawn inside the session: it is sealed."""
    asked = [block for question in questions for block in asking(scene, question)]
    small = [said_so_far(scene, mine), for_your_eyes(scene) if asked else ""]
    return [*(aside(text) for text in small if text), *asked]


def ask(scene: Scene, question: Question) -> str:
    _ = translation(scene.language)
    words = {
        Question.ADVISING: _("Who did most of the *advising*?"),
        Question.ASKING: _("Who did most of the *asking*?"),
        Question.LOAD: _("How heavy was it *for you*?"),
    }
    return words[question]


def answers(scene: Scene, question: Question) -> dict[str, str]:
    """By value, as the reader would say it: themselves first."""
    _ = translation(scene.language)
    if question == Question.LOAD:
        return {Load.LIGHT: _("Light"), Load.FINE: _("Fine"), Load.HEAVY: _("Heavy")}
    partner = plain_name(scene.partner, LONGEST_NAME)
    mine, theirs = (Side.MENTOR, Side.LEADER) if scene.role == Role.MENTOR else (Side.LEADER, Side.MENTOR)
    return {mine: _("I did"), Side.EVEN: _("About even"), theirs: partner}


def said_so_far(scene: Scene, mine: Reflection) -> str:
    """You said: advising: I did · asking: Lena Vogel · for you: fine."""
    _ = translation(scene.language)
    words = {
        Question.ADVISING: _("advising: {answer}"),
        Question.ASKING: _("asking: {answer}"),
        Question.LOAD: _("for you: {answer}"),
    }
    told = [
        words[question].format(answer=escape(answers(scene, question)[value]))
        for question in asked_of(scene.role)
        if (value := getattr(mine, question)) is not None
    ]
    return _("You said: {answers}").format(answers=" · ".join(told)) if told else ""


def for_your_eyes(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("A tap each, if you like. Only you see these answers; they show you when the roles begin to slip.")
