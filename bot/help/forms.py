"""The window that says who helps, the note to them, and a sponsor's word."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from babel.lists import format_list
from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.actions import Act
from bot.contacts import Helpers
from bot.errors import Invalid
from bot.help.rules import Written
from bot.models import Note, Pair, Person
from bot.said import aside, button, buttons, notice, paragraph
from bot.wording import day_of, escape, mention, quotes, shorten, translation

NOTE, WORD = "note_to_helpers", "word_to_leader"
PROGRAMME, TEXT, ANSWER = "programme", "text", "answer"
LONGEST_NOTE, LONGEST_WORD = 3000, 1000
MOST_HELPERS = 10  # in one programme
MOST_PROGRAMMES = 40  # a window has room for 100 blocks


@dataclass(frozen=True)
class Help:
    """What somebody who opens the window sees: who helps, and what became of notes that they wrote."""

    found: Sequence[Helpers]
    written: Sequence[Written]
    zone: str
    language: str


def draw_help(help_: Help) -> View:
    """The people who help come first; whoever opens this is not reported to anybody."""
    _ = translation(help_.language)
    intro = _(
        "These people help when something does not feel right, or when you only want to think aloud. They keep what "
        "you tell them to themselves as far as they can, and say so before they cannot. Just write to them."
    )
    promise = _("Nobody is told that you opened this, least of all your partner.")
    people = [helper_block(helpers, help_.language) for helpers in help_.found[:MOST_PROGRAMMES]]
    told = [aside(state_of(written, help_)) for written in help_.written]
    return View(
        type="modal",
        title=_("I need help"),
        close=_("Close"),
        blocks=[paragraph(intro), *people, *note_button(help_), *told, aside(promise)],
    )


def helper_block(helpers: Helpers, language: str) -> Block:
    _ = translation(language)
    name = escape(helpers.programme.name) if helpers.programme else _("The organisers")
    people = [helper(person, helpers, language) for person in helpers.people[:MOST_HELPERS]]
    nobody = _("Nobody is named yet. Please ask whoever runs Slack where you work.")
    return paragraph("\n".join([f"*{name}*", *(people or [nobody])]))


def helper(person: Person, helpers: Helpers, language: str) -> str:
    """@hana · Ombudsperson"""
    _ = translation(language)
    organises = _("organises it") if helpers.programme and person in helpers.organisers else ""
    return " · ".join(filter(None, [mention(person), escape(person.title[:100]), organises]))


def note_button(help_: Help) -> list[Block]:
    """Nothing where nobody could get a note."""
    _ = translation(help_.language)
    anybody = any(helpers.people for helpers in help_.found)
    return [buttons(button(_("Write them a note"), Act.WRITE_NOTE))] if anybody else []


def state_of(written: Written, help_: Help) -> str:
    _ = translation(help_.language)
    day = day_of(written.at, help_.zone, help_.language)
    if written.by:
        return _("Your note of {day}: {contact} looks after it.").format(day=day, contact=mention(written.by))
    if written.with_:
        people = all_of(written.with_, help_.language)
        return _("Your note of {day}: {people} can read it; nobody has answered yet.").format(day=day, people=people)
    return _("Your note of {day} did not reach anybody. Please write to somebody directly.").format(day=day)


def all_of(people: Sequence[Person], language: str) -> str:
    return format_list([mention(person) for person in people], locale=language)


def draw_note(found: Sequence[Helpers], language: str) -> View:
    """`found`: those of each programme that has any."""
    _ = translation(language)
    found = found[:MOST_PROGRAMMES]
    promise = _("Nobody else can read it. Your partner never hears of it, not even that you wrote.")
    return View(
        type="modal",
        callback_id=NOTE,
        private_metadata=json.dumps(found[0].key if len(found) == 1 else None),
        title=_("A note to those who help"),
        submit=_("Send"),
        close=_("Not now"),
        blocks=[
            *(paragraph(order(helpers, language)) for helpers in found),
            *choice(found, language),
            InputBlock(
                block_id=TEXT,
                label=_("What would you like them to know?"),
                hint=_("A few words are enough: what happened, or only that you would like to talk."),
                element=PlainTextInputElement(action_id=ANSWER, multiline=True, max_length=LONGEST_NOTE),
            ),
            aside(promise),
        ],
    )


def order(helpers: Helpers, language: str) -> str:
    """Who gets it now, and who if nobody answers."""
    _ = translation(language)
    first, *others = helpers.people
    text = _("{first} gets it now.")
    if others:
        text = _("{first} gets it now, and {second} as well if {first} has not answered after one working day.")
    told = text.format(first=mention(first), second=mention(others[0]) if others else "")
    return f"*{escape(helpers.programme.name)}*\n{told}" if helpers.programme else told


def choice(found: Sequence[Helpers], language: str) -> list[Block]:
    """Which programme, where there are several."""
    if len(found) == 1:
        return []
    _ = translation(language)
    named = [(helpers.key, helpers.programme.name) for helpers in found if helpers.programme]
    options = [Option(value=key, text=PlainTextObject(text=shorten(name, 75) or "–")) for key, name in named]
    element = StaticSelectElement(action_id=ANSWER, options=options)
    return [InputBlock(block_id=PROGRAMME, label=_("Which programme is it about?"), element=element)]


@dataclass(frozen=True)
class Plea:
    """A note as somebody wrote it. `key`: of the helpers whom it is for."""

    key: str | None
    text: str


def read_note(view: dict[str, Any], language: str) -> Plea:
    """Raises Invalid where there are no words."""
    key = filled.carried(view, lambda kept: json.loads(kept) or filled.option(view, PROGRAMME))
    return Plea(key, words(view, language))


def words(view: dict[str, Any], language: str) -> str:
    _ = translation(language)
    text = filled.text(view, TEXT)
    if not text:
        raise Invalid({TEXT: _("Please write a few words, or close this window: nothing is sent then.")})
    return text


def draw_sent(to: Helpers, language: str) -> View:
    _ = translation(language)
    first, *others = to.people
    text = _("{first} has your note and will write to you. You hear from us as soon as somebody has said so.")
    if others:
        text = _(
            "{first} has your note. You hear from us as soon as somebody looks after it; if nobody has after one "
            "working day, {second} gets it as well. “I need help” always shows how it stands."
        )
    told = text.format(first=mention(first), second=mention(others[0]) if others else "")
    return notice(_("A note to those who help"), told, _("Good"))


def draw_reading(note: Note, language: str) -> View:
    """To be drawn inside the session: the words are sealed. In them nothing comes alive."""
    _ = translation(language)
    intro = _("{author} wrote this to those who help, in confidence:").format(author=mention(note.author))
    mine = [] if note.answered_at else [buttons(button(_("I look after it"), Act.ANSWER_NOTE, str(note.id)))]
    return View(
        type="modal",
        title=_("A note"),
        close=_("Close"),
        blocks=[paragraph(intro), *map(paragraph, quotes(note.text or "")), *mine],
    )


def draw_word(pair: Pair, language: str) -> View:
    _ = translation(language)
    intro = _(
        "{leader} called off two sessions in *{programme}* in a row. What would help them to keep the next one? "
        "They alone will read it, and that it is from you."
    )
    told = intro.format(leader=mention(pair.leader.person), programme=escape(pair.programme.name))
    return View(
        type="modal",
        callback_id=WORD,
        private_metadata=json.dumps({"pair": str(pair.id)}),
        title=_("A personal word"),
        submit=_("Send"),
        close=_("Not now"),
        blocks=[
            paragraph(told),
            InputBlock(
                block_id=TEXT,
                label=_("Your word"),
                hint=_("Two sentences are plenty. Why it matters to you says more than a reminder."),
                element=PlainTextInputElement(action_id=ANSWER, multiline=True, max_length=LONGEST_WORD),
            ),
        ],
    )


def read_pair(view: dict[str, Any]) -> UUID:
    return filled.carried(view, lambda kept: UUID(json.loads(kept)["pair"]))


def draw_word_sent(pair: Pair, language: str) -> View:
    _ = translation(language)
    text = _("It comes to {leader} in their working hours. Thank you!").format(leader=mention(pair.leader.person))
    return notice(_("A personal word"), text, _("Good"))


def draw_word_reading(note: Note, language: str) -> View:
    """To be drawn inside the session: the words are sealed."""
    _ = translation(language)
    intro = _("{sponsor} wrote to you:").format(sponsor=mention(note.author))
    blocks = [paragraph(intro), *map(paragraph, quotes(note.text or ""))]
    return View(type="modal", title=_("A personal word"), close=_("Close"), blocks=blocks)
