"""What somebody filled in: a form's fields by block id, any of which Slack may leave out or send as null."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from unicodedata import normalize

from bot.characters import INVISIBLE, UNSTORABLE
from bot.errors import Refused

T = TypeVar("T")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


def carried(view: dict[str, Any], read: Callable[[str], T]) -> T:
    """What a form carries out of sight; refuses one that was drawn in another way, as before an update of ours."""
    try:
        return read(view.get("private_metadata") or "")
    except UNREADABLE:
        raise Refused("old_form") from None


def text(view: dict[str, Any], block: str) -> str:
    """Without the space around it, an é as one character however it was typed; empty where nothing was typed."""
    return normalize("NFC", str(_field(view, block).get("value") or "").translate(UNSTORABLE)).strip()


def line(view: dict[str, Any], block: str) -> str:
    """A name: one line of what can be seen, so that two that look the same are the same."""
    return " ".join(text(view, block).translate(INVISIBLE).split())


def option(view: dict[str, Any], block: str) -> str | None:
    """The value of the chosen option of a select or of radio buttons."""
    chosen = _field(view, block).get("selected_option")
    return str(chosen["value"]) if chosen else None


def one_of(view: dict[str, Any], block: str, offered: Sequence[T]) -> T | None:
    """The option that was chosen, if it is one of those that we offer."""
    return next((choice for choice in offered if str(choice) == option(view, block)), None)


def options(view: dict[str, Any], block: str) -> list[str]:
    """The values of the chosen options of a multi select or of checkboxes."""
    return [str(chosen["value"]) for chosen in _field(view, block).get("selected_options") or []]


def day(view: dict[str, Any], block: str) -> date | None:
    """The date that was picked; what is no date is none."""
    chosen = _field(view, block).get("selected_date")
    with suppress(ValueError):
        return date.fromisoformat(str(chosen or ""))
    return None


def person(view: dict[str, Any], block: str) -> str | None:
    """Slack's id of whoever was picked."""
    return _field(view, block).get("selected_user") or None


def people(view: dict[str, Any], block: str) -> list[str]:
    return list(_field(view, block).get("selected_users") or [])


def files(view: dict[str, Any], block: str) -> list[dict[str, Any]]:
    """What Slack tells of each file that was put in."""
    return list(_field(view, block).get("files") or [])


def moment(view: dict[str, Any], block: str) -> datetime | None:
    """What a date-and-time picker holds; what is no moment is none."""
    chosen = _field(view, block).get("selected_date_time")
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(chosen), UTC) if chosen else None
    return None


def _field(view: dict[str, Any], block: str) -> dict[str, Any]:
    """A block holds one element, so its action id does not matter."""
    fields = ((view.get("state") or {}).get("values") or {}).get(block) or {}
    return next(iter(fields.values()), None) or {}
