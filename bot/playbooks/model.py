"""What a playbook holds: its measures, themes, questions, the agreement's lines, role cards and nudges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from bot.playbooks.agreement import Agreement
from bot.playbooks.arc import place
from bot.playbooks.company import Lesson, SessionForm, Supervision, refuse_disorder, refuse_gaps, refuse_missing
from bot.playbooks.faults import Path, fault
from bot.playbooks.moments import Moment, Role
from bot.playbooks.text import (
    Brief,
    Frozen,
    Item,
    Key,
    Label,
    Language,
    Line,
    Question,
    Text,
    failure_key,
    once,
    refuse_repeats,
    slug,
)
from bot.playbooks.themes import Phase, PhaseName, Theme, every_phase, refuse_another_arc

Minutes = Annotated[int, Field(ge=15, le=240)]
Cadence = Annotated[int, Field(ge=7, le=90)]
Days = Annotated[int, Field(ge=1, le=730)]


class Playbook(Frozen):
    """A programme's content; each duration's unit is in its name."""

    id: Annotated[str, AfterValidator(slug)]
    version: Annotated[int, Field(ge=1, le=999_999)]
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=10), AfterValidator(once)]
    name: Label
    failure_modes: Annotated[tuple[FailureMode, ...], Field(max_length=30)] = ()
    meetings: Annotated[int, Field(ge=3, le=12)]
    minutes: Minutes
    cadence_days: Cadence
    first_within_days: Days
    midpoint_after: Annotated[int, Field(ge=1)]
    questions_hours_before: Annotated[int, Field(ge=1, le=168)]
    silence_days: Days
    followup_days: Annotated[int, Field(ge=1, le=90)]
    fewest_in_an_average: Annotated[int, Field(ge=5, le=50)]
    phases: Annotated[tuple[PhaseName, ...], AfterValidator(every_phase)]
    themes: Annotated[tuple[Theme, ...], Field(min_length=3, max_length=12), AfterValidator(refuse_another_arc)]
    questions: Questions
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=100)]
    agreement: Agreement
    confidentiality: Confidentiality
    track: Annotated[tuple[Lesson, ...], Field(max_length=12), AfterValidator(refuse_gaps)]
    forms: Annotated[tuple[SessionForm, ...], Field(max_length=4), AfterValidator(refuse_missing)]
    supervision: Annotated[tuple[Supervision, ...], Field(min_length=3, max_length=3), AfterValidator(refuse_disorder)]
    stay_in_role: StayInRole
    nudges: Annotated[tuple[Nudge, ...], Field(max_length=100)]

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
            raise fault("nudge_missing", "no nudge for {missing}", missing=", ".join(sorted(missing)))
        if spare := set(told) - wanted:
            last = max(index for index, key in enumerate(told) if key in spare)
            raise fault("nudge_spare", "nobody is told at {spare}", spare=", ".join(sorted(spare)), at=(last,))
        return nudges

    @model_validator(mode="after")
    def _reaches_its_midpoint(self) -> Self:
        if self.midpoint_after >= self.meetings:
            raise fault("midpoint", "the midpoint must come before the last meeting", at=("midpoint_after",))
        return self

    @model_validator(mode="after")
    def _teaches_the_leader_beside_every_theme(self) -> Self:
        lessons, themes = len(self.track), len(self.themes)
        if lessons != themes:
            text = "{lessons} lessons for {themes} themes"
            raise fault("lessons", text, lessons=lessons, themes=themes, at=("track",))
        return self

    @model_validator(mode="after")
    def _knows_each_failure_that_it_prevents(self) -> Self:
        refuse_repeats((mode.key for mode in self.failure_modes), "failure_modes")
        known = {mode.key for mode in self.failure_modes}
        for path, item in items(self, ()):
            if unknown := set(item.prevents) - known:
                named = ", ".join(sorted(unknown))
                raise fault(
                    "failure_unknown", "not among `failure_modes`: {named}", named=named, at=(*path, "prevents")
                )
        return self


def items(part: object, path: Path) -> Iterator[tuple[Path, Item]]:
    """Every part of a playbook that may prevent something, and where it stands."""
    if isinstance(part, Item):
        yield path, part
    if isinstance(part, Frozen):
        for name, value in part:
            yield from items(value, (*path, name))
    if isinstance(part, tuple):
        for index, value in enumerate(part):
            yield from items(value, (*path, index))


class FailureMode(Frozen):
    """What goes wrong in such programmes; parts of the playbook say which of these they prevent."""

    key: Annotated[str, AfterValidator(failure_key)]
    name: Label


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
    limits: Annotated[tuple[Brief, ...], Field(min_length=1, max_length=5)]
    passed_on: Text
    help: Text


class StayInRole(Item):
    mentor: Annotated[tuple[Text, ...], Field(min_length=3, max_length=24)]
    leader: Annotated[tuple[Text, ...], Field(min_length=3, max_length=24)]

    def cards(self, role: str) -> tuple[Text, ...]:
        return self.mentor if Role(role) is Role.MENTOR else self.leader


class Nudge(Item):
    moment: Moment
    role: Role
    text: Line

    @model_validator(mode="after")
    def _asks_only_for_what_is_known(self) -> Self:
        if unknown := self.text.placeholders - self.moment.fillable:
            names = ", ".join(sorted(unknown))
            text = "{names} cannot be filled at the moment {moment!r}"
            raise fault("nudge_placeholder", text, names=names, moment=self.moment.value, at=("text",))
        return self
