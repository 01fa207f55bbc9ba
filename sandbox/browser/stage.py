"""Where something in the browser begins: what came before it, done at once and without the browser."""

from sandbox import speaking
from sandbox.people import Person
from sandbox.story import habits, reading
from sandbox.story.joining import joins
from sandbox.story.plot import CHANNEL, Story, programme_is_made

MENTOR, LEADER = "tom", "mark"  # both in London, where it is ten o'clock
CHATTER = (
    "Who would like to *look over a plan* with me this week? It is short, and I would rather hear now what is odd."
)


def open_to_join(story: Story) -> None:
    programme_is_made(story)


def joined(story: Story, *handles: str) -> None:
    open_to_join(story)
    for handle in handles or (MENTOR, LEADER):
        joins(story.person(handle), reading.character(story.person(handle)))
    story.rehearsal.tick()


def offered(story: Story) -> None:
    """The organiser has confirmed the roles and approved the pair."""
    joined(story)
    for command in ("/rm-programme review", "/rm-programme match"):
        story.orla.runs(command, channel=CHANNEL)
        story.orla.submits()
        story.orla.closes()
    story.rehearsal.tick()


def introduced(story: Story) -> None:
    offered(story)
    for person in both(story):
        presses_newest(person, "accept_offer")
    story.orla.runs("/rm-programme start", channel=CHANNEL)
    story.rehearsal.tick()


def signed(story: Story) -> None:
    introduced(story)
    for person in both(story):
        habits.signs(person, reading.newest_with(person, "sign_agreement"))
        person.closes()
    story.rehearsal.tick()


def booked(story: Story) -> None:
    signed(story)
    presses_newest(story.person(LEADER), "book_slot_0")
    story.rehearsal.tick()


def talked_about(story: Story, messages: int) -> None:
    """So many in the channel, by everybody in turn."""
    channel = story.rehearsal.ws.channel(CHANNEL)
    for number in range(messages):
        speaking.post(channel.members[number % len(channel.members)], channel, f"{number}: {CHATTER}")


def both(story: Story) -> tuple[Person, Person]:
    return story.person(MENTOR), story.person(LEADER)


def presses_newest(person: Person, action: str) -> None:
    reading.press(person, reading.newest_with(person, action), action)
