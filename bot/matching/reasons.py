"""Why these two, and why nobody was found, in words."""

from babel.lists import format_list
from babel.numbers import format_decimal

from bot.books import book_of
from bot.matching.pairing import (
    NO_PARTNER_LEFT,
    NO_SHARED_LANGUAGE,
    ONLY_LINE_OR_TEAM,
    TOO_FEW_LEADERS,
    TOO_FEW_MENTORS,
)
from bot.models import Pair
from bot.wording import language_name, translation


def in_short(pair: Pair, language: str) -> str:
    """One line for an organiser."""
    _ = translation(language)
    minutes = pair.reasons.get("overlap_minutes", 0)
    hours = _("{hours} h of the working day in common") if minutes else _("no working hours in common")
    topics = topic_names(pair, language) or [_("no topic in common")]
    return " · ".join([*topics, *spoken(pair, language), hours.format(hours=as_hours(minutes, language))])


def to_the_two(pair: Pair, language: str) -> str:
    """The same for the two themselves, as sentences."""
    _ = translation(language)
    sentences = []
    if topics := topic_names(pair, language):
        sentences.append(_("You both chose: {topics}.").format(topics=listed(topics, language)))
    if languages := spoken(pair, language):
        sentences.append(_("You can talk in {languages}.").format(languages=listed(languages, language)))
    if minutes := pair.reasons.get("overlap_minutes", 0):
        hours = as_hours(minutes, language)
        sentences.append(_("You share {hours} h of the working day.").format(hours=hours))
    return " ".join(sentences)


def topic_names(pair: Pair, language: str) -> list[str]:
    """In the playbook's order; a topic that it no longer has is left out."""
    shared = pair.reasons.get("topics", [])
    return [topic.name.in_(language) for topic in book_of(pair.programme).topics if topic.key in shared]


def spoken(pair: Pair, language: str) -> list[str]:
    return [language_name(code, language) for code in pair.reasons.get("languages", [])]


def listed(names: list[str], language: str) -> str:
    return format_list(names, locale=language)


def as_hours(minutes: int, language: str) -> str:
    return format_decimal(minutes / 60, format="0.#", locale=language)


def why_nobody(reason: str, language: str) -> str:
    """To the person who is left out."""
    _ = translation(language)
    return {
        TOO_FEW_LEADERS: _("The reason: more people want to teach than leaders have joined so far."),
        TOO_FEW_MENTORS: _("The reason: more leaders want to learn than mentors have joined so far."),
        ONLY_LINE_OR_TEAM: _(
            "The reason: everybody who could be your partner is in your own line of management or your team, "
            "and pairs are never made there."
        ),
        NO_SHARED_LANGUAGE: _("The reason: nobody who could be your partner speaks one of your languages."),
        NO_PARTNER_LEFT: _("The reason: nobody who would fit has a place free."),
    }[reason]


def left_out_in_short(reason: str, language: str) -> str:
    """To an organiser."""
    _ = translation(language)
    return {
        TOO_FEW_LEADERS: _("there are too few leaders"),
        TOO_FEW_MENTORS: _("there are too few mentors"),
        ONLY_LINE_OR_TEAM: _("everybody who could fit is in the same line or team"),
        NO_SHARED_LANGUAGE: _("nobody who could fit speaks the same language"),
        NO_PARTNER_LEFT: _("nobody who would fit has a place free"),
    }[reason]
