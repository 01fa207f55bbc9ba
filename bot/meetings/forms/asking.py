"""The leader's questions before a session: written by one, read by the other."""

from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from bot import filled
from bot.meetings.forms.frame import ANSWER, carry, ways_in
from bot.said import aside, paragraph
from bot.scene import Scene
from bot.wording import mention, translation

ASKING = "ask_questions"
QUESTIONS = "questions"
LONGEST_QUESTIONS = 3000


def draw_asking(scene: Scene) -> View:
    """The leader's questions, to write or to change. To be drawn inside the session: they are sealed."""
    _ = translation(scene.language)
    intro = _(
        "{partner} sees them before the session, so that none comes as a surprise. "
        "Three are enough. Nobody else reads them."
    )
    return View(
        type="modal",
        callback_id=ASKING,
        private_metadata=carry(scene.meeting),
        title=_("My questions"),
        submit=_("Send"),
        close=_("Not now"),
        blocks=[
            paragraph(intro.format(partner=mention(scene.partner))),
            InputBlock(
                block_id=QUESTIONS,
                label=_("What would you like to ask?"),
                element=PlainTextInputElement(
                    action_id=ANSWER,
                    multiline=True,
                    max_length=LONGEST_QUESTIONS,
                    initial_value=scene.meeting.questions,
                ),
                optional=True,
            ),
            paragraph(ways_in(scene)),
        ],
    )


def read_questions(view: dict[str, Any]) -> str:
    return filled.text(view, QUESTIONS)


def draw_questions(scene: Scene) -> View:
    """The leader's words as plain text, in which nothing comes alive. To be drawn inside the session."""
    _ = translation(scene.language)
    leader = mention(scene.pair.leader.person)
    told = _("{leader} would like to ask:") if scene.meeting.questions else _("{leader} has not sent questions yet.")
    blocks: list[Block] = [paragraph(told.format(leader=leader))]
    if scene.meeting.questions:
        blocks.append(SectionBlock(text=PlainTextObject(text=scene.meeting.questions, emoji=False)))
        blocks.append(
            aside(_("The plan is still yours: take them in your own order, and leave out what does not fit."))
        )
    return View(type="modal", title=_("Questions"), close=_("Thank you"), blocks=blocks)


def draw_sent(scene: Scene) -> View:
    _ = translation(scene.language)
    told = (
        _("{partner} can read them now.")
        if scene.meeting.questions
        else _("{partner} sees no questions now. You can still send some.")
    )
    return View(
        type="modal",
        title=_("My questions"),
        close=_("Good"),
        blocks=[paragraph(told.format(partner=mention(scene.partner)))],
    )
