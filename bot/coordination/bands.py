"""The figures of a round that is over, in words without a name."""

from collections.abc import Iterator, Mapping

from bot.coordination.rounds import LASTING, ROLES_HELD
from bot.models import Figure
from bot.wording import translation

LOWEST, HIGHEST = 10, 90


def lines(figures: Mapping[str, Figure], language: str) -> Iterator[str]:
    """One for each figure that there is."""
    if ROLES_HELD in figures:
        yield roles_held(figures[ROLES_HELD], language)
    if LASTING in figures:
        yield lasting(figures[LASTING], language)


def roles_held(figure: Figure, language: str) -> str:
    _ = translation(language)
    if figure.shown is None:
        return _("Roles held: not shown, since too few people have answered.")
    band, percent = figure.shown.get("band"), figure.shown.get("percent", 0)
    bands = {
        "most": _("Roles held in most sessions, as people said themselves."),
        "half": _("Roles held in about half of the sessions, as people said themselves."),
        "fewer": _("Roles held in fewer than half of the sessions, as people said themselves."),
    }
    if band:
        return bands[band]
    text = _("Roles held in about {percent} % of the sessions, as people said themselves.")
    if percent == HIGHEST:
        text = _("Roles held in {percent} % of the sessions or more, as people said themselves.")
    if percent == LOWEST:
        text = _("Roles held in {percent} % of the sessions or fewer, as people said themselves.")
    return text.format(percent=percent)


def lasting(figure: Figure, language: str) -> str:
    _ = translation(language)
    if figure.shown is None:
        return _("Three months later: not shown, since too few people have answered.")
    band, percent = figure.shown.get("band"), figure.shown.get("percent", 0)
    bands = {
        "most": _("Three months later, most people said that something had lasted."),
        "half": _("Three months later, about half of the people said that something had lasted."),
        "fewer": _("Three months later, fewer than half of the people said that something had lasted."),
    }
    if band:
        return bands[band]
    text = _("Three months later, about {percent} % of the people said that something had lasted.")
    if percent == HIGHEST:
        text = _("Three months later, {percent} % of the people or more said that something had lasted.")
    if percent == LOWEST:
        text = _("Three months later, {percent} % of the people or fewer said that something had lasted.")
    return text.format(percent=percent)
