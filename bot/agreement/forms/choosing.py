"""How open each topic is, as a form that only one of the two sees."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    HeaderBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.agreement import terms, topics
from bot.agreement.levels import offered
from bot.agreement.topics import Chosen, Sheet
from bot.catalogues import LANGUAGES
from bot.errors import Invalid
from bot.models import AddedTopic
from bot.playbooks.agreement import Level, Side, TopicFloor
from bot.said import paragraph
from bot.wording import escape, shorten, translation

TOPICS = "agreement_topics"
ANSWER = "answer"  # the one element of each block
LONGEST_TOPIC = 60
FOR_OWN = (Level.ASK, Level.OFF)  # an open topic needs no line of its own


def draw_choosing(sheet: Sheet, language: str) -> View:
    """Says who sees what before anything is chosen. To be drawn inside the session: names and levels are sealed."""
    _ = translation(language)
    added = [topic_added(topic, sheet, language) for topic in sheet.agreement.added_topics]
    return View(
        type="modal",
        callback_id=TOPICS,
        private_metadata=json.dumps({"pair": str(sheet.agreement.pair_id)}),
        title=_("My topics"),
        submit=_("Keep"),
        close=_("Not now"),
        blocks=[
            *map(paragraph, beforehand(language)),
            *group(_("Work"), given(sheet, Side.WORK, language)),
            *group(_("Personal"), given(sheet, Side.PERSONAL, language)),
            *group(_("Added by one of you"), added),
            *of_ones_own(sheet, language),
        ],
    )


def beforehand(language: str) -> list[str]:
    _ = translation(language)
    return [
        _(
            "How open is each topic to you? Only you see what you choose here. The two of you see the stricter of "
            "both choices, once you have both chosen, and nobody is told whose it is."
        ),
        _(
            "One thing to know first: a partner who chose something more open can tell that the stricter choice was "
            "yours. You may be stricter at any time, at once and without a reason; more open takes you both."
        ),
    ]


def group(title: str, blocks: Iterable[Block]) -> list[Block]:
    found = list(blocks)
    return [HeaderBlock(text=title), *found] if found else []


def given(sheet: Sheet, side: Side, language: str) -> list[Block]:
    floors = topics.outline(sheet.agreement.pair).topic_floors
    return [topic_given(topic, sheet, language) for topic in floors if topic.side == side]


def topic_given(topic: TopicFloor, sheet: Sheet, language: str) -> Block:
    name = topic.name.in_(language)
    if topic.floor == Level.OFF:
        _ = translation(language)
        return paragraph(_("*{topic}*\nOff limits in this programme.").format(topic=name))
    return level_input(topic.key, name, sheet, language)


def topic_added(topic: AddedTopic, sheet: Sheet, language: str) -> Block:
    return level_input(topics.key_of(topic), shorten(topic.name or "", LONGEST_TOPIC), sheet, language)


def level_input(key: str, name: str, sheet: Sheet, language: str) -> InputBlock:
    words = terms.level_titles(language)
    options = {level: plain(level, words[level]) for level in offered(sheet.floors[key])}
    return InputBlock(
        block_id=block_of(key),
        label=name,
        element=StaticSelectElement(
            action_id=ANSWER, options=list(options.values()), initial_option=options[sheet.levels[key]]
        ),
    )


def of_ones_own(sheet: Sheet, language: str) -> list[Block]:
    if not sheet.room:
        return []
    _ = translation(language)
    told = _("Something else that needs care? You both see its name and its level, and a name can tell whose it is.")
    words = terms.level_titles(language)
    options = [plain(level, words[level]) for level in FOR_OWN]
    fields = [field for number in range(sheet.room) for field in own_fields(number, options, language)]
    return [HeaderBlock(text=_("Topics of your own")), paragraph(told), *fields]


def own_fields(number: int, options: list[Option], language: str) -> list[Block]:
    _ = translation(language)
    name = InputBlock(
        block_id=own_name(number),
        label=_("A topic of your own ({number})").format(number=number + 1),
        optional=True,
        element=PlainTextInputElement(action_id=ANSWER, max_length=LONGEST_TOPIC),
    )
    level = InputBlock(
        block_id=own_level(number),
        label=_("How open it is ({number})").format(number=number + 1),
        element=StaticSelectElement(action_id=ANSWER, options=options, initial_option=options[0]),
    )
    return [name, level]


def plain(value: str, text: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=text))


def block_of(key: str) -> str:
    return f"level_{key}".replace(":", "_")


def own_name(number: int) -> str:
    return f"own_{number}"


def own_level(number: int) -> str:
    return f"own_level_{number}"


def about_topics(view: dict[str, Any]) -> uuid.UUID:
    """Whose pair's form this is."""
    return filled.carried(view, lambda carried: uuid.UUID(json.loads(carried)["pair"]))


def read_choosing(view: dict[str, Any], sheet: Sheet, language: str) -> Chosen:
    """A level that was not offered, or not in the form, stays as it was. Raises Invalid for names that cannot be."""
    levels = {
        key: filled.one_of(view, block_of(key), offered(floor)) or sheet.levels[key]
        for key, floor in sheet.floors.items()
        if was_drawn(view, key)
    }
    names = {block: filled.line(view, block) for block in map(own_name, range(topics.MOST_ADDED))}
    typed = {block: name for block, name in names.items() if name}
    if errors := complaints(view, typed, sheet, language):
        raise Invalid(errors)
    return Chosen(sheet.role, levels, {name: level_of(view, block) for block, name in typed.items()})


def was_drawn(view: dict[str, Any], key: str) -> bool:
    """Whether the form knew of this topic; the partner may have added it since."""
    return any(block.get("block_id") == block_of(key) for block in view["blocks"])


def level_of(view: dict[str, Any], block: str) -> Level:
    return filled.one_of(view, block.replace("own_", "own_level_"), FOR_OWN) or Level.ASK


def complaints(view: dict[str, Any], typed: dict[str, str], sheet: Sheet, language: str) -> dict[str, str]:
    """By block: a name that is there already, given twice, too long once it is escaped, or one too many."""
    _ = translation(language)
    taken, errors = names_in(view, sheet), {}
    for number, (block, name) in enumerate(typed.items()):
        if topics.spelled(name) in taken:
            errors[block] = _("This topic is in the list already; please choose its level there.")
        elif len(escape(name)) > LONGEST_TOPIC:
            errors[block] = _("That is longer than fits. Please make it shorter.")
        elif number >= sheet.room:
            errors[block] = _("Three topics of your own are as many as fit; this one was not added.")
        taken.add(topics.spelled(name))
    return errors


def names_in(view: dict[str, Any], sheet: Sheet) -> set[str]:
    """What the topics in this form are called, in each language that we have."""
    floors = topics.outline(sheet.agreement.pair).topic_floors
    added = [topic for topic in sheet.agreement.added_topics if was_drawn(view, topics.key_of(topic))]
    names = {floor.name.in_(code) for floor in floors for code in LANGUAGES}
    return {topics.spelled(name) for name in names | {topic.name or "" for topic in added}}
