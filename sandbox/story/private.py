"""What is nobody else's to read: looked for in every text that each person received."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bot.catalogues import LANGUAGES
from bot.wording import translation
from sandbox.journal import Entry
from sandbox.story.cast import CAST, Character

PARTNERS = {"ayu": "bambang", "budi": "lena", "tom": "mark", "nia": "carol", "arjun": "priya"}
PARTNERS |= {leader: mentor for mentor, leader in PARTNERS.items()}
HELP = ("hana", "hugo")
SPONSORS_CANARY, SPONSORS_READERS = "sequoia", ("sam", "mark")
MADE_FOR_PARTNER = ("question", "commitment", "thanks")
ANSWER = re.compile(r"\*([^*]+)\*")


def leaks(entries: Iterable[Entry]) -> Iterator[str]:
    """Each text in which somebody read what somebody else keeps to themselves."""
    own = OwnAnswers()
    for entry in entries:
        own.note(entry)
        yield from strange_words(entry)
        yield from strange_answers(entry, own)


def strange_words(entry: Entry) -> Iterator[str]:
    """Everybody's words carry a word of their own."""
    for reader in entry.people:
        yield from (told(entry, reader, one) for one in CAST if one.handle != reader and reads(entry, reader, one))
        if SPONSORS_CANARY in entry.text and reader not in SPONSORS_READERS:
            yield f"{reader} read the sponsor's word ({entry.kind} in {entry.conversation})"


def told(entry: Entry, reader: str, one: Character) -> str:
    return f"{reader} read what {one.name} keeps private ({entry.kind} in {entry.conversation})"


def reads(entry: Entry, reader: str, one: Character) -> bool:
    """Apart from what was written for this reader."""
    text = entry.text
    for kind in meant_for(reader, one):
        text = text.replace(f"{one.canary} {kind}", "")
    return any(words in text for words in (one.canary, one.why, one.why_now, one.insight, one.goal, one.sign))


def meant_for(reader: str, one: Character) -> tuple[str, ...]:
    """Of what they typed: the last word of each tells what it is."""
    if reader in HELP:
        return ("help",)
    return MADE_FOR_PARTNER if PARTNERS.get(one.handle) == reader else ()


class OwnAnswers:
    """What each has pressed so far, by the words on the button."""

    def __init__(self) -> None:
        self.pressed: Mapping[str, set[str]] = defaultdict(set)

    def note(self, entry: Entry) -> None:
        if entry.kind == "pressed":
            self.pressed[entry.people[0]].add(entry.text)


def strange_answers(entry: Entry, own: OwnAnswers) -> Iterator[str]:
    """How the roles went, how heavy it was, what comes next: only whoever pressed an answer is told what they said."""
    for answer in answers_in(entry.text):
        for reader in entry.people:
            if answer not in own.pressed[reader]:
                yield f"{reader} read an answer that is not theirs: {answer!r} ({entry.kind} in {entry.conversation})"


def answers_in(text: str) -> Iterator[str]:
    """You said: advising: I did · for you: heavy; or, You said: *Go on together*."""
    for opening in OPENINGS:
        for line in re.findall(rf"{re.escape(opening)}(.+)", text):
            if found := ANSWER.match(line):
                yield found.group(1)
            else:
                yield from (part.partition(": ")[2] for part in line.split(" · "))


OPENINGS = tuple(translation(language)("You said: {answers}").partition("{")[0] for language in LANGUAGES)
