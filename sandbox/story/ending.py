"""How people in the story look back, thank, take along, and say what comes next and what has lasted."""

from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import reading

LOOK_BACK = ("lena", "budi")
THANKS = {"lena": "You showed me what my forms cost. I watch somebody use a tool now before I choose it."}
THANKED = "budi"
TAKES_CERTIFICATE = "ayu"
# Lena and Budi both want to go on; Tom alone does, and Mark never hears of it.
NEXT = {"lena": "go_on", "budi": "go_on", "tom": "go_on", "mark": "stop"}
GO_ON = ("lena", "budi")
ASKED = ("lena", "mark", "priya", "carol", "bambang", "ayu", "budi", "tom", "arjun")  # all who met, but who has left
LASTING = {"arjun": "partly", "priya": "no"}  # three months later; everybody else says yes


def looks_back(person: Person, message: Message) -> bool:
    """Half-way and at the end; True if they did anything about it."""
    if not reading.offers(message, "rate_goals"):
        return False
    if person.handle in LOOK_BACK:
        rates(person, message)
    return at_the_end(person, message) or person.handle in LOOK_BACK


def rates(person: Person, message: Message) -> None:
    """Each goal one step before the last."""
    reading.press(person, message, "rate_goals")
    for label in reading.labels(person):
        person.chooses(label, reading.options(person, label)[3])
    person.submits()
    person.closes()


def at_the_end(person: Person, message: Message) -> bool:
    """What comes next is said last: the message is written anew then."""
    if not reading.offers(message, "next"):
        return False
    if person.handle in THANKS:
        thanks(person, message)
    if person.handle == TAKES_CERTIFICATE:
        reading.press(person, message, "certificate")
    if person.handle in NEXT:
        reading.press(person, message, f"next_{NEXT[person.handle]}")
    return True


def thanks(person: Person, message: Message) -> None:
    reading.press(person, message, "write_thanks")
    person.fills(reading.labels(person)[0], THANKS[person.handle])
    person.submits()
    person.closes()


def says_what_lasts(person: Person, message: Message) -> None:
    reading.press(person, message, f"lasting_{LASTING.get(person.handle, 'yes')}")
