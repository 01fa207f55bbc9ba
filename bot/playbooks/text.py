"""A text of a playbook, in each of its languages: plain and short."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Self

from babel import Locale
from pydantic import AfterValidator, BaseModel, ConfigDict, RootModel, ValidationInfo, model_validator

from bot.characters import INVISIBLE
from bot.playbooks.faults import fault
from bot.playbooks.moments import Role

PLACEHOLDERS = frozenset({"contact", "date", "leader", "mentor", "theme", "when"})
LANGUAGES = frozenset(code for code in map(str, Locale("en").languages) if len(code) == 2)  # ISO 639-1
_BRACES = re.compile(r"\{([^{}]*)\}")
_MARKUP = re.compile(r"[<>&*_~`]")
# YAML can write these as escapes; the marks that turn text around would rearrange the words beside it.
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Frozen(BaseModel):
    """Cannot be changed once read, and refuses keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Item(Frozen):
    """A part of a playbook that may say which failures it prevents, by the key of `failure_modes`."""

    prevents: tuple[str, ...] = ()


def fits(pattern: str, example: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise fault("key", "{value!r} cannot be used here; write it like {example}", value=value, example=example)
        return value

    return check


slug = fits(r"[a-z0-9][a-z0-9-]{0,39}", "core-6")
failure_key = fits(r"FM[1-9][0-9]?", "FM1")
Key = Annotated[str, AfterValidator(fits(r"[a-z][a-z0-9_]{0,39}", "ai_tools"))]


def once(values: tuple[str, ...]) -> tuple[str, ...]:
    refuse_repeats(values)
    return values


def known(code: str) -> str:
    if code not in LANGUAGES:
        raise fault("language", "{code!r} is no language: two letters, as in ISO 639-1", code=code)
    return code


def short(longest: int, fillable: frozenset[str] = frozenset()) -> AfterValidator:
    """Slack's markup is refused, so nothing in a text can come alive."""

    def check(value: str) -> str:
        _check_length(value, longest)
        _check_characters(value)
        _check_placeholders(value, fillable)
        return value

    return AfterValidator(check)


Language = Annotated[str, AfterValidator(known)]


class Text(RootModel[dict[Language, Annotated[str, short(600)]]]):
    """Plain text without placeholders, by language; the first language is said where one is missing."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))

    @property
    def placeholders(self) -> frozenset[str]:
        return _placeholders(next(iter(self.root.values())))

    def in_(self, language: str) -> str:
        """The text in a language such as `id` or `id-ID`, else in the playbook's first."""
        said = self.root.get(re.split("[-_]", language.lower())[0])
        return next(iter(self.root.values())) if said is None else said

    @model_validator(mode="after")
    def _says_the_same_in_all(self) -> Self:
        for code, value in self.root.items():
            if _placeholders(value) != self.placeholders:
                raise fault("placeholders_differ", "must use the same placeholders in every language", at=(code,))
        return self

    @model_validator(mode="before")
    @classmethod
    def _speaks_the_languages_of_its_playbook(cls, words: Any, info: ValidationInfo) -> Any:
        """In their order, whatever the order in the file; a text that stands alone may speak any."""
        declared = (info.context or {}).get("languages")
        if not declared or not isinstance(words, dict):
            return words
        if missing := [code for code in declared if code not in words]:
            raise fault("language_missing", "not said in: {codes}", codes=", ".join(missing))
        if spare := [code for code in words if code not in declared]:
            listed = ", ".join(map(str, spare))
            raise fault("language_undeclared", "{codes}: not among `languages`", codes=listed, at=(spare[0],))
        return {code: words[code] for code in declared}


class Brief(Text):
    """One of several lines in one paragraph."""

    root: dict[Language, Annotated[str, short(200)]]


class Prompt(Text):
    """One of up to eight in one paragraph."""

    root: dict[Language, Annotated[str, short(300)]]


class Label(Text):
    """A name that fits into a Slack option."""

    root: dict[Language, Annotated[str, short(75)]]


class Title(Text):
    root: dict[Language, Annotated[str, short(60)]]


class Line(Text):
    """A text with placeholders; `fill` it before it is said."""

    root: dict[Language, Annotated[str, short(600, PLACEHOLDERS)]]

    def fill(self, language: str, **values: str) -> str:
        """The text with its placeholders replaced: KeyError where one is missing, spare values do no harm."""
        return self.in_(language).format_map(values)


class Question(Item):
    """Something that a person answers in their own words; `roles` tells who is asked."""

    roles: tuple[Role, ...] = tuple(Role)
    ask: Text
    hint: Text | None = None

    def concerns(self, role: str) -> bool:
        return Role(role) in self.roles


def refuse_repeats(keys: Iterable[str], *place: str) -> None:
    """`place` leads from what is being checked to the list of the keys."""
    keys = list(keys)
    if repeated := [key for key, times in Counter(keys).items() if times > 1]:
        last = len(keys) - 1 - keys[::-1].index(repeated[0])
        raise fault("repeated", "given more than once: {keys}", keys=", ".join(repeated), at=(*place, last))


def _check_length(value: str, longest: int) -> None:
    if not value.translate(INVISIBLE).strip():
        raise fault("empty", "the text is empty")
    if len(value) > longest:
        raise fault("text_too_long", "{length} characters; at most {most} fit here", length=len(value), most=longest)


def _check_characters(value: str) -> None:
    if odd := _ODD.search(value):
        raise fault("odd_character", "a character that belongs in no text: {code}", code=ascii(odd[0]))
    if found := _MARKUP.search(_BRACES.sub("", value)):
        raise fault("markup", "plain text only; {mark!r} would be read as markup", mark=found[0])


def _check_placeholders(value: str, fillable: frozenset[str]) -> None:
    if re.search(r"[{}]", _BRACES.sub("", value)):
        raise fault("brace", "a brace without its partner")
    if unknown := _placeholders(value) - fillable:
        raise fault(
            "placeholder",
            "cannot fill {unknown} here; this text may use {fillable}",
            unknown=_listed(unknown),
            fillable=_listed(fillable) or "none",
        )


def _placeholders(value: str) -> frozenset[str]:
    return frozenset(_BRACES.findall(value))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
