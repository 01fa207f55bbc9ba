"""Languages, dates and names as people read them."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location

from bot.catalogues import LANGUAGES, catalogue
from bot.characters import INVISIBLE
from bot.hours import zone_of
from bot.models import Pair, Person, Programme, Role

ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def translation(language: str) -> Callable[[str], str]:
    """`_ = translation(language)`: English where a sentence, or the catalogue, is missing."""
    return catalogue(language).gettext


def plural(language: str) -> Callable[[str, str, int], str]:
    """`n_ = plural(language)`: the words for so many; some languages have one form, some four."""
    return catalogue(language).ngettext


def language_of(person: Person, programme: Programme | None = None) -> str:
    """The person's Slack language where we have it, else the programme's, else English."""
    return language_in(person.locale) or (programme.language if programme else "en")


def language_in(locale: str) -> str | None:
    """Slack's locale as a language that we have."""
    spoken = locale.replace("_", "-").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else None


def language_of_both(pair: Pair) -> str:
    """The language of both where it is one, else the programme's."""
    spoken = {language_of(pair.enrolment(role).person, pair.programme) for role in Role}
    return spoken.pop() if len(spoken) == 1 else pair.programme.language


def escape(text: str) -> str:
    """What somebody typed, for mrkdwn: no mention, link or command of theirs comes alive."""
    for mark, code in ESCAPES.items():
        text = text.replace(mark, code)
    return text.translate(INVISIBLE)


def quote(text: str) -> str:
    """Somebody's words as a quotation, each line marked, so that they cannot pass for ours."""
    return "\n".join(f"> {line}" for line in escape(text).splitlines() or [""])


def quotes(text: str, longest: int = 3000) -> list[str]:
    """As `quote`, all of it, in as many pieces as a block of that length needs; cut at a space where there is one."""
    pieces = []
    while text:
        size = bisect_right(range(1, len(text) + 1), longest, key=lambda n: len(quote(text[:n])))
        if size < len(text):
            size = text.rfind(" ", size - 80, size) + 1 or size
        pieces.append(quote(text[:size]))
        text = text[size:]
    return pieces


def mention(person: Person) -> str:
    return f"<@{person.slack_id}>"


def plain_name(person: Person, longest: int = 75) -> str:
    """For button and option texts, where a mention does not work; cut to what fits."""
    return shorten(person.name, longest) or person.slack_id


def shorten(text: str, longest: int) -> str:
    """For plain text with a limit, such as an option."""
    shown = text.translate(INVISIBLE)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def day(when: date, language: str) -> str:
    """Tuesday 1 December."""
    _ = translation(language)
    # Translators: how a day is written, in CLDR's letters (EEEE weekday, d day, MMMM month), in your order and marks.
    pattern = _("EEEE d MMMM")
    return format_date(when, pattern, locale=language)


def day_of(moment: datetime, zone: str, language: str) -> str:
    return day(moment.astimezone(zone_of(zone)).date(), language)


def clock(moment: datetime, zone: str, language: str) -> str:
    """15:00 (Jakarta)."""
    return f"{format_datetime(moment, 'HH:mm', tzinfo=zone_of(zone), locale=language)} ({city(zone, language)})"


def when(moment: datetime, zone: str, language: str) -> str:
    """Tuesday 1 December, 15:00 (Jakarta)."""
    return f"{day_of(moment, zone, language)}, {clock(moment, zone, language)}"


def when_for_both(moment: datetime, mine: Person, partner: Person, language: str) -> str:
    """Tuesday 1 December, 15:00 (Jakarta) · 08:00 (London): one's own first, the partner's day where it differs."""
    here = when(moment, mine.zone, language)
    if mine.zone == partner.zone:
        return here
    same_day = moment.astimezone(zone_of(mine.zone)).date() == moment.astimezone(zone_of(partner.zone)).date()
    there = clock(moment, partner.zone, language) if same_day else when(moment, partner.zone, language)
    return f"{here} · {there}"


@cache
def city(zone: str, language: str) -> str:
    return get_timezone_location(zone_of(zone), locale=language, return_city=True)


def language_name(code: str, language: str) -> str:
    """The name of a spoken language in the reader's."""
    try:
        return Locale.parse(code).get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code
