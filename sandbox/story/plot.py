"""What happens, in order: from the first form to the last question, three months after the close."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sandbox.journal import Entry
from sandbox.people import Person
from sandbox.rehearsal import Rehearsal
from sandbox.story import choosing, habits, pledging
from sandbox.story.cast import CAST, Character
from sandbox.story.ending_promises import broken_at_the_close
from sandbox.story.habits import Company
from sandbox.story.joining import goes_on, joins, says_why
from sandbox.story.reading import labels, newest_with
from sandbox.story.slipping import Slips

BEGINS = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
NAME = "Reverse mentoring 2026"
CHANNEL = "mentoring"
DAY = timedelta(days=1)
READS_AFTER = timedelta(minutes=10)
MONTH_OF_THEMES = 2  # of those in which the sessions are held: each pair that shares one has met three times by then


@dataclass
class Story:
    """The rehearsal, its company, and what the organiser was shown at important moments."""

    rehearsal: Rehearsal
    company: Company
    seen: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)  # promises that can be asked about only before the end
    slips: Slips = field(init=False)

    def __post_init__(self) -> None:
        self.slips = Slips(self.rehearsal)

    @property
    def orla(self) -> Person:
        return self.rehearsal.ws.person("orla")

    def person(self, handle: str) -> Person:
        return self.rehearsal.ws.person(handle)

    def days_pass(self, days: float) -> None:
        """Each letter comes when it is due; whoever gets one reads it ten minutes later and answers."""
        until = self.rehearsal.now + timedelta(days=days)
        self._everybody_reads()
        while (due := self._next_at()) is not None and due <= until:
            self.rehearsal.now = max(self.rehearsal.now, due)
            self.rehearsal.tick()
            self.slips.happen()
            self.rehearsal.now += READS_AFTER
            self._everybody_reads()
        self.rehearsal.now = max(self.rehearsal.now, until)

    def _next_at(self) -> datetime | None:
        """When a letter falls due, or something happens in a session."""
        moments = (self.rehearsal.next_letter_at(), self.slips.next_at())
        return min((moment for moment in moments if moment), default=None)

    def _everybody_reads(self) -> None:
        """Answers may bring new letters at once, and these answers again."""
        self.rehearsal.tick()
        while self.company.reads():
            self.rehearsal.tick()

    def at_ten(self) -> None:
        """The next time that it is ten in the morning where the organiser works."""
        ten = self.rehearsal.now.replace(hour=10, minute=0)
        self.days_pass(((ten if ten >= self.rehearsal.now else ten + timedelta(days=1)) - self.rehearsal.now) / DAY)

    def asks_for_status(self, moment: str, words: str = "") -> None:
        self.seen[moment] = self.orla.runs(f"/rm-status {words}".strip(), channel=CHANNEL).text


Scene = Callable[[Story], None]


def plays(story: Story) -> Iterator[tuple[str, list[Entry]]]:
    """Plays scene after scene; yields each one's name, and what people saw in it, when it is over."""
    shown = 0
    for name, scene in SCENES.items():
        story.at_ten()
        scene(story)
        entries = story.rehearsal.ws.transcript[shown:]
        shown += len(entries)
        yield name, entries


def programme_is_made(story: Story) -> None:
    """With a slip on the way: one who helps is not enough."""
    story.asks_for_status("nothing yet")
    creates(story.orla)
    story.orla.runs("/rm-programme open", channel=CHANNEL)
    story.asks_for_status("opened")


def creates(orla: Person) -> None:
    """Sessions may begin a week from now: whoever plays the first pages waits for nothing."""
    orla.runs("/rm-programme create", channel=CHANNEL)
    name, *_, contacts, sponsor = labels(orla)
    orla.fills(name, NAME)
    orla.fills("First session from", (orla.workspace.now() + 7 * DAY).date().isoformat())
    orla.chooses(contacts, "hana")
    orla.chooses(sponsor, "sam")
    orla.submits()
    orla.chooses(contacts, "hana", "hugo")
    orla.submits()
    orla.closes()


def people_join(story: Story) -> None:
    """Three a day; Lena begins with an answer that says nothing, Zoe stops half-way."""
    story.company.quirk("zoe", "go_on", 0, habits.nothing)
    for number, one in enumerate(CAST):
        person = story.person(one.handle)
        if one.handle == "lena":
            says_too_little(person, one)
        if one.handle == "zoe":
            person.runs("/rm-join", channel=CHANNEL)
            goes_on(person, one, steps=2)
            person.closes()
        else:
            joins(person, one)
        story.days_pass(1 if number % 3 == 2 else 0.1)
    story.days_pass(4)


