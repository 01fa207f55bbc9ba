"""The third step: why, why now, and what each role brings along."""

from typing import Any

from slack_sdk.models.blocks import InputBlock
from slack_sdk.models.views import View

from bot import filled
from bot.books import book_of
from bot.enrolment.answers import Motivation
from bot.enrolment.forms.complaints import complaints
from bot.enrolment.forms.frame import ask, step_view, writing
from bot.enrolment.steps import Step
from bot.enrolment.titles import spoken
from bot.errors import Invalid
from bot.models import Enrolment, Role
from bot.playbooks import Playbook
from bot.playbooks.text import Question
from bot.wording import translation

WHY = "why"
WHY_NOW = "why_now"
INSIGHT = "insight"


def draw_motivation(enrolment: Enrolment) -> View:
    language, book = spoken(enrolment), book_of(enrolment.programme)
    blocks = [
        asked(WHY, book.questions.why, enrolment.why, language),
        asked(WHY_NOW, book.questions.why_now, enrolment.why_now, language),
        asked(INSIGHT, insight_question(book, enrolment.role), enrolment.insight, language),
    ]
    return step_view(Step.MOTIVATION, enrolment.id, language, blocks)


def asked(block: str, question: Question, answer: str | None, language: str) -> InputBlock:
    hint = question.hint.in_(language) if question.hint else None
    return ask(block, question.ask.in_(language), writing(answer), hint=hint)


def insight_question(book: Playbook, role: str | None) -> Question:
    """What leaders do not see, or when somebody junior last changed my mind."""
    return book.questions.changed_mind if role == Role.LEADER else book.questions.sees


def read_motivation(view: dict[str, Any], enrolment: Enrolment) -> Motivation:
    language = spoken(enrolment)
    answers = {block: filled.text(view, block) for block in (WHY, WHY_NOW, INSIGHT)}
    if lacking := complaints(answers, further_questions(enrolment.role, language), language):
        raise Invalid(lacking)
    return Motivation(why=answers[WHY], why_now=answers[WHY_NOW], insight=answers[INSIGHT])


def further_questions(role: str | None, language: str) -> dict[str, str]:
    _ = translation(language)
    leader = _("Who was it, and what did you think before? “It has been years” is an honest answer too.")
    mentor = _("Which small thing in your week would surprise a leader?")
    return {
        WHY: _("What would be different for you in six months?"),
        WHY_NOW: _("What has happened lately that makes this a good moment?"),
        INSIGHT: leader if role == Role.LEADER else mentor,
    }
