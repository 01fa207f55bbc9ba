"""Which days people work, by the country that their zone lies in: weekends and public holidays are free."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from holidays import country_holidays, list_supported_countries

WEEKEND = frozenset({5, 6})
COUNTRIES = frozenset(code for code in list_supported_countries() if len(code) == 2)  # some twice, as "DEU"


def working_day(day: date, zone: str) -> bool:
    """In a zone that lies in no country (UTC), or that nobody knows: Monday to Friday, the year round."""
    country = country_of(zone)
    return day not in days_off(country, day.year) if country else day.weekday() not in WEEKEND


@lru_cache(maxsize=1024)
def country_of(zone: str) -> str | None:
    """Its ISO code. Slack tells no country, and everybody's language may be American English."""
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    country = territories.get(zone) or territories.get(aliases.get(zone, ""))
    return country if country in COUNTRIES else None


@lru_cache(maxsize=1024)
def days_off(country: str, year: int) -> frozenset[date]:
    calendar, resting = country_holidays(country, years=year), rest_days(country)
    days = (date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    weekends = (day for day in days if calendar.is_weekend(day) or day.weekday() in resting)
    return frozenset((*weekends, *calendar, *in_most_regions(country, year)))


def in_most_regions(country: str, year: int) -> Iterator[date]:
    """A zone does not say in which state somebody lives: Easter Monday is free in Britain, though not in Scotland."""
    regions = country_holidays(country).subdivisions
    count = Counter(day for region in regions for day in country_holidays(country, subdiv=region, years=year))
    return (day for day, free in count.items() if free * 2 > len(regions))


def rest_days(country: str) -> frozenset[int]:
    """Where the law gives one free day a week (Hong Kong), offices may have two: what CLDR calls the weekend."""
    if len(country_holidays(country).weekend) > 1:
        return frozenset()
    try:
        locale = Locale.parse(f"und_{country}")
    except UnknownLocaleError:
        return WEEKEND
    return frozenset({locale.weekend_start, locale.weekend_end})
