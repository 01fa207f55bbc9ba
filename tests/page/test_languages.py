"""The tour speaks the language of whoever looks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.catalogues import LANGUAGES
from sandbox.page import tour
from sandbox.page.sentences import FOLDER, translation
from sandbox.page.steps import STEPS
from tests.page.markup import parsed

TEMPLATES = Path(tour.__file__).parent / "templates"
MARKED = re.compile(r'_\("([^"]+)"\)')
INDONESIAN = "Yang junior mengajar, yang senior belajar"
ENGLISH = "Somebody junior teaches, somebody senior learns"


def heading(client: TestClient, language: str = "", accepted: str = "en-GB,en;q=0.9") -> str:
    address = f"/as/tom/tour/welcome?language={language}"
    return parsed(client.get(address, headers={"accept-language": accepted}).text).all("h2")[0].words


def sentences() -> Iterator[str]:
    yield tour.OTHER_TURN
    for step in STEPS:
        yield from (step.title, step.condition, step.what, step.why)
    for name in ("welcome.html", "step.html"):
        yield from MARKED.findall((TEMPLATES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "accepted", "told"),
    [
        ("", "en-GB,en;q=0.9", ENGLISH),
        ("", "id-ID,id;q=0.9,en;q=0.8", INDONESIAN),
        ("", "de-DE,id;q=0.5", INDONESIAN),
        ("", "de-DE", ENGLISH),
        ("id", "en-GB", INDONESIAN),
        ("en", "id-ID", ENGLISH),
        ("tlh", "en-GB", ENGLISH),
    ],
)
def test_the_language_that_was_picked_goes_before_the_browsers(
    client: TestClient, language: str, accepted: str, told: str
) -> None:
    assert heading(client, language, accepted) == told


def test_each_step_offers_the_other_language(client: TestClient) -> None:
    page = parsed(client.get("/as/tom/tour/welcome?language=en").text)
    assert [button.words for button in page.all("button", data_language="id")] == ["Indonesia"]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_of_the_tour_is_missing(language: str) -> None:
    assert (FOLDER / f"{language}.po").exists()
    _ = translation(language)
    assert [sentence for sentence in sentences() if _(sentence) == sentence] == []


def test_there_are_sentences_in_the_templates() -> None:
    assert "Leave the tour" in set(sentences())
