"""What a playbook holds: themes, questions, the agreement's lines, role cards and nudges."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, PositiveInt, field_validator, model_validator

from bot.playbooks.agreement import Agreement
from bot.playbooks.arc import place
from bot.playbooks.company import Lesson, SessionForm, Supervision, refuse_disorder, refuse_gaps, refuse_missing
from bot.playbooks.moments import Moment, Role
from bot.playbooks.text import Frozen, Key, Label, Line, Question, Text, refuse_repeats
from bot.playbooks.themes import Phase, PhaseName, Theme, refuse_another_arc


class Playbook(Frozen):
    """A programme's content; each duration's unit is in its name."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    version: PositiveInt
    name: Label
    meetings: Annotated[int, Field(ge=3, le=12)]
    minutes: PositiveInt
    minutes_short: PositiveInt
    cadence_days: PositiveInt
    cadences_days: Annotated[tuple[PositiveInt, ...], Field(min_length=1)]
    window_days: PositiveInt
    first_within_days: PositiveInt
    midpoint_after: PositiveInt
    questions_hours_before: PositiveInt
    silence_days: PositiveInt
    followup_days: PositiveInt
    fewest_in_an_average: Annotated[int, Field(ge=5)]
    phases: tuple[PhaseName, ...]
    themes: Annotated[tuple[Theme, ...], Field(min_length=3), AfterValidator(refuse_another_arc)]
    questions: Questions
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    agreement: Agreement
    confidentiality: Confidentiality
    track: Annotated[tuple[Lesson, ...], AfterValidator(refuse_gaps)]
    forms: Annotated[tuple[SessionForm, ...], AfterValidator(refuse_missing)]
    supervision: Annotated[tuple[Supervision, ...], Field(min_length=3, max_length=3), AfterValidator(refuse_disorder)]
    stay_in_role: StayInRole
    nudges: tuple[Nudge, ...]

    def theme(self, number: int, *, of: int | None = None) -> Theme:
        """The theme of meeting `number` of `of`; the playbook's own length where that is not told."""
        return self.themes[place(number, self.meetings if of is None else of, len(self.themes))]

    def role_card(self, number: int, role: str, *, of: int | None = None) -> Text:
        """The line that keeps one role in its role, fresh for each meeting; lengths as for `theme`."""
        cards = self.stay_in_role.cards(role)
        return cards[place(number, self.meetings if of is None else of, len(cards))]

    def lesson(self, number: int, *, of: int | None = None) -> Lesson:
        """What the leader reads ahead of a meeting; lengths as for `theme`."""
        return self.track[place(number, self.meetings if of is None else of, len(self.track))]

    def form(self, key: str) -> SessionForm:
        return {form.key.value: form for form in self.forms}[key]

    def nudge(self, moment: Moment, role: str) -> Line:
        """StopIteration where the moment does not concern that role: see `Moment.roles`."""
        return next(nudge.text for nudge in self.nudges if nudge.moment == moment and nudge.role == Role(role))

    def topic(self, key: str) -> Topic:
        """KeyError where this playbook has no such topic: it may have come from another version."""
        return {topic.key: topic for topic in self.topics}[key]

    def phase_name(self, phase: Phase) -> Label:
        return {named.key: named.name for named in self.phases}[phase]

    @field_validator("phases")
    @classmethod
    def _names_every_phase_once(cls, phases: tuple[PhaseName, ...]) -> tuple[PhaseName, ...]:
        if sorted(phase.key for phase in phases) != sorted(Phase):
            raise ValueError(f"name each phase once: {', '.join(Phase)}")
        return phases

    @field_validator("topics")
    @classmethod
    def _knows_each_topic_once(cls, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        refuse_repeats(topic.key for topic in topics)
        return topics

    @field_validator("nudges")
    @classmethod
    def _speaks_to_everybody_concerned_at_every_moment(cls, nudges: tuple[Nudge, ...]) -> tuple[Nudge, ...]:
        told = [f"{nudge.moment}/{nudge.role}" for nudge in nudges]
        refuse_repeats(told)
        wanted = {f"{moment}/{role}" for moment in Moment for role in moment.roles}
        if missing := wanted - set(told):
            raise ValueError(f"no nudge for {', '.join(sorted(missing))}")
        if spare := set(told) - wanted:
            raise ValueError(f"nobody is told at {', '.join(sorted(spare))}")
        return nudges

    @model_validator(mode="after")
    def _reaches_its_midpoint(self) -> Self:
        if self.midpoint_after >= self.meetings:
            raise ValueError("midpoint_after must come before the last meeting")
        return self

    @model_validator(mode="after")
    def _teaches_the_leader_beside_every_theme(self) -> Self:
        if len(self.track) != len(self.themes):
            raise ValueError(f"the track has {len(self.track)} lessons for {len(self.themes)} themes")
        return self


class Questions(Frozen):
    """What is asked before anybody is matched."""

    why: Question
    why_now: Question
    sees: Question
    changed_mind: Question
    goal: Question
    leadership_goal: Question
    sign_of_progress: Question
    worth_it: Question
    in_return: Question
    worry: Question
    hard_to_hear: Question
    protects_time: Question


class Topic(Frozen):
    """Something to teach or to learn."""

    key: Key
    name: Label


class Confidentiality(Frozen):
    """What stays in the room, the `limits` where that ends, and what happens then."""

    promise: Text
    ends: Text
    limits: Annotated[tuple[Text, ...], Field(min_length=1)]
    passed_on: Text
    help: Text


class StayInRole(Frozen):
    mentor: Annotated[tuple[Text, ...], Field(min_length=3)]
    leader: Annotated[tuple[Text, ...], Field(min_length=3)]

    def cards(self, role: str) -> tuple[Text, ...]:
        return self.mentor if Role(role) is Role.MENTOR else self.leader


class Nudge(Frozen):
    moment: Moment
    role: Role
    text: Line

    @model_validator(mode="after")
    def _asks_only_for_what_is_known(self) -> Self:
        if unknown := self.text.placeholders - self.moment.fillable:
            raise ValueError(f"{', '.join(sorted(unknown))} cannot be filled at the moment {self.moment.value!r}")
        return self
