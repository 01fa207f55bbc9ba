"""How people in the story look back, thank, take along, and say what comes next and what has lasted."""

from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import reading

LOOK_BACK = ("ayu", "budi", "tom", "arjun", "bambang", "lena", "mark", "priya")
THANKS = {
    "lena": "You showed me what my forms cost. I watch somebody use a tool now before I choose it. ({canary} thanks)",
    "bambang": "Terima kasih, Ayu: sekarang saya menyimak dulu. ({canary} thanks)",
}
THANKED = ("ayu", "budi")
TAKE_CERTIFICATE = ("ayu", "lena")
# Ayu and Bambang both want to go on; Lena alone does, and Budi never hears of it. Whoever is not named here stops.
NEXT = {"ayu": "go_on", "bambang": "go_on", "lena": "go_on", "mark": "somebody_else"}
GO_ON = ("ayu", "bambang")
ASKED = ("lena", "mark", "priya", "carol", "bambang", "ayu", "budi", "tom", "arjun")  # all who met, but who has left
LASTING = {"arjun": "partly", "priya": "no"}  # three months later; everybody else says yes


def looks_back(person: Person, message: Message) -> None:
    """Half-way and at the end."""
    reading.press(person, message, "rate_goals")
    for label in reading.labels(person):
        person.chooses(label, reading.options(person, label)[3])
    person.submits()
    reading.puts_away(person)


def ends(person: Person, message: Message) -> None:
    """What comes next is said last: the message is written anew then."""
    looks_back(person, message)
    if person.handle in THANKS:
        thanks(person, message)
    if person.handle in TAKE_CERTIFICATE:
        reading.press(person, message, "certificate")
    reading.press(person, message, f"next_{NEXT.get(person.handle, 'stop')}")


def thanks(person: Person, message: Message) -> None:
    reading.press(person, message, "write_thanks")
    person.fills(reading.labels(person)[0], THANKS[person.handle].format(canary=reading.character(person).canary))
    person.submits()
    reading.puts_away(person)


def says_what_lasts(person: Person, message: Message) -> None:
    reading.press(person, message, f"lasting_{LASTING.get(person.handle, 'yes')}")
