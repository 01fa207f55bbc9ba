"""What keeps somebody out of the matching, in words."""

from collections.abc import Sequence

from bot.wording import translation


def told(gaps: Sequence[str], language: str) -> str:
    """The keys of `bot.completeness`, and of what else can keep somebody out, as one line."""
    _ = translation(language)
    words = {
        "consent": _("no consent yet"),
        "role": _("no role yet"),
        "motivation": _("the why is not written yet"),
        "goals": _("no goal yet"),
        "topics": _("no topics yet"),
        "languages": _("no languages yet"),
        "manager": _("manager not known"),
        "team": _("team not known"),
        "capacity": _("number of partners not chosen"),
        "role_confirmed": _("role not confirmed by an organiser"),
        "not_joined": _("has not finished joining"),
        "paused": _("on a break"),
        "not_a_member": _("no longer a full member of this workspace"),
    }
    return ", ".join(words[gap] for gap in gaps)
