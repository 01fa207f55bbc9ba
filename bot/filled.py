"""What somebody filled in: a form's fields by block id, any of which Slack may leave out or send as null."""

from datetime import UTC, date, datetime
from typing import Any


def text(view: dict[str, Any], block: str) -> str:
    """Without the space around it; empty where nothing was typed."""
    return str(_field(view, block).get("value") or "").strip()


def option(view: dict[str, Any], block: str) -> str | None:
    """The value of the chosen option of a select or of radio buttons."""
    chosen = _field(view, block).get("selected_option")
    return str(chosen["value"]) if chosen else None


def options(view: dict[str, Any], block: str) -> list[str]:
    """The values of the chosen options of a multi select or of checkboxes."""
    return [str(chosen["value"]) for chosen in _field(view, block).get("selected_options") or []]


def day(view: dict[str, Any], block: str) -> date | None:
    """The date that was picked."""
    chosen = _field(view, block).get("selected_date")
    return date.fromisoformat(chosen) if chosen else None


def person(view: dict[str, Any], block: str) -> str | None:
    """Slack's id of whoever was picked."""
    return _field(view, block).get("selected_user") or None


def people(view: dict[str, Any], block: str) -> list[str]:
    return list(_field(view, block).get("selected_users") or [])


def moment(view: dict[str, Any], block: str) -> datetime | None:
    """What a date-and-time picker holds."""
    chosen = _field(view, block).get("selected_date_time")
    return datetime.fromtimestamp(int(chosen), UTC) if chosen else None


def _field(view: dict[str, Any], block: str) -> dict[str, Any]:
    """A block holds one element, so its action id does not matter."""
    fields = ((view.get("state") or {}).get("values") or {}).get(block) or {}
    return next(iter(fields.values()), None) or {}
