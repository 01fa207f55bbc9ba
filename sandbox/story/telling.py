"""What each says in private after a session: mostly that the roles held, and that it was fine."""

from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import reading

USUAL = {"advising": "mentor", "asking": "leader", "load": "fine"}
SLIPPED = {"advising": "leader", "asking": "mentor"}
LEANING = {"advising": "even", "asking": "mentor"}
# By person and session. Budi never says that the roles slip, though Lena does.
OTHERWISE = {
    ("lena", 2): SLIPPED,
    ("lena", 3): LEANING,
    ("bambang", 3): SLIPPED,
    ("bambang", 4): SLIPPED,
    ("ayu", 2): {"load": "heavy"},
    ("ayu", 4): {"load": "heavy"},
}
NOTES = {("lena", 1), ("ayu", 2), ("bambang", 3)}
COACHED = ("lena", "bambang")
OFFERED_HELP = "ayu"


def tells(person: Person, message: Message, session: int) -> None:
    """One question after the other, as the message asks them."""
    for question, answer in (USUAL | OTHERWISE.get((person.handle, session), {})).items():
        if reading.offers(message, question):
            reading.press(person, message, f"{question}_{answer}")


def writes_note(person: Person, message: Message, session: int) -> None:
    """For their own eyes."""
    if (person.handle, session) in NOTES:
        reading.press(person, message, "note")
        person.fills(reading.labels(person)[0], f"{reading.character(person).canary} note")
        person.submits()
        reading.puts_away(person)
