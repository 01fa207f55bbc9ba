"""How far somebody is with a goal, from 1 to 5, in words."""

from bot.wording import translation

RATINGS = (1, 2, 3, 4, 5)


def rating_names(language: str) -> dict[int, str]:
    _ = translation(language)
    names = (_("1: not at all yet"), _("2: a little"), _("3: halfway"), _("4: mostly"), _("5: fully"))
    return dict(zip(RATINGS, names, strict=True))
