"""What the tour says, in the language of whoever looks."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.core import negotiate_locale
from starlette.requests import Request

from bot.catalogues import LANGUAGES, SOURCE, read

FOLDER = Path(__file__).parent / "locale"


def language_of(request: Request) -> str:
    """The one that was picked, else the first of the browser's that we have."""
    accepted = request.headers.get("accept-language", "")
    wanted = [part.partition(";")[0].strip() for part in accepted.split(",")]
    picked = request.query_params.get("language", "")
    return negotiate_locale([picked, *wanted], LANGUAGES, sep="-") or SOURCE


@cache
def translation(language: str) -> Callable[[str], str]:
    path = FOLDER / f"{language}.po"
    return read(path, language).gettext if path.exists() else str


def other_languages(language: str) -> tuple[str, ...]:
    return tuple(other for other in LANGUAGES if other != language)
