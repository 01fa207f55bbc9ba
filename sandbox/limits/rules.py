"""Rules that a piece of Block Kit must keep, each telling what is wrong and where, as Slack words it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Json = dict[str, Any]
Problems = Iterator[str]
Check = Callable[[Json, str], Problems]


class Rule(Protocol):
    def check(self, value: Any, at: str) -> Problems: ...


def problem(message: str, at: str) -> str:
    return f"[ERROR] {message} [json-pointer:{at}]"


@dataclass(frozen=True)
class Chars:
    """A bare string of `least` to `most` characters."""

    most: int
    least: int = 1
    shape: str = ""

    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, str):
            yield problem("must be a string", at)
            return
        yield from length_problems(value, self.least, self.most, at)
        if self.shape and not re.fullmatch(self.shape, value):
            yield problem(f"must match the pattern {self.shape}", at)


def length_problems(text: str, least: int, most: int, at: str) -> Problems:
    if len(text) < least:
        yield problem(f"must be more than {least - 1} characters", at)
    if len(text) > most:
        yield problem(f"must be less than {most + 1} characters", at)


@dataclass(frozen=True)
class Flag:
    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, bool):
            yield problem("must be a boolean", at)


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", at)
        elif not self.least <= value <= self.most:
            yield problem(f"must be between {self.least} and {self.most}", at)


@dataclass(frozen=True)
class Number:
    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield problem("must be a number", at)


@dataclass(frozen=True)
class OneOf:
    values: tuple[str, ...]

    def check(self, value: Any, at: str) -> Problems:
        if value not in self.values:
            yield problem(f"must be one of {', '.join(self.values)}", at)


@dataclass(frozen=True)
class Items:
    """A list of `least` to `most` things that all keep one rule."""

    of: Rule
    most: int
    least: int = 1

    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, list):
            yield problem("must be an array", at)
            return
        if len(value) < self.least:
            yield problem(f"no less than {self.least} items allowed [{len(value)} given]", at)
        if len(value) > self.most:
            yield problem(f"no more than {self.most} items allowed [{len(value)} given]", at)
        for number, item in enumerate(value):
            yield from self.of.check(item, f"{at}/{number}")


@dataclass(frozen=True)
class Shape:
    """An object: what it needs, what it may have, nothing else, and what must hold across its fields."""

    needs: Mapping[str, Rule] = field(default_factory=dict)
    may: Mapping[str, Rule] = field(default_factory=dict)
    also: tuple[Check, ...] = ()

    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        found = [*self._strangers(value, at), *self._fields(value, at)]
        yield from found
        if not found:
            for check in self.also:
                yield from check(value, at)

    def _strangers(self, value: Json, at: str) -> Problems:
        for name in self.needs:
            if name not in value:
                yield problem(f"missing required field: {name}", at)
        for name in value:
            if name != "type" and name not in self.needs and name not in self.may:
                yield problem(f"invalid additional property: {name}", at)

    def _fields(self, value: Json, at: str) -> Problems:
        for name, rule in (*self.needs.items(), *self.may.items()):
            if name in value:
                yield from rule.check(value[name], f"{at}/{name}")


@dataclass(frozen=True)
class ByType:
    """An object whose `type` says which shape it must have."""

    shapes: Mapping[str, Rule]

    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        shape = self.shapes.get(str(value.get("type")))
        if shape is None:
            yield problem(f"unsupported type: {value.get('type')}", f"{at}/type")
        else:
            yield from shape.check(value, at)


def exactly_one_of(*names: str) -> Check:
    def check(value: Json, at: str) -> Problems:
        if sum(name in value for name in names) != 1:
            yield problem(f"must have exactly one of {', '.join(names)}", at)

    return check


def at_least_one_of(*names: str) -> Check:
    def check(value: Json, at: str) -> Problems:
        if not any(name in value for name in names):
            yield problem(f"must have one of {', '.join(names)}", at)

    return check
