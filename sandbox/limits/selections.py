"""What an element starts with must be something that it offers or would take."""

from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import available_timezones

from sandbox.limits.rules import Check, Json, Problems, problem


def offered(element: Json) -> list[Json]:
    """All options of a select, radio or checkbox element, those in groups included."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def initial_option_offered(element: Json, at: str) -> Problems:
    initial = element.get("initial_option")
    if initial is not None and not _offers(element, initial):
        yield problem("initial option was not found in the options", f"{at}/initial_option")


def initial_options_offered(element: Json, at: str) -> Problems:
    for number, initial in enumerate(element.get("initial_options", ())):
        if not _offers(element, initial):
            yield problem("initial option was not found in the options", f"{at}/initial_options/{number}")


def _offers(element: Json, initial: Json) -> bool:
    """Slack compares the whole option, not only its value."""
    return _bare(initial) in [_bare(option) for option in offered(element)]


def _bare(option: Json) -> tuple[Any, ...]:
    described = option.get("description") or {}
    return option["value"], option["text"]["text"], option["text"]["type"], described.get("text")


def initial_within_most(name: str) -> Check:
    def check(element: Json, at: str) -> Problems:
        initial = element.get(name, ())
        if len(initial) > element.get("max_selected_items", 100):
            yield problem("more items than max_selected_items", f"{at}/{name}")
        if len({str(item) for item in initial}) < len(initial):
            yield problem("items must be unique", f"{at}/{name}")

    return check


def initial_text_fits(element: Json, at: str) -> Problems:
    most = element.get("max_length", 3000)
    if element.get("min_length", 0) > most:
        yield problem("min_length must not be above max_length", f"{at}/min_length")
    if len(element.get("initial_value", "")) > most:
        yield problem(f"must be less than {most + 1} characters", f"{at}/initial_value")


def initial_number_in_range(element: Json, at: str) -> Problems:
    try:
        low, value, high = (_number(element, name) for name in ("min_value", "initial_value", "max_value"))
    except InvalidOperation:
        yield problem("must be a number", at)
        return
    given = [number for number in (low, value, high) if number is not None]
    if given != sorted(given):
        yield problem("must lie between min_value and max_value", f"{at}/initial_value")
    if not element["is_decimal_allowed"] and any(number % 1 for number in given):
        yield problem("decimals are not allowed", at)


def _number(element: Json, name: str) -> Decimal | None:
    return Decimal(element[name]) if name in element else None


def zone_exists(element: Json, at: str) -> Problems:
    if "timezone" in element and element["timezone"] not in available_timezones():
        yield problem("unknown timezone", f"{at}/timezone")
