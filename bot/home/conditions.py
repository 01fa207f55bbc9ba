"""The four things without which reverse mentoring does not work, and which of them are there: sentences for a newcomer.

What is ticked follows from what both of a pair may know, so that both count the same; the reader's own answers add
words, and the partner's add nothing.
"""

from bot.afterwards import held
from bot.home.rules import Standing, Together
from bot.models import Role
from bot.wording import escape, language_of, mention, plural, translation

DONE, OPEN = "✓", "○"


def marked(text: str, *, done: bool) -> str:
    return f"{DONE if done else OPEN} {text}"


def of_pair(one: Together) -> str:
    """A heading with the number, and a line each."""
    language = language_of(one.pair.enrolment(one.role).person, one.pair.programme)
    _ = translation(language)
    there = [one.both_said_why, one.both_have_goals, one.both_signed, one.roles_clear]
    heading = _("*What makes it work: you and {partner} have {number} of 4 in place*")
    texts = [shared_why(one, language), shared_goals(one, language), boundaries(one, language), roles(one, language)]
    first = heading.format(partner=mention(one.partner), number=sum(there))
    return "\n".join([first, *(marked(text, done=done) for text, done in zip(texts, there, strict=True))])


def shared_why(one: Together, language: str) -> str:
    _ = translation(language)
    if one.both_said_why:
        return _("*Why:* you have both said why you take part.")
    if not one.said_why(one.role):
        return _("*Why:* you have not said yet why you take part. “Review my answers” asks you.")
    return _("*Why:* your partner has not said yet why they take part.")


def shared_goals(one: Together, language: str) -> str:
    _, n_ = translation(language), plural(language)
    if one.both_have_goals:
        mine = len(one.pair.enrolment(one.role).goals)
        return n_(
            "*Goals:* you each have something you want to learn.",
            "*Goals:* you each have something you want to learn; you have {number} goals.",
            mine,
        ).format(number=mine)
    if not one.has_goals(one.role):
        return _("*Goals:* you have no learning goal yet. “Review my answers” asks you for one.")
    return _("*Goals:* your partner has no learning goal yet.")


def boundaries(one: Together, language: str) -> str:
    _ = translation(language)
    if one.both_signed and one.agreement:
        text = _("*Boundaries:* you have both signed your agreement (version {version}).")
        return text.format(version=one.agreement.version)
    if one.signed:
        text = _("*Boundaries:* you have signed your agreement; the name of {partner} is still missing under it.")
        return text.format(partner=mention(one.partner))
    if one.partner_signed:
        return partner_waits(one, language)
    return _("*Boundaries:* your agreement on what may be spoken about is not signed yet.")


def partner_waits(one: Together, language: str) -> str:
    """Whoever has signed before reads why that is not enough: only other words of the partner's make it void."""
    _ = translation(language)
    text = _("*Boundaries:* {partner} has signed your agreement; your name is still missing under it.")
    if one.signed_before:
        text = _("*Boundaries:* {partner} has changed your agreement; your name is still missing under the new one.")
    return text.format(partner=mention(one.partner))


def roles(one: Together, language: str) -> str:
    _ = translation(language)
    partner = mention(one.partner)
    if not one.roles_confirmed:
        return _("*Roles:* an organiser has still to confirm who teaches and who learns.")
    if not one.roles_clear:
        text = _("*Roles:* {partner} teaches and you learn. A word for when that slips comes with the agreement.")
        if one.role == Role.MENTOR:
            text = _("*Roles:* you teach and {partner} learns. A word for when that slips comes with the agreement.")
        return text.format(partner=partner)
    return " ".join([agreed_roles(one, language), own_account(one, language)])


def agreed_roles(one: Together, language: str) -> str:
    _ = translation(language)
    text = _("*Roles:* {partner} teaches and you learn. If that slips, your word “{word}” brings it back.")
    if one.role == Role.MENTOR:
        text = _("*Roles:* you teach and {partner} learns. If that slips, your word “{word}” brings it back.")
    return text.format(partner=mention(one.partner), word=escape(one.stop_word))


def own_account(one: Together, language: str) -> str:
    """Whether they held, only by what the reader said: the partner's answers add nothing."""
    _ = translation(language)
    if one.held is not None:
        held_then = _("By your own answers, it held in the session that you last told us about.")
        slipped_then = _(
            "By your own answers, it slipped in the session that you last told us about. Only you read this."
        )
        return held_then if one.held else slipped_then
    if held(one.pair):
        return _("Whether it holds, each of you answers in private after a session.")
    return _("Whether it holds, your sessions will show.")


def of_person(standing: Standing, language: str) -> str:
    """The same for somebody who has no partner yet: two of the four take two, and none of them is lost by a pair."""
    _ = translation(language)
    gone = set(standing.missing)
    there = ["motivation" not in gone, "goals" not in gone, False, False]
    heading = _("*What makes it work: you have {number} of 4 in place*").format(number=sum(there))
    texts = [
        own_why(standing, language),
        own_goals(standing, language),
        to_be_agreed(language),
        own_role(standing, language),
    ]
    return "\n".join([heading, *(marked(text, done=done) for text, done in zip(texts, there, strict=True))])


def own_why(standing: Standing, language: str) -> str:
    _ = translation(language)
    if "motivation" in standing.missing:
        return _("*Why:* you have not said yet why you take part.")
    return _("*Why:* you have said why you take part, and why now.")


def own_goals(standing: Standing, language: str) -> str:
    _, n_ = translation(language), plural(language)
    if "goals" in standing.missing:
        return _("*Goals:* you have no learning goal yet.")
    number = len(standing.enrolment.goals)
    return n_("*Goals:* you have a learning goal.", "*Goals:* you have {number} learning goals.", number).format(
        number=number
    )


def to_be_agreed(language: str) -> str:
    _ = translation(language)
    return _("*Boundaries:* you and your partner sign an agreement on them before you meet.")


def own_role(standing: Standing, language: str) -> str:
    _ = translation(language)
    if "role" in standing.missing:
        return _("*Roles:* you have not said yet whether you teach or learn.")
    if "role_confirmed" in standing.missing:
        return _("*Roles:* an organiser has still to confirm yours.")
    if standing.enrolment.role == Role.MENTOR:
        return _("*Roles:* you teach, a leader learns. The two of you agree on a word for when that slips.")
    return _("*Roles:* you learn, a junior colleague teaches. The two of you agree on a word for when that slips.")
