"""What leaders in the story promise, what becomes of it, and the themes that come of it."""

from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import reading

# After which session, and what they say before its date. Bambang reads Indonesian.
PROMISED = {"lena": 1, "bambang": 1, "mark": 1}
OUTCOMES = {"lena": "commitment_done", "bambang": "commitment_dropped", "mark": "commitment_done"}
THEMES = {
    "lena": "Reviews go better when the youngest speaks first.",
    "bambang": "Pertanyaan terbuka lebih berguna daripada laporan.",
    "mark": "A form that nobody can finish is nobody's fault but ours.",
}
CHANGED = "In our reviews the newest colleague begins."


def promises(person: Person, message: Message, session: int) -> None:
    """One sentence, for the day that the form proposes."""
    if PROMISED.get(person.handle) != session or not reading.offers(message, "write_commitment"):
        return
    reading.press(person, message, "write_commitment")
    canary = reading.character(person).canary
    person.fills(reading.labels(person)[0], f"Ask two juniors before I answer. ({canary} commitment)")
    person.submits()
    person.closes()


def answers(person: Person, message: Message) -> bool:
    """Says what became of it, wherever the question stands; True if there was one."""
    asked = reading.offers(message, "commitment_done")
    if asked:
        reading.press(person, message, OUTCOMES[person.handle])
    return asked


def shares_theme(person: Person) -> None:
    """From the list, as can be done once the two have met three times."""
    reading.press(person, reading.newest_with(person, "commitments"), "commitments")
    reading.press_in_window(person, "share_theme")
    person.fills(reading.labels(person)[0], THEMES[person.handle])
    person.submits()
    person.closes()
    person.closes()


def says_yes_to_theme(person: Person, message: Message) -> None:
    reading.press(person, message, "read_theme")
    reading.press_in_window(person, "allow_theme")
    person.closes()


def reads_list(person: Person) -> None:
    """What the leader wrote, and what became of it."""
    reading.press(person, reading.newest_with(person, "commitments"), "commitments")
    reading.puts_away(person)


def answers_board(person: Person) -> None:
    """Says what changed under the first theme of the board that they have just read."""
    board = person.ephemerals[-1]
    button = next(block["accessory"] for block in board.blocks if "accessory" in block)
    person.presses(button["text"]["text"], inside=board)
    person.fills(reading.labels(person)[0], CHANGED)
    person.submits()
    person.closes()
