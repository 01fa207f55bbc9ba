"""The agreement as forms: topics chosen in private, words to sign, a page to read."""

from bot.agreement.forms.choosing import TOPICS, about_topics, draw_choosing, read_choosing
from bot.agreement.forms.reading import draw_reading
from bot.agreement.forms.signing import SIGN, Clash, Drawn, draw_clash, draw_signing, drawn, read_signing

__all__ = [
    "SIGN",
    "TOPICS",
    "Clash",
    "Drawn",
    "about_topics",
    "draw_choosing",
    "draw_clash",
    "draw_reading",
    "draw_signing",
    "drawn",
    "read_choosing",
    "read_signing",
]
