"""How goals are called, and how far somebody is with one, from 1 to 5, in words."""

from bot.models import Goal, Role
from bot.wording import translation

RATINGS = (1, 2, 3, 4, 5)


def goal_name(goal: Goal, role: str | None, language: str) -> str:
    """A mentor's first goal is their own gain."""
    _ = translation(language)
    if goal.position == 0 and role == Role.MENTOR:
        return _("Your leadership goal")
    return _("Goal {number}").format(number=goal.position + 1)


def rating_names(language: str) -> dict[int, str]:
    _ = translation(language)
    names = (_("1: not at all yet"), _("2: a little"), _("3: halfway"), _("4: mostly"), _("5: fully"))
    return dict(zip(RATINGS, names, strict=True))
