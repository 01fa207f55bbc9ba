"""What a letter about a session is written from: who reads it, in which role and language, with whom."""

from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list

from bot.books import book_of
from bot.contacts import named_to
from bot.hours import DAY, local_day
from bot.models import Letter, Meeting, Pair, Pairing, Person, Role, Stage
from bot.playbooks import Moment, Playbook
from bot.playbooks.company import Lesson, SessionForm
from bot.playbooks.themes import Theme
from bot.wording import clock, day_of, language_of, mention, plain_name, translation, when_for_both


@dataclass(frozen=True)
class Scene:
    """A session as one of its two sees it."""

    meeting: Meeting
    role: Role
    language: str

    @classmethod
    def of(cls, letter: Letter) -> "Scene | None":
        """None: the pair has ended, or the programme has closed, so there is nothing to say about its sessions."""
        meeting, person = letter.meeting, letter.person
        if meeting is None or person is None or not running(meeting.pair):
            return None
        return cls.seen_by(meeting, person)

    @classmethod
    def seen_by(cls, meeting: Meeting, person: Person) -> "Scene":
        role = Role.MENTOR if meeting.pair.mentor.person_id == person.id else Role.LEADER
        return cls(meeting, role, language_of(person, meeting.pair.programme))

    @property
    def pair(self) -> Pair:
        return self.meeting.pair

    @property
    def person(self) -> Person:
        return self.pair.enrolment(self.role).person

    @property
    def partner(self) -> Person:
        return self.pair.enrolment(self.role.partner).person

    @property
    def total(self) -> int:
        return self.pair.programme.meeting_count

    @property
    def playbook(self) -> Playbook:
        return book_of(self.pair.programme)

    @property
    def chapter(self) -> Theme:
        """What the session is about: what its turn brings, unless the mentor has chosen another theme."""
        chosen = [theme for theme in self.playbook.themes if theme.n == self.meeting.theme]
        return chosen[0] if chosen else self.playbook.theme(self.meeting.number, of=self.total)

    @property
    def theme(self) -> str:
        return self.chapter.title.in_(self.language)

    @property
    def lesson(self) -> Lesson:
        """The leader's, which goes along with the theme."""
        return self.playbook.track[self.chapter.n - 1]

    @property
    def form(self) -> SessionForm:
        return self.playbook.form(self.meeting.form)

    @property
    def name(self) -> str:
        """Session 2 of 6."""
        _ = translation(self.language)
        return _("Session {number} of {total}").format(number=self.meeting.number, total=self.total)

    @property
    def title(self) -> str:
        """Plain text for a calendar: nothing private, and short enough for every link."""
        _ = translation(self.language)
        return _("{session} with {name}").format(session=self.name, name=plain_name(self.partner))

    def says(self, moment: Moment, **values: str) -> str:
        """The playbook's words for this role at that moment; names are mentions."""
        nudge = self.playbook.nudge(moment, self.role)
        words = nudge.fill(
            self.language,
            mentor=mention(self.pair.mentor.person),
            leader=mention(self.pair.leader.person),
            contact=self.contacts() if "{contact}" in nudge.in_(self.language) else "",
            theme=self.theme,
            **values,
        )
        return tidy(words)

    def contacts(self) -> str:
        """The people who help this reader, whom nothing about the pair may concern; else the organisers."""
        _ = translation(self.language)
        names = [mention(person) for person in named_to(self.person, self.pair.programme)]
        return format_list(names or [_("the organisers")], style="or", locale=self.language)

    def when(self, moment: datetime) -> str:
        """In both local times, one's own first."""
        return when_for_both(moment, self.person, self.partner, self.language)

    def reading_on(self, moment: datetime, told_at: datetime | None) -> str:
        """Within a sentence: on Tuesday 1 December at 09:00; today or tomorrow, where it is said at `told_at`."""
        _ = translation(self.language)
        zone = self.person.zone
        sentence = _("on {day} at {clock}")
        if told_at is not None:
            words = {0: _("today at {clock}"), 1: _("tomorrow at {clock}")}
            sentence = words.get((local_day(moment, zone) - local_day(told_at, zone)) // DAY, sentence)
        return sentence.format(day=day_of(moment, zone, self.language), clock=clock(moment, zone, self.language))


def tidy(sentence: str) -> str:
    """A theme that is a question ends its sentence itself."""
    return sentence.replace("?.", "?")


def running(pair: Pair) -> bool:
    return pair.state == Pairing.ACTIVE and pair.programme.stage != Stage.CLOSED
