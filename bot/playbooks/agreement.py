"""What a playbook says about the agreement of a pair: lines to confirm, choices, blanks, and topic floors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from bot.playbooks.faults import fault
from bot.playbooks.text import Frozen, Item, Key, Label, Question, Text, refuse_repeats

CHOICES = ("leaves_the_room", "notice", "between_sessions")


class Agreement(Frozen):
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=10)]
    choices: tuple[Choice, ...]
    stop_word: Question
    place: Question
    topic_floors: Annotated[tuple[TopicFloor, ...], Field(min_length=1, max_length=20)]

    def choice(self, key: str) -> Choice:
        return {choice.key: choice for choice in self.choices}[key]

    @field_validator("choices")
    @classmethod
    def _asks_each_choice_once(cls, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        if sorted(choice.key for choice in choices) != sorted(CHOICES):
            raise fault("choices", "give each of these choices once: {keys}", keys=", ".join(CHOICES))
        return choices

    @model_validator(mode="after")
    def _uses_each_key_once(self) -> Self:
        refuse_repeats((rule.key for rule in self.rules), "rules")
        refuse_repeats((topic.key for topic in self.topic_floors), "topic_floors")
        return self


class Rule(Item):
    """A line that both confirm: `name` fits a checkbox, `text` says it in full."""

    key: Key
    name: Label
    text: Text


class Choice(Item):
    """One of several options; `default` is the key of the one that is chosen beforehand."""

    key: Key
    ask: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=10)]
    default: Key

    def option(self, key: str) -> Option:
        return {option.key: option for option in self.options}[key]

    @model_validator(mode="after")
    def _offers_its_default(self) -> Self:
        refuse_repeats((option.key for option in self.options), "options")
        if self.default not in {option.key for option in self.options}:
            raise fault("default", "{key!r} is not among the options", key=self.default, at=("default",))
        return self


class Option(Frozen):
    key: Key
    name: Label


class Level(StrEnum):
    """How open a topic is, from the loosest to the strictest."""

    OPEN = "open"
    ASK = "ask"
    OFF = "off"


class Side(StrEnum):
    WORK = "work"
    PERSONAL = "personal"


class TopicFloor(Frozen):
    """The loosest level that a pair may choose for a topic."""

    key: Key
    side: Side
    name: Label
    floor: Level
