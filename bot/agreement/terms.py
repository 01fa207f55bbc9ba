"""What two people agree on, in words."""

from collections.abc import Iterable, Mapping

from bot.agreement import topics
from bot.agreement.levels import Levels
from bot.agreement.rules import PLACE, STOP_WORD
from bot.agreement.versions import Cause
from bot.models import Agreement, Role
from bot.playbooks.agreement import Choice, Level, Option
from bot.wording import day_of, escape, translation

LATEST = 5  # of the versions that are listed


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


def lines(agreement: Agreement, language: str) -> list[str]:
    """Each question and its answer, as mrkdwn."""
    outline = topics.outline(agreement.pair)
    answers = [
        (outline.stop_word.ask.in_(language), escape(agreement.stop_word or "")),
        (outline.place.ask.in_(language), escape(agreement.place or "")),
        *(
            (choice.ask.in_(language), chosen(choice, agreement.choices).name.in_(language))
            for choice in outline.choices
        ),
    ]
    return [f"*{question}*\n{answer}" for question, answer in answers]


def chosen(choice: Choice, choices: Mapping[str, str]) -> Option:
    """What stands; the playbook's default before anybody has chosen, or where another version asked differently."""
    offered = {option.key for option in choice.options}
    key = choices.get(choice.key, choice.default)
    return choice.option(key if key in offered else choice.default)


def rules_and_levels(agreement: Agreement, language: str) -> list[str]:
    """What the programme gives: its rules, and how open each topic is."""
    rules = topics.outline(agreement.pair).rules
    return [
        *(f"*{rule.name.in_(language)}*\n{rule.text.in_(language)}" for rule in rules),
        f"{about_levels(agreement, language)}\n{levels(agreement, language)}",
    ]


def about_levels(agreement: Agreement, language: str) -> str:
    _ = translation(language)
    if agreement.levels:
        return _(
            "*How open each topic is*\nNobody has to say more than they want. Either of you may be stricter, always."
        )
    return _(
        "*How open each topic is*\nThese are the programme's own limits. Each of you chooses in private; "
        "what follows from both shows here once you have both chosen."
    )


def levels(agreement: Agreement, language: str) -> str:
    """How open each topic is to the pair, the most open first."""
    standing, names = topics.standing(agreement), topic_names(agreement, language)
    rows = []
    for level, title in level_titles(language).items():
        found = [escape(names[key]) for key, stands in standing.items() if stands == level]
        rows += [f"*{title}:* {', '.join(found)}"] if found else []
    return "\n".join(rows)


def topic_names(agreement: Agreement, language: str) -> dict[str, str]:
    """By key, as plain text."""
    given = {topic.key: topic.name.in_(language) for topic in topics.outline(agreement.pair).topic_floors}
    return given | {topics.key_of(topic): topic.name or "" for topic in agreement.added_topics}


def topic_levels(agreement: Agreement, levels: Levels, language: str, keys: Iterable[str]) -> list[str]:
    """*Health: off limits*, for the middle of a sentence; a topic that is no more is left out."""
    names, words = topic_names(agreement, language), level_words(language)
    return [f"*{escape(names[key])}: {words[Level(levels[key])]}*" for key in keys if key in names]


def level_titles(language: str) -> dict[Level, str]:
    _ = translation(language)
    return {Level.OPEN: _("Open"), Level.ASK: _("Ask first"), Level.OFF: _("Off limits")}


def level_words(language: str) -> dict[Level, str]:
    _ = translation(language)
    return {Level.OPEN: _("open"), Level.ASK: _("ask first"), Level.OFF: _("off limits")}


def history(agreement: Agreement, role: Role, language: str) -> list[str]:
    """The latest versions, the newest first; never by whom."""
    _ = translation(language)
    causes = {
        Cause.TERMS: _("Version {number}, {day}: other words."),
        Cause.TOPICS: _("Version {number}, {day}: you had both chosen your topics."),
        Cause.STRICTER: _("Version {number}, {day}: a topic became stricter."),
        Cause.LOOSER: _("Version {number}, {day}: a topic became more open."),
    }
    zone = agreement.pair.enrolment(role).person.zone
    return [
        causes[Cause(kept.cause)].format(number=kept.version, day=day_of(kept.made_at, zone, language))
        for kept in reversed(agreement.versions[-LATEST:])
    ]
