"""What two people agree on, in words."""

from collections.abc import Iterable

from bot.agreement.rules import PLACE, STOP_WORD
from bot.books import book_of
from bot.models import Agreement, Pair
from bot.playbooks.agreement import Agreement as Outline
from bot.playbooks.agreement import Choice, Level, Option
from bot.wording import escape, translation


def outline(pair: Pair) -> Outline:
    return book_of(pair.programme).agreement


def field_names(fields: Iterable[str], language: str) -> list[str]:
    """Short names for the middle of a sentence."""
    _ = translation(language)
    names = {
        STOP_WORD: _("your word for slipping roles"),
        PLACE: _("where you meet"),
        "leaves_the_room": _("what may leave the room"),
        "notice": _("how early you move a session"),
        "between_sessions": _("writing between sessions"),
    }
    return [names[field] for field in fields]


def lines(agreement: Agreement, outline: Outline, language: str) -> list[str]:
    """Each question and its answer, as mrkdwn."""
    answers = [
        (outline.stop_word.ask.in_(language), escape(agreement.stop_word or "")),
        (outline.place.ask.in_(language), escape(agreement.place or "")),
        *((choice.ask.in_(language), chosen(choice, agreement).name.in_(language)) for choice in outline.choices),
    ]
    return [f"*{question}*\n{answer}" for question, answer in answers]


def chosen(choice: Choice, agreement: Agreement) -> Option:
    """What stands; the playbook's default before anybody has chosen, or where another version asked differently."""
    offered = {option.key for option in choice.options}
    key = agreement.choices.get(choice.key, choice.default)
    return choice.option(key if key in offered else choice.default)


def floors(outline: Outline, language: str) -> str:
    """How open each topic is at most, the most open first."""
    _ = translation(language)
    titles = {Level.OPEN: _("Open"), Level.ASK: _("Ask first"), Level.OFF: _("Off limits")}
    rows = []
    for level, title in titles.items():
        topics = [floor.name.in_(language) for floor in outline.topic_floors if floor.floor == level]
        rows += [f"*{title}:* {', '.join(topics)}"] if topics else []
    return "\n".join(rows)
