"""Goals rated anew, and a leader's thank-you: each form drawn and read side by side."""

import json
import uuid
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.endings.rules import Look
from bot.errors import Invalid
from bot.goals import RATINGS, goal_name, rating_names
from bot.models import Enrolment, Goal, Note
from bot.said import aside, notice, paragraph
from bot.scene import Scene
from bot.wording import escape, language_of, mention, quotes, shorten, translation

RATING_FORM, THANKS_FORM = "rate_goals", "write_thanks"
ANSWER, WORDS = "answer", "words"
LONGEST_THANKS = 1000
RECALLED = 200  # characters of a goal by which its author knows it again


def spoken(enrolment: Enrolment) -> str:
    return language_of(enrolment.person, enrolment.programme)


def draw_rating(enrolment: Enrolment, look: Look) -> View:
    """Each goal in its author's words, with what it was rated before. To be drawn inside the session: it is sealed."""
    language = spoken(enrolment)
    _ = translation(language)
    blocks: list[Block] = [aside(_("Only you see this. There is no right number: it is your own measure."))]
    for goal in enrolment.goals:
        blocks += [DividerBlock(), *one_goal(goal, enrolment, look)]
    kept = {"enrolment": enrolment.id.hex, "goals": [goal.id.hex for goal in enrolment.goals]}
    return View(
        type="modal",
        callback_id=RATING_FORM,
        private_metadata=json.dumps(kept),
        title=_("My goals"),
        submit=_("Keep it"),
        close=_("Not now"),
        blocks=blocks,
    )


def one_goal(goal: Goal, enrolment: Enrolment, look: Look) -> list[Block]:
    language = spoken(enrolment)
    _ = translation(language)
    sign = [aside(_("How you wanted to notice it:")), *map(paragraph, quotes(goal.sign))] if goal.sign else []
    return [
        paragraph(f"*{goal_name(goal, enrolment.role, language)}*"),
        *map(paragraph, quotes(goal.text or "")),
        *sign,
        aside(so_far(goal, look, language)),
        InputBlock(
            block_id=rating_of(goal.position),
            label=_("Where do you stand with it now?"),
            element=rating_menu(getattr(goal, look), language),
        ),
    ]


def so_far(goal: Goal, look: Look, language: str) -> str:
    _ = translation(language)
    start = _("At the start: {rating} of 5").format(rating=goal.rating_start)
    if look == Look.END and goal.rating_midpoint:
        half_way = _("half-way: {rating} of 5").format(rating=goal.rating_midpoint)
        return f"{start} · {half_way}"
    return start


def rating_menu(rated: int | None, language: str) -> StaticSelectElement:
    _ = translation(language)
    names = rating_names(language)
    options = {rating: Option(value=str(rating), text=PlainTextObject(text=name)) for rating, name in names.items()}
    return StaticSelectElement(
        action_id=ANSWER,
        placeholder=_("From 1 to 5"),
        options=list(options.values()),
        initial_option=options.get(rated) if rated else None,
    )


def rating_of(position: int) -> str:
    return f"rating_{position}"


def read_part(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["enrolment"]))


def read_rating(view: dict[str, Any], language: str) -> dict[uuid.UUID, int]:
    """How far each goal has come, by the goal's id."""
    goals = filled.carried(view, lambda kept: [uuid.UUID(goal) for goal in json.loads(kept)["goals"]])
    fields = {goal: rating_of(position) for position, goal in enumerate(goals)}
    ratings = {goal: filled.one_of(view, field, RATINGS) for goal, field in fields.items()}
    if missing := [fields[goal] for goal, rating in ratings.items() if rating is None]:
        _ = translation(language)
        words = _("Where do you stand with this goal today, from 1 to 5?")
        raise Invalid(dict.fromkeys(missing, words))
    return {goal: rating for goal, rating in ratings.items() if rating is not None}


def draw_rated(enrolment: Enrolment) -> View:
    """One's own numbers side by side, without a judgement."""
    language = spoken(enrolment)
    _ = translation(language)
    lines = [f"{way_of(goal)}   {escape(shorten(goal.text or '', RECALLED))}" for goal in enrolment.goals]
    text = "\n\n".join([_("Kept, for your eyes only."), *lines, warm_word(enrolment.goals, language)])
    return notice(_("My goals"), text, _("Good"))


def way_of(goal: Goal) -> str:
    """*2 → 3 → 4*: at the start, half-way and at the end, as far as they were rated."""
    ratings = (goal.rating_start, goal.rating_midpoint, goal.rating_end)
    return f"*{' → '.join(str(rating) for rating in ratings if rating)}*"


def warm_word(goals: list[Goal], language: str) -> str:
    _ = translation(language)
    if any((goal.rating_end or goal.rating_midpoint or 0) > goal.rating_start for goal in goals):
        return _("By your own measure, something has moved. Worth a moment: what helped?")
    return _("A number is only half of it. Worth a moment: what do you notice now that you did not before?")


def draw_thanks(scene: Scene, note: Note | None) -> View:
    """With what they wrote before. To be drawn inside the session: it is sealed."""
    _ = translation(scene.language)
    told = _(
        "{partner} reads your words in a message and may show them to anybody: a manager, a team, a next employer."
    )
    return View(
        type="modal",
        callback_id=THANKS_FORM,
        private_metadata=scene.pair.id.hex,
        title=_("A thank-you"),
        submit=_("Send it"),
        close=_("Not now"),
        blocks=[
            paragraph(told.format(partner=mention(scene.partner))),
            InputBlock(
                block_id=WORDS,
                label=_("What did you learn, and what do you do differently now?"),
                hint=_("Two sentences are plenty. Plain words last longest."),
                element=PlainTextInputElement(
                    action_id=ANSWER,
                    multiline=True,
                    max_length=LONGEST_THANKS,
                    initial_value=note.text if note else None,
                ),
            ),
        ],
    )


def read_pair(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, uuid.UUID)


def read_thanks(view: dict[str, Any], language: str) -> str:
    _ = translation(language)
    words = filled.text(view, WORDS)
    if not words:
        raise Invalid({WORDS: _("A few words would help here.")})
    return words


def draw_thanked(scene: Scene) -> View:
    _ = translation(scene.language)
    told = _(
        "Thank you. {partner} gets it in their working hours. "
        "If you want to change it later, the button in your message opens it again."
    )
    return notice(_("A thank-you"), told.format(partner=mention(scene.partner)), _("Good"))
