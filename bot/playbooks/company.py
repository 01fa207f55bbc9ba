"""What goes along with the sessions: the leader's lessons, the forms of a session, the mentors among themselves."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt

from bot.playbooks.faults import fault
from bot.playbooks.moments import Role
from bot.playbooks.text import Item, Label, Prompt, Text, Title


class Lesson(Item):
    """A short one for the leader, ahead of session number `session`."""

    session: PositiveInt
    title: Title
    text: Text


class FormKey(StrEnum):
    TALK = "talk"
    SHADOWING = "shadowing"
    HANDS_ON = "hands_on"
    INTERVIEW = "interview"


class SessionForm(Item):
    """One way to hold a session, and what it means for each role."""

    key: FormKey
    name: Label
    mentor: Prompt
    leader: Prompt

    def for_(self, role: str) -> Prompt:
        return self.mentor if Role(role) is Role.MENTOR else self.leader


class Supervision(Item):
    """A moment when the mentors talk among themselves, at `percent` of the programme's time."""

    percent: Annotated[int, Field(ge=1, le=99)]
    title: Title
    text: Text


def refuse_gaps(track: tuple[Lesson, ...]) -> tuple[Lesson, ...]:
    if [lesson.session for lesson in track] != list(range(1, len(track) + 1)):
        raise fault("lessons_order", "give one lesson for each session, from 1, in order")
    return track


def refuse_missing(forms: tuple[SessionForm, ...]) -> tuple[SessionForm, ...]:
    if sorted(form.key for form in forms) != sorted(FormKey):
        raise fault("forms", "describe each form once: {keys}", keys=", ".join(FormKey))
    return forms


def refuse_disorder(supervision: tuple[Supervision, ...]) -> tuple[Supervision, ...]:
    percents = [moment.percent for moment in supervision]
    if percents != sorted(set(percents)):
        raise fault("supervision_order", "each percent must be higher than the one before")
    return supervision
