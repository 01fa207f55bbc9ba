"""Every sentence is there in every language, and fits where it stands."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.catalogues import FOLDER, LANGUAGES, catalogue

BOT = Path(__file__).parent.parent / "bot"
SPEAKERS = ("translation", "plural")
KEYWORDS = {"_": None, "n_": (1, 2)}
BRACES, COMMAND, MARKS = re.compile(r"\{\w*\}"), re.compile(r"`[^`]+`"), re.compile(r"[*•\n]")
TRANSLATED = LANGUAGES[1:]
# How long Slack lets a text be, by the function or class that it is given to and the place it takes there.
LIMITS = {
    ("View", "title"): 24,
    ("View", "submit"): 24,
    ("View", "close"): 24,
    ("notice", 0): 24,
    ("notice", 2): 24,
    ("sure", 0): 100,
    ("sure", 2): 30,
    ("sure", 3): 30,
    ("button", 0): 75,
    ("plain", 1): 75,  # a line to tick or to pick
    ("InputBlock", "label"): 2000,
    ("InputBlock", "hint"): 2000,
}


def sentences() -> set[tuple[str, ...]]:
    """One in each that is always the same; two, for one and for many, in each that counts."""
    found = extract_from_dir(str(BOT), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message if isinstance(message, tuple) else (message,) for _, _, message, _, _ in found}


def read(language: str) -> Catalog:
    source = BytesIO((FOLDER / language / "LC_MESSAGES" / "bot.po").read_bytes())
    return read_po(source, locale=language, abort_invalid=True)


def key(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def said(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def entries(language: str) -> list[Message]:
    return [message for message in read(language) if message.id]


SENTENCES = sentences()
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in BOT.rglob("*.py")]
CALLS = [node for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_there_are_sentences_and_a_language_besides_english() -> None:
    assert len(SENTENCES) > 500
    assert "id" in TRANSLATED


def test_every_sentence_stands_where_the_catalogues_look_for_it() -> None:
    """In `_()` or `n_()`: what is given to `translation(language)` straight away would stay English, unnoticed."""
    unseen = [ast.unparse(call) for call in CALLS if isinstance(call.func, ast.Call) and called(call.func) in SPEAKERS]
    assert unseen == []


def test_every_sentence_that_is_said_is_one_that_translators_are_given() -> None:
    """Not so within an f-string: what reads the code for them does not look there, and it would stay English."""
    spoken = {text for call in CALLS if called(call) in KEYWORDS for text in literals(call)}
    assert spoken - {text for sentence in SENTENCES for text in sentence} == set()


def literals(call: ast.Call) -> list[str]:
    written = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return [text for text in written if isinstance(text, str)]


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_missing(language: str) -> None:
    there = {key(message) for message in entries(language) if all(said(message)) and not message.fuzzy}
    assert SENTENCES - there == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_left_over_that_nobody_says_any_more(language: str) -> None:
    assert {key(message) for message in entries(language)} - SENTENCES == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_filled_in_and_what_is_typed_stays_as_it_is(language: str) -> None:
    """The same placeholders, commands and marks: a star too few, and half of a message is bold."""
    wrong = []
    for message in entries(language):
        for text in said(message):
            for marks in (BRACES, COMMAND, MARKS):
                if sorted(marks.findall(text)) not in [sorted(marks.findall(source)) for source in key(message)]:
                    wrong.append(text)
            if (text != text.strip()) != (key(message)[0] != key(message)[0].strip()):
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_there_are_as_many_forms_as_the_language_counts(language: str) -> None:
    forms = read(language).num_plurals
    assert {len(said(message)) for message in entries(language) if len(key(message)) == 2} == {forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_where_it_stands(language: str) -> None:
    _ = catalogue(language).gettext
    too_long = [
        f"{_(text)!r} has {length(_(text))} characters, {name} takes {longest}"
        for (name, place), longest in LIMITS.items()
        for text in texts_given_to(name, place)
        if length(_(text)) > longest
    ]
    assert too_long == []


def length(text: str) -> int:
    """With a number of two digits in each place that is filled in."""
    return len(BRACES.sub("10", text))


def texts_given_to(name: str, place: str | int) -> Iterator[str]:
    for call in CALLS:
        if isinstance(call.func, ast.Name) and call.func.id == name:
            yield from marked_in(call, place)


def marked_in(call: ast.Call, place: str | int) -> Iterator[str]:
    """Every sentence that the argument may be: the argument may choose among several."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    argument = named.get(place) if isinstance(place, str) else (call.args[place : place + 1] or [None])[0]
    for node in ast.walk(argument) if argument is not None else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield ast.literal_eval(node.args[0])


def test_the_test_of_lengths_finds_texts() -> None:
    assert "Our agreement" in set(texts_given_to("View", "title"))
    assert "I need help" in set(texts_given_to("button", 0))
