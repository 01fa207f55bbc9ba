"""The review: everything that somebody answered, in their own words, each step with a way back to it."""

import uuid
from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, MarkdownTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.actions import id_of
from bot.books import book_of
from bot.enrolment.forms.motivation import insight_question
from bot.enrolment.steps import Step, open_steps
from bot.enrolment.titles import role_name, spoken, step_name
from bot.errors import Refused
from bot.goals import goal_name
from bot.models import Enrolment, Goal, Joining
from bot.playbooks.text import Question
from bot.said import button, paragraph
from bot.wording import day_of, escape, language_name, mention, quotes, translation

REVIEW = "join_review"
CHANGE = "change_step"  # its value: the enrolment and the step


def draw_review(enrolment: Enrolment) -> View:
    """Whoever has joined finds nothing to submit, unless a new role has brought a new question."""
    language = spoken(enrolment)
    _ = translation(language)
    still_open = bool(open_steps(enrolment))
    draft = enrolment.state == Joining.DRAFT
    return View(
        type="modal",
        callback_id=REVIEW,
        title=_("Your answers"),
        submit=_("Go on") if still_open else _("Join") if draft else None,
        close=_("Later") if still_open or draft else _("Done"),
        private_metadata=enrolment.id.hex,
        blocks=[paragraph(opening(enrolment, language)), *answers(enrolment, language)],
    )


def opening(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    if open_steps(enrolment):
        return _("This is what we have so far. Only you can see it; you can change each answer.")
    if enrolment.state == Joining.JOINED:
        return _("You have joined. Only you can see this; you can change each answer.")
    return _("Is this right? Only you can see it. Change what you like, then join.")


def answers(enrolment: Enrolment, language: str) -> list[Block]:
    words = {
        Step.CONSENT: consented(enrolment, language),
        Step.ROLE: role(enrolment, language),
        Step.MOTIVATION: motivation(enrolment, language),
        Step.GOALS: goals(enrolment, language),
        Step.TOPICS: interests(enrolment, language),
        Step.WORK: work(enrolment, language),
    }
    blocks: list[Block] = []
    for step, told in words.items():
        blocks += [heading(step, enrolment, language), *map(paragraph, told or [nothing_yet(language)])]
    return blocks


def heading(step: Step, enrolment: Enrolment, language: str) -> SectionBlock:
    text = MarkdownTextObject(text=f"*{step_name(step, language)}*")
    return SectionBlock(text=text, accessory=way_back(step, enrolment, language))


def way_back(step: Step, enrolment: Enrolment, language: str) -> ButtonElement:
    _ = translation(language)
    text = _("Read again") if step == Step.CONSENT else _("Change")
    return button(text, CHANGE, f"{enrolment.id.hex} {step}")


def read_change(action: dict[str, Any]) -> tuple[uuid.UUID, Step]:
    """Which enrolment, and which of its steps; refuses a button that carries neither."""
    about, _, step = str(action.get("value")).partition(" ")
    enrolment_id = id_of({"value": about})
    if step not in tuple(Step):
        raise Refused("old_button")
    return enrolment_id, Step(step)


def nothing_yet(language: str) -> str:
    _ = translation(language)
    return _("_Nothing yet._")


def consented(enrolment: Enrolment, language: str) -> list[str]:
    _ = translation(language)
    if enrolment.consented_at is None:
        return []
    agreed = day_of(enrolment.consented_at, enrolment.person.zone, language)
    return [_("You read it and agreed on {day}.").format(day=agreed)]


def role(enrolment: Enrolment, language: str) -> list[str]:
    return [role_name(enrolment.role, language)] if enrolment.role else []


def motivation(enrolment: Enrolment, language: str) -> list[str]:
    questions = book_of(enrolment.programme).questions
    asked = {
        questions.why.ask.in_(language): enrolment.why,
        questions.why_now.ask.in_(language): enrolment.why_now,
        insight_question(book_of(enrolment.programme), enrolment.role).ask.in_(language): enrolment.insight,
    }
    return [piece for question, answer in asked.items() if answer for piece in said(question, answer)]


def goals(enrolment: Enrolment, language: str) -> list[str]:
    sign = book_of(enrolment.programme).questions.sign_of_progress
    names = {goal: goal_name(goal, enrolment.role, language) for goal in enrolment.goals}
    return [piece for goal, name in names.items() for piece in one_goal(goal, name, sign, language)]


def one_goal(goal: Goal, name: str, sign: Question, language: str) -> Iterable[str]:
    _ = translation(language)
    yield from said(name, goal.text or "")
    yield from said(sign.ask.in_(language), goal.sign or "")
    yield _("Today: {rating} of 5").format(rating=goal.rating_start)


def said(question: str, answer: str) -> list[str]:
    return [question, *quotes(answer)]


def interests(enrolment: Enrolment, language: str) -> list[str]:
    named = {topic.key: topic.name.in_(language) for topic in book_of(enrolment.programme).topics}
    topics = [named[key] for key in enrolment.topics if key in named]
    languages = [language_name(code, language) for code in enrolment.languages]
    return [", ".join(named_things) for named_things in (topics, languages) if named_things]


def work(enrolment: Enrolment, language: str) -> list[str]:
    _ = translation(language)
    if enrolment.capacity is None:
        return []
    lines = [
        _("Manager: {manager}").format(manager=reports_to(enrolment, language)),
        _("Team: {team}").format(team=escape(enrolment.team)),
        _("Partners: {count} at most").format(count=enrolment.capacity),
    ]
    apart = ", ".join(mention(exclusion.person) for exclusion in enrolment.exclusions)
    return ["\n".join([*lines, _("Not paired with: {people}").format(people=apart)] if apart else lines)]


def reports_to(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    return mention(enrolment.manager) if enrolment.manager else _("nobody in this workspace")
