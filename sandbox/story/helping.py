"""Help in the story: a note to the people who help, a sponsor's word, and the ways out after a heavy session."""

from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import planning, reading

ANSWERS = "hugo"  # Hana is away on the day on which the note comes
NOTE = "Sesi itu berat bagi saya. Boleh saya bicara dengan seseorang? ({canary} help)"
WORD = "I sat where you sit, Mark. The hour with Tom is the one I would keep. (sequoia)"


def takes_ways_out(person: Person, message: Message) -> None:
    """Another theme for the next session, and a note to those who help, from under the same message."""
    planning.plans(person, message)
    reading.press(person, message, "help")
    reading.press_in_window(person, "write_note")
    person.fills(reading.labels(person)[0], NOTE.format(canary=reading.character(person).canary))
    person.submits()
    reading.puts_away(person)


def reads_note(person: Person, message: Message) -> None:
    """Whoever is away reads it and leaves it; it goes to the next after a working day."""
    reading.press(person, message, "read_note")
    reading.puts_away(person)
    if person.handle == ANSWERS:
        reading.press(person, message, "answer_note")


def writes_word(person: Person, message: Message) -> None:
    reading.press(person, message, "write_word")
    person.fills(reading.labels(person)[0], WORD)
    person.submits()
    reading.puts_away(person)


def reads_word(person: Person, message: Message) -> None:
    reading.press(person, message, "read_word")
    reading.puts_away(person)
