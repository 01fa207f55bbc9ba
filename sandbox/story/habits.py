"""How people answer what the bot sends them: most do what is asked, a few do what the story needs."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.agreement.forms import TOPICS
from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import choosing, ending, helping, joining, planning, pledging, reading, telling
from sandbox.story.cast import CAST
from sandbox.workspace import Workspace

Habit = Callable[[Person, Message], None]
AROUND = ("hana", "hugo", "sam")  # two who help, and the sponsor


@dataclass
class Company:
    """Everybody in the cast and around it, and what each has read so far."""

    ws: Workspace
    read: set[tuple[str, str]] = field(default_factory=set)
    quirks: dict[tuple[str, str, int], list[Habit]] = field(default_factory=dict)

    def reads(self) -> bool:
        """Everybody reads what is new, and answers it; True if anybody did."""
        answered = False
        for handle in (*(one.handle for one in CAST), *AROUND):
            answered = self._reads(self.ws.person(handle)) or answered
        return answered

    def quirk(self, handle: str, action: str, session: int, *habits: Habit) -> None:
        """The next times this person could press this about that session, they do this instead."""
        self.quirks[handle, action, session] = list(habits)

    def _reads(self, person: Person) -> bool:
        answered = False
        for message in list(person.dm):
            if (person.handle, message.ts) not in self.read:
                self.read.add((person.handle, message.ts))
                answered = pledging.answers(person, message) or answered
                answered = self._answers(person, message) or answered
        return answered

    def _answers(self, person: Person, message: Message) -> bool:
        """The first habit whose button the message offers; a quirk comes before it, once."""
        for action, habit in HABITS.items():
            if reading.offers(message, action):
                quirks = self.quirks.get((person.handle, action, reading.session_of(message)))
                (quirks.pop(0) if quirks else habit)(person, message)
                return True
        return False


def goes_on_joining(person: Person, message: Message) -> None:
    reading.press(person, message, "go_on")
    joining.goes_on(person, reading.character(person))


def says_yes(person: Person, message: Message) -> None:
    reading.press(person, message, "accept_offer")


def signs(person: Person, message: Message) -> None:
    """Chooses the topics, reads it, fills in what is empty, confirms every line, signs."""
    opens_signing(person, message)
    fill_in(person)
    person.submits()


def opens_signing(person: Person, message: Message) -> None:
    """What comes first is asked once: how open each topic is."""
    reading.press(person, message, "sign_agreement")
    if reading.form_of(person).callback_id == TOPICS:
        choosing.chooses_topics(person)


def fill_in(person: Person) -> None:
    """The word, then the place, where they are empty; then every line confirmed."""
    words = iter(("Pineapple", "The small café round the corner"))
    for label in reading.labels(person):
        if reading.options(person, label):
            confirm(person, label)
        else:
            write(person, label, next(words))


def write(person: Person, label: str, words: str) -> None:
    if not reading.form_of(person).value(label):
        person.fills(label, words)


def confirm(person: Person, label: str) -> None:
    """Every box ticked; where one of several is to be chosen, what stands already, else the first."""
    if not reading.form_of(person).value(label):
        person.chooses(label, *reading.options(person, label))


def signs_elsewhere(person: Person, message: Message) -> None:
    """Signs, with another place to meet than the partner proposed."""
    opens_signing(person, message)
    fill_in(person)
    place = [label for label in reading.labels(person) if not reading.options(person, label)][1]
    person.fills(place, "The bench behind the canteen")
    person.submits()


def meets_and_leaves(person: Person, message: Message) -> None:
    """The session was good; the time is missing. Nobody asks why."""
    met(person, message)
    person.runs("/rm-me leave")
    person.submits()
    if person.modal is not None:
        person.closes()


def books(person: Person, message: Message) -> None:
    reading.press(person, message, "book_slot_0")


def sends_questions(person: Person, message: Message) -> None:
    one = reading.character(person)
    reading.press(person, message, "send_questions")
    person.fills(reading.labels(person)[0], f"What should I have asked you long ago? ({one.canary} question)")
    person.submits()
    if person.modal is not None:
        person.closes()


def reads_questions(person: Person, message: Message) -> None:
    planning.prepares(person, message)
    reading.press(person, message, "read_questions")
    if person.modal is not None:
        person.closes()


def met(person: Person, message: Message) -> None:
    """Says so, and then how it went."""
    session = reading.session_of(message)
    reading.press(person, message, "met_yes")
    telling.tells(person, message, session)
    telling.writes_note(person, message, session)
    pledging.promises(person, message, session)


def asks_for_person(person: Person, message: Message) -> None:
    reading.press(person, message, "wants_person")


def did_not_meet(person: Person, message: Message) -> None:
    reading.press(person, message, "met_no")


def cancels(person: Person, message: Message) -> None:
    reading.press(person, message, "cancel")


def keeps_going(person: Person, message: Message) -> None:
    reading.press(person, message, "keep_going")


def moves(person: Person, message: Message) -> None:
    """To the first of the times that suit both."""
    reading.press(person, message, "move")
    times = reading.labels(person)[0]
    person.chooses(times, reading.options(person, times)[0])
    person.submits()
    if person.modal is not None:
        person.closes()


def nothing(_person: Person, _message: Message) -> None:
    """Reads it, and does nothing about it."""


# In the order in which a message is looked through: a message may offer several things.
HABITS: dict[str, Habit] = {
    "go_on": goes_on_joining,
    "accept_offer": says_yes,
    "sign_agreement": signs,
    "keep_going": keeps_going,
    "book_slot": books,
    "met_yes": met,
    "wants_person": asks_for_person,
    "write_word": helping.writes_word,
    "read_word": helping.reads_word,
    "read_note": helping.reads_note,
    "next": ending.ends,
    "rate_goals": ending.looks_back,
    "read_theme": pledging.says_yes_to_theme,
    "cancel": nothing,  # a date that stands: questions are sent two days before
    "send_questions": sends_questions,
    "read_questions": reads_questions,
    "lasting": ending.says_what_lasts,
    "plan_session": helping.takes_ways_out,  # without questions to read: a session was heavy
    "move": moves,  # what offers a move alone: a session that falls into the partner's break
    "topics": choosing.looks_at_own,
}
