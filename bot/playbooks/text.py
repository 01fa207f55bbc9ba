"""A text of a playbook: English always, Indonesian where there is one, plain and short."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.playbooks.moments import Role

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
PLACEHOLDERS = frozenset({"contact", "date", "leader", "mentor", "theme", "when"})
_BRACES = re.compile(r"\{([^{}]*)\}")
_MARKUP = re.compile(r"[<>&*_~`]")


class Frozen(BaseModel):
    """Cannot be changed once read, and refuses keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(Frozen):
    """Plain text without placeholders; Slack's markup is refused, so nothing in it can come alive."""

    longest: ClassVar[int] = 600
    fillable: ClassVar[frozenset[str]] = frozenset()

    en: str
    id: str | None = None

    @property
    def placeholders(self) -> frozenset[str]:
        return _placeholders(self.en)

    def in_(self, language: str) -> str:
        """The text in a language such as `id` or `id-ID`; English where we have no other."""
        return self.id if self.id is not None and language.lower()[:2] == "id" else self.en

    @field_validator("en", "id")
    @classmethod
    def _is_plain_and_short(cls, value: str | None) -> str | None:
        if value is not None:
            _check_length(value, cls.longest)
            _check_characters(value)
            _check_placeholders(value, cls.fillable)
        return value

    @model_validator(mode="after")
    def _says_the_same_in_both(self) -> Self:
        if self.id is not None and _placeholders(self.id) != self.placeholders:
            raise ValueError("English and Indonesian must use the same placeholders")
        return self


class Label(Text):
    """A name that fits into a Slack option."""

    longest = 75


class Title(Text):
    longest = 60


class Line(Text):
    """A text with placeholders; `fill` it before it is said."""

    fillable = PLACEHOLDERS

    def fill(self, language: str, **values: str) -> str:
        """The text with its placeholders replaced: KeyError where one is missing, spare values do no harm."""
        return self.in_(language).format_map(values)


class Question(Frozen):
    """Something that a person answers in their own words; `roles` tells who is asked."""

    roles: tuple[Role, ...] = tuple(Role)
    ask: Text
    hint: Text | None = None

    def concerns(self, role: str) -> bool:
        return Role(role) in self.roles


def refuse_repeats(keys: Iterable[str]) -> None:
    if repeated := [key for key, times in Counter(keys).items() if times > 1]:
        raise ValueError(f"given more than once: {', '.join(repeated)}")


def _check_length(value: str, longest: int) -> None:
    if not value:
        raise ValueError("the text is empty")
    if len(value) > longest:
        raise ValueError(f"{len(value)} characters; at most {longest} fit here")


def _check_characters(value: str) -> None:
    if found := _MARKUP.search(_BRACES.sub("", value)):
        raise ValueError(f"plain text only; {found[0]!r} would be read as markup")


def _check_placeholders(value: str, fillable: frozenset[str]) -> None:
    if re.search(r"[{}]", _BRACES.sub("", value)):
        raise ValueError("a brace without its partner")
    if unknown := _placeholders(value) - fillable:
        raise ValueError(f"cannot fill {_listed(unknown)} here; this text may use {_listed(fillable) or 'none'}")


def _placeholders(value: str) -> frozenset[str]:
    return frozenset(_BRACES.findall(value))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
