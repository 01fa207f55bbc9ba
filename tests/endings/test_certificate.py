"""A certificate as a PDF: what it says, that it says it the same way twice, and names it cannot write."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import font_roboto
import pytest
from pypdf import PdfReader

from bot.endings.certificate import Certificate, draw

WORDS = Certificate(
    programme="Spring <2026> & co",
    heading="Certificate",
    subject="Reverse mentoring",
    leading="This is to confirm that",
    name="Ayu Lestari",
    deed="took part as a mentor",
    sessions="6 sessions",
    period="9 March 2026 – 6 August 2026",
    dated="19 August 2026",
    day=date(2026, 8, 19),
    language="en",
)
NONE: tuple[Path, ...] = ()


def lines(drawn: bytes) -> list[str]:
    [page] = PdfReader(BytesIO(drawn)).pages
    return page.extract_text().splitlines()


def test_the_page_says_who_did_what_when_and_how_often() -> None:
    assert lines(draw(WORDS)) == [
        "Spring <2026> & co",
        "Certificate",
        "Reverse mentoring",
        "This is to confirm that",
        "Ayu Lestari",
        "took part as a mentor",
        "6 sessions · 9 March 2026 – 6 August 2026",
        "19 August 2026",
    ]


def test_it_is_one_page_across_in_its_language_and_carries_its_date() -> None:
    reader = PdfReader(BytesIO(draw(replace(WORDS, language="id"))))
    [page] = reader.pages
    assert (round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)) == (297, 210)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creation_date) == (
        "Certificate: Ayu Lestari",
        datetime(2026, 8, 19, tzinfo=UTC),
    )
    assert reader.root_object["/Lang"] == "id"


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw(WORDS) == draw(WORDS)
    assert draw(WORDS) != draw(replace(WORDS, name="Budi"))


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Ánh", "Фёдор Достоевский", "Ωμέγα Παππάς", "Łukasz Żółć", "O’Brien-Åström"]
)
def test_names_in_latin_cyrillic_and_greek_are_written(name: str) -> None:
    assert name in lines(draw(replace(WORDS, name=name), NONE))


def test_letters_in_pieces_are_joined_and_emoji_left_out() -> None:
    assert "Zoë Ann" in lines(draw(replace(WORDS, name="Zoe\u0308 \n 🌸 Ann 👩\u200d💻"), NONE))


@pytest.mark.parametrize("name", ["山田太郎", "გიორგი", "محمد", "דוד", "🌸", ""])
def test_a_name_that_no_font_here_can_write_leaves_a_line_for_a_pen(name: str) -> None:
    written = lines(draw(replace(WORDS, name=name), NONE))
    assert written[3:5] == ["This is to confirm that", "took part as a mentor"]


def test_another_font_is_looked_into_where_there_is_one() -> None:
    """Where none is installed the page comes out all the same, so a font of ours stands in for it."""
    further = (Path("/no/such/font.ttf"), Path(font_roboto.RobotoBold))
    assert len(lines(draw(replace(WORDS, name="山田太郎"), further))) == 7


def test_a_name_that_another_font_has_is_written_with_it(tmp_path: Path) -> None:
    georgian = with_letter(tmp_path / "further.ttf", "ქ")
    assert "ქ" in lines(draw(replace(WORDS, name="ქ"), (georgian,)))


@pytest.mark.parametrize("text", ["A" * 255, "W" * 80])
def test_the_longest_names_shrink_until_they_fit(text: str) -> None:
    assert text in lines(draw(replace(WORDS, name=text, programme=text)))


def test_letters_of_a_programme_that_the_font_lacks_are_marked() -> None:
    assert "?? 2026" in lines(draw(replace(WORDS, programme="春季 2026")))


def test_without_dates_of_sessions_their_number_is_enough() -> None:
    assert "6 sessions" in lines(draw(replace(WORDS, period="")))


def with_letter(path: Path, letter: str) -> Path:
    """A font like Roboto that also has this letter."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(font_roboto.Roboto) as font:
        for table in font["cmap"].tables:
            table.cmap[ord(letter)] = table.cmap[ord("q")]
        font.save(path)
    return path
