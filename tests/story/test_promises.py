"""The story keeps its promises, and would be caught where it did not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.said import HELP
from sandbox.journal import Entry
from sandbox.story import private, showing
from sandbox.story.cast import CAST, Character
from sandbox.story.plot import Story
from sandbox.story.promises import broken

# What one of a pair was shown, and to whom it must never come.
PRIVATE = (
    ("ayu", "bagi Anda: Berat", "bambang"),
    ("bambang", "Anda mengatakan: ", "ayu"),
    ("lena", "asking: Budi Santoso", "budi"),
    ("lena", "You said: *Go on together*", "budi"),
    ("mark", "You said: *Somebody else*", "tom"),
    ("ayu", "Tersimpan, hanya untuk Anda.\n", "bambang"),
    ("bambang", "Menyimak tanpa langsung memberi jawaban", "ayu"),
    ("lena", "Kept, for your eyes only.\n", "budi"),
    ("ayu", "kunang help", "bambang"),
    ("ayu", "kunang note", "hana"),
    ("bambang", "kelapa note", "ayu"),
    ("mark", "sequoia", "tom"),
    ("lena", "lighthouse commitment", "orla"),
)


def test_every_promise_is_kept(story: Story) -> None:
    assert broken(story) == []


@pytest.mark.parametrize(("reader", "words", "stranger"), PRIVATE)
def test_what_is_private_is_found_wherever_it_goes(story: Story, reader: str, words: str, stranger: str) -> None:
    entries = story.rehearsal.ws.transcript
    shown = next(entry for entry in entries if reader in entry.people and words in entry.text)
    assert not found(entries, stranger)
    assert found([*entries, replace(shown, kind="edited", people=(stranger,))], stranger)


def test_i_need_help_stands_in_every_message_that_somebody_got(story: Story) -> None:
    """A file takes no buttons with it."""
    got = [message for person in story.rehearsal.ws.people for message in person.dm if message.author.bot]
    without = [
        message.readable for message in got if HELP not in [part.element["action_id"] for part in message.button_parts]
    ]
    assert len(got) > 100
    assert [words for words in without if not words.endswith("]")] == []
    assert {words.rpartition("[file: ")[2] for words in without} == {"certificate.pdf]"}


@pytest.mark.parametrize("one", CAST, ids=lambda one: one.handle)
def test_a_word_of_anybody_is_found_with_everybody_else(one: Character) -> None:
    for reader in {*private.PARTNERS, "orla", "hana", "sam"} - {one.handle}:
        assert found([entry(reader, f"By the way: {one.canary}")], reader)


def test_what_was_written_for_somebody_may_reach_them() -> None:
    assert not found([entry("tom", "marmalade question"), entry("hugo", "kunang help")], "tom", "hugo")


@pytest.mark.parametrize("sight", showing.SIGHTS, ids=lambda sight: sight.what)
def test_what_somebody_missed_is_found(story: Story, sight: showing.Sight) -> None:
    left = [entry for entry in story.rehearsal.ws.transcript if not showing.shows(entry.text, sight)]
    assert {f"{reader} did not see {sight.what}" for reader in sight.readers} <= set(showing.unseen(left))


def test_a_sentence_in_the_wrong_language_counts_as_missed(story: Story) -> None:
    english = showing.STRICTER.words("en")
    swapped = [
        replace(entry, text=entry.text.replace(english, showing.STRICTER.words("id")))
        for entry in story.rehearsal.ws.transcript
    ]
    assert "budi did not see that a topic is stricter" in set(showing.unseen(swapped))


def test_what_the_bot_says_is_looked_for_in_each_language() -> None:
    typed = {"the sponsor's word", "the note", "Lena's thank-you", "Bambang's thank-you", "who needs a person"}
    same = {sight.what for sight in showing.SIGHTS if len(set(sight.phrases.values())) == 1}
    assert same == typed


def test_a_topic_told_in_two_ways_is_found(story: Story) -> None:
    words = showing.STRICTER.words("en")
    hinting = [
        replace(entry, text=f"{entry.text} Budi asked for it.") if "lena" in entry.people else entry
        for entry in story.rehearsal.ws.transcript
        if words in entry.text
    ]
    assert list(showing.alike(hinting)) == ["the two were told of a stricter topic in different words"]


def test_a_form_that_shows_the_stricter_of_both_is_found(story: Story) -> None:
    entries = story.rehearsal.ws.transcript
    budis = [entry for entry in entries if showing.is_choosing(entry) and entry.people == ("budi",)][-1]
    faults = list(showing.own_choices([*entries, replace(budis, people=("lena",))]))
    assert faults == ["lena does not find 'Health: Ask first' in their own topics"]


def found(entries: Sequence[Entry], *readers: str) -> list[str]:
    """What is said against these readers."""
    told = tuple(f"{reader} {verb}" for reader in readers for verb in ("read", "saw"))
    return [fault for fault in (*private.leaks(entries), *showing.unseen(entries)) if fault.startswith(told)]


def entry(reader: str, text: str) -> Entry:
    return Entry(datetime(2026, 3, 2, tzinfo=UTC), (reader,), f"DM {reader}", "the bot", "message", text)
