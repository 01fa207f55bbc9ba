"""Draws a certificate: one restrained page, A4 across, the same bytes for the same words."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from font_roboto import RobotoLight, RobotoMedium
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 30.0  # millimetres
INK, QUIET, ACCENT = (33, 37, 41), (90, 98, 104), (0, 98, 102)
LIGHT, MEDIUM = "light", "medium"
# Where Debian puts fonts for what Roboto lacks; the image of the bot has none, and neither may yours.
INSTALLED = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
)
UNDRAWN = ("So", "Sk", "Cf", "Co", "Cs", "Cn")  # emoji and what joins them: no part of a name on paper
RIGHT_TO_LEFT = ("R", "AL")  # needs letters that join, which we cannot draw


@dataclass(frozen=True)
class Certificate:
    """The words on the page, each in its place from top to bottom; `day` is the date of the file."""

    programme: str
    heading: str
    subject: str
    leading: str
    name: str
    deed: str
    sessions: str
    period: str
    dated: str
    day: date
    language: str


@dataclass(frozen=True)
class Line:
    """One centred line: how far down it stands, in millimetres, and how it looks. It shrinks until it fits."""

    top: float
    size: float
    family: str = LIGHT
    colour: tuple[int, int, int] = INK


def draw(words: Certificate, further: Sequence[Path] = INSTALLED) -> bytes:
    """A PDF. `further`: fonts to look into for a name that ours cannot write; where none can, a line is left for it."""
    page = blank(words)
    frame(page)
    put(page, words.programme, Line(28, 13, colour=QUIET))
    put(page, words.heading, Line(42, 40))
    put(page, words.subject, Line(61, 15, MEDIUM, ACCENT))
    put(page, words.leading, Line(80, 13, colour=QUIET))
    put_name(page, words.name, further)
    put(page, words.deed, Line(119, 14))
    put(page, " · ".join(filter(None, (words.sessions, words.period))), Line(131, 14, MEDIUM))
    put(page, words.dated, Line(172, 12, colour=QUIET))
    return bytes(page.output() or b"")


def blank(words: Certificate) -> FPDF:
    page = FPDF(orientation="landscape", format="A4")
    page.set_creation_date(datetime.combine(words.day, time(), UTC))
    page.set_title(f"{words.heading}: {words.name}")
    page.set_lang(words.language)
    page.set_auto_page_break(False)
    page.add_font(LIGHT, fname=RobotoLight)
    page.add_font(MEDIUM, fname=RobotoMedium)
    page.add_page()
    return page


def frame(page: FPDF) -> None:
    page.set_draw_color(*ACCENT)
    for inset, width in ((11.0, 0.6), (13.0, 0.15)):
        page.set_line_width(width)
        page.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)


def put(page: FPDF, text: str, line: Line) -> None:
    text = drawn(page, text, line.family)
    page.set_font(line.family, size=line.size)
    page.set_text_color(*line.colour)
    room = WIDTH - 2 * MARGIN
    if (needed := page.get_string_width(text)) > room:
        page.set_font(line.family, size=line.size * room / needed * 0.99)
    page.set_xy(MARGIN, line.top)
    page.cell(room, line.size / 2, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def put_name(page: FPDF, name: str, further: Sequence[Path]) -> None:
    family = family_for(page, name, further)
    if family:
        put(page, name, Line(90, 34, family))
    page.set_draw_color(*QUIET)
    page.set_line_width(0.2)
    page.line(WIDTH / 2 - 70, 112, WIDTH / 2 + 70, 112)


def family_for(page: FPDF, name: str, further: Sequence[Path]) -> str | None:
    """The first font that has every letter of this name; None: it is for a pen."""
    letters = {letter for letter in plain(name) if not letter.isspace()}
    if not letters or any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in letters):
        return None
    for path in (None, *further):
        family = MEDIUM if path is None else path.stem.lower()
        if path is not None and path.is_file():
            page.add_font(family, fname=path)
        if family in page.fonts and letters <= known(page, family):
            return family
    return None


def known(page: FPDF, family: str) -> set[str]:
    font = page.fonts[family]
    return {chr(code) for code in font.cmap} if isinstance(font, TTFFont) else set()


def plain(text: str) -> str:
    """Letters in one piece, on one line, without emoji."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) not in UNDRAWN)
    return " ".join("".join(kept).split())


def drawn(page: FPDF, text: str, family: str) -> str:
    """What this font can write of it; a letter that it lacks is shown as a question mark."""
    letters = known(page, family)
    return "".join(letter if letter in letters else "?" for letter in plain(text))
