"""What became of each letter, by what the people in the stand-in got."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.models import Letter, Post
from sandbox import Workspace
from sandbox.conversations import Message

MOST_NAMED = 20


@dataclass(frozen=True)
class Verdict:
    letters: int
    lost: list[str]
    twice: list[str]
    untrue: list[str]  # the database says something else than what Slack has
    stray: list[str]  # a message that no letter stands for

    @property
    def holds(self) -> bool:
        return not (self.lost or self.twice or self.untrue or self.stray)

    def __str__(self) -> str:
        faults = {"lost": self.lost, "twice": self.twice, "recorded wrongly": self.untrue, "stray": self.stray}
        told = ", ".join(f"{len(found)} {name}" for name, found in faults.items())
        named = [f"  {name}: {letter}" for name, found in faults.items() for letter in found[:MOST_NAMED]]
        return "\n".join([f"{self.letters:,} letters: {told}", *named])


def judge(letters: Iterable[Letter], ws: Workspace) -> Verdict:
    arrived, letters = arrivals(ws), list(letters)
    known = {letter.id.hex for letter in letters}
    counts = Counter(marker for marker, _ in arrived)
    return Verdict(
        letters=len(letters),
        lost=[named(letter) for letter in letters if counts[letter.id.hex] == 0],
        twice=[f"{named(letter)} × {counts[letter.id.hex]}" for letter in letters if counts[letter.id.hex] > 1],
        untrue=[named(letter) for letter in letters if not recorded(letter, arrived)],
        stray=[ts for marker, ts in sorted(arrived) if marker not in known],
    )


def arrivals(ws: Workspace) -> set[tuple[str, str]]:
    """The letter's id and the time stamp of each message that somebody got."""
    messages = [message for conversation in ws.conversations.values() for message in conversation.messages]
    return {(marker_of(message), message.ts) for message in messages}


def marker_of(message: Message) -> str:
    return str(message.metadata["event_payload"]["id"]) if message.metadata else ""


def recorded(letter: Letter, arrived: set[tuple[str, str]]) -> bool:
    return letter.state == Post.SENT and (letter.id.hex, str(letter.ts)) in arrived


def named(letter: Letter) -> str:
    return f"{letter.id.hex} ({letter.state}, {letter.reason or 'no reason'}, {letter.tries} tries)"
