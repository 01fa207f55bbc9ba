"""The arc of a playbook: its phases, and for each meeting what it is about and what each role may try."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt

from bot.playbooks.faults import fault
from bot.playbooks.moments import Role
from bot.playbooks.text import Frozen, Item, Label, Prompt, Text, Title


class Phase(StrEnum):
    READINESS = "readiness"
    CONTRACT = "contract"
    EXPLORE = "explore"
    TRY = "try"
    CLOSE = "close"


class PhaseName(Frozen):
    key: Phase
    name: Label


class Theme(Item):
    """One meeting: what it is about, what it should leave behind, how to prepare it, and what each role may try."""

    n: PositiveInt
    phase: Phase
    title: Title
    outcome: Text
    kit: Kit
    prompts: Prompts


class Kit(Frozen):
    """For the mentor: a plan, the question that is worth asking, and a sentence that brings the talk back."""

    plan: Text
    hard_question: Text
    line_back: Text


class Prompts(Frozen):
    mentor: Annotated[tuple[Prompt, ...], Field(min_length=2, max_length=5)]
    leader: Annotated[tuple[Prompt, ...], Field(min_length=2, max_length=5)]

    def for_(self, role: str) -> tuple[Prompt, ...]:
        return self.mentor if Role(role) is Role.MENTOR else self.leader


def refuse_another_arc(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """A programme opens with the agreement, explores and tries, and closes on purpose."""
    if [theme.n for theme in themes] != list(range(1, len(themes) + 1)):
        raise fault("themes_order", "number the themes from 1, in order")
    first, *between, last = (theme.phase for theme in themes)
    if first != Phase.CONTRACT or last != Phase.CLOSE or set(between) - {Phase.EXPLORE, Phase.TRY}:
        raise fault("themes_arc", "the first theme is 'contract', the last 'close', those between 'explore' or 'try'")
    return themes


def every_phase(phases: tuple[PhaseName, ...]) -> tuple[PhaseName, ...]:
    if sorted(phase.key for phase in phases) != sorted(Phase):
        raise fault("phases", "name each phase once: {keys}", keys=", ".join(Phase))
    return phases
