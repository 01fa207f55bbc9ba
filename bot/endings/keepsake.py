"""The certificate of one side of a pair, filled in from the rows and worded in the programme's language."""

from datetime import date

from babel.dates import format_date

from bot.afterwards import held
from bot.endings.certificate import Certificate, draw
from bot.hours import local_day
from bot.models import Pair, Role
from bot.said import Attachment
from bot.wording import plural, translation


def attached(pair: Pair, role: Role, day: str) -> Attachment:
    """`day`: the date that it carries, as it was asked for."""
    _ = translation(pair.programme.language)
    content = draw(worded(pair, role, date.fromisoformat(day)))
    return Attachment(name="certificate.pdf", content=content, title=_("Certificate"))


def worded(pair: Pair, role: Role, day: date) -> Certificate:
    """Says what is true: the sessions that took place, and when; never with whom, nor how it was."""
    programme, language = pair.programme, pair.programme.language
    _ = translation(language)
    return Certificate(
        heading=_("Certificate"),
        subject=_("{label} mentoring").format(label=programme.label.capitalize()),
        programme=programme.name,
        leading=_("This is to confirm that"),
        name=pair.enrolment(role).person.name,
        deed=deed(role, language),
        sessions=sessions(len(held(pair)), language),
        period=period(pair, language),
        dated=in_full(day, language),
        day=day,
        language=language,
    )


def deed(role: Role, language: str) -> str:
    _ = translation(language)
    if role == Role.MENTOR:
        return _("took part as a mentor, and taught a senior leader from their own work and experience")
    return _("took part as a leader, and learned from a more junior colleague as the one who asks")


def sessions(count: int, language: str) -> str:
    n_ = plural(language)
    return n_("{count} session", "{count} sessions", count).format(count=count)


def period(pair: Pair, language: str) -> str:
    """From the first session to the last, in the programme's zone."""
    starts = [meeting.starts_at for meeting in held(pair) if meeting.starts_at]
    days = [in_full(local_day(moment, pair.programme.zone), language) for moment in sorted(starts)]
    return " – ".join(dict.fromkeys([days[0], days[-1]])) if days else ""


def in_full(day: date, language: str) -> str:
    """1 December 2026."""
    _ = translation(language)
    # Translators: a date with its year, in CLDR's letters (d day, MMMM month, y year), in your order and marks.
    return format_date(day, _("d MMMM y"), locale=language)