def says_too_little(person: Person, one: Character) -> None:
    """Sends a motivation of one word, reads what is missing, and closes the form for now."""
    person.runs("/rm-join", channel=CHANNEL)
    goes_on(person, one, steps=2)
    says_why(person, one)
    person.fills(labels(person)[0], "n/a")
    person.submits()
    person.closes()


def pairs_are_made(story: Story) -> None:
    """The organiser corrects a team, confirms the roles, looks at the proposals and approves them."""
    orla = story.orla
    orla.runs("/rm-programme review", channel=CHANNEL)
    orla.submits()
    orla.closes()
    orla.runs("/rm-programme match", channel=CHANNEL)
    orla.submits()
    orla.closes()
    story.company.quirk("tom", "accept_offer", 0, habits.nothing)
    story.days_pass(6)
    story.asks_for_status("matched")


def pairs_begin(story: Story) -> None:
    """Introductions and signatures: Bambang changes a line, Carol signs after a reminder."""
    story.company.quirk("carol", "sign_agreement", 0, habits.nothing)
    story.company.quirk("bambang", "sign_agreement", 0, habits.signs_elsewhere)
    story.company.quirk("mark", "cancel", 2, habits.cancels, habits.cancels)
    story.company.quirk("nia", "met_yes", 2, habits.meets_and_leaves)
    story.company.quirk("priya", "met_yes", 4, habits.did_not_meet)
    story.company.quirk("arjun", "met_yes", 4, habits.did_not_meet)
    story.orla.runs("/rm-programme start", channel=CHANNEL)
    story.days_pass(24)


def arjun_takes_a_break(story: Story) -> None:
    """Three weeks away: nothing comes, and Priya knows until when."""
    arjun = story.person("arjun")
    back = (story.rehearsal.now + timedelta(days=21)).date()
    arjun.runs("/rm-me pause")
    arjun.fills(labels(arjun)[0], back.isoformat())
    arjun.submits()
    if arjun.modal is not None:
        arjun.closes()
    story.seen["arjun is back on"] = back.isoformat()
    story.days_pass(12)


def mark_cancels_twice(story: Story) -> None:
    """The organiser sees it when it has happened twice, and not before."""
    story.asks_for_status("after the cancellations")
    story.days_pass(28)


def half_a_year_passes(story: Story) -> None:
    """Budi makes a topic stricter; sessions are held, one is missed and held later, Nia leaves; themes are shared."""
    choosing.tightens(story.person("budi"))
    for month in range(5):
        story.days_pass(30)
        if month == MONTH_OF_THEMES:
            for handle in pledging.THEMES:
                pledging.shares_theme(story.person(handle))
        story.asks_for_status("on the way")
    story.orla.runs("/rm-status share", channel=CHANNEL)


def everybody_looks(story: Story) -> None:
    """Some ask where they stand; Ayu and Bambang look at what is theirs; the board is answered and read."""
    story.person("lena").runs("/rm-status", channel=CHANNEL)
    story.person("zoe").runs("/rm-status")
    for handle in ("ayu", "bambang"):
        person = story.person(handle)
        person.opens_home()
        pledging.reads_list(person)
        choosing.looks_at_own(person, newest_with(person, "topics"))
    story.person("lena").runs("/rm-status insights")
    pledging.answers_board(story.person("lena"))
    for handle in ("ayu", "bambang"):
        story.seen[f"the board, as {handle} reads it"] = story.person(handle).runs("/rm-status insights").text


def programme_closes(story: Story) -> None:
    story.asks_for_status("before the close")
    story.orla.runs("/rm-programme close", channel=CHANNEL)
    story.orla.submits()
    story.orla.closes()
    story.days_pass(5)
    story.asks_for_status("closed")
    with story.rehearsal.house.reading() as db:
        story.broken += broken_at_the_close(db)


def three_months_pass(story: Story) -> None:
    """One last question comes; two weeks later the organiser reads what people said together."""
    story.days_pass(90 + 14)
    story.rehearsal.tick()
    story.asks_for_status("three months later")


def back_on(story: Story) -> date:
    return date.fromisoformat(story.seen["arjun is back on"])


SCENES: dict[str, Scene] = {
    "A programme is made": programme_is_made,
    "People join": people_join,
    "Pairs are made": pairs_are_made,
    "Pairs begin": pairs_begin,
    "Arjun takes a break": arjun_takes_a_break,
    "Mark cancels twice": mark_cancels_twice,
    "Half a year passes": half_a_year_passes,
    "Everybody looks where they stand": everybody_looks,
    "The programme closes": programme_closes,
    "Three months later": three_months_pass,
}
