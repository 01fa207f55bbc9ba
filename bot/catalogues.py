"""The sentences of each language: gettext catalogues as translators keep them, nothing to compile beforehand."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
SOURCE = "en"  # the language in which the code speaks
LANGUAGES = (SOURCE, *sorted(path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/bot.po")))


@cache
def catalogue(language: str) -> NullTranslations:
    """Says a sentence in that language; in English where we have no such language, or where it lacks the sentence."""
    if language not in LANGUAGES[1:]:
        return NullTranslations()
    return read(FOLDER / language / "LC_MESSAGES" / "bot.po", language)


def read(path: Path, language: str) -> NullTranslations:
    """A catalogue as translators keep it."""
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
