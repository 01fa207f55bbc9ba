"""What is wrong with a playbook, in the organiser's language."""

from collections.abc import Callable
from typing import Any

from bot.playbooks.faults import Fault
from bot.wording import escape, shorten, translation

Words = Callable[[str], str]
LONGEST = 600  # of a value, a place or a reason: a file may hold anything


def told(fault: Fault, language: str) -> str:
    """The line, the place and the reason, as mrkdwn."""
    _ = translation(language)
    reason = sentence(fault, _)
    if not fault.line:
        return f"• {reason}"
    if not fault.place:
        return _("• *line {line}*: {reason}").format(line=fault.line, reason=reason)
    place = shown(fault.place)
    return _("• *line {line}*, `{place}`: {reason}").format(line=fault.line, place=place, reason=reason)


def sentence(fault: Fault, _: Words) -> str:
    """English where a fault has no words of its own here: a new release of a library may find new ones."""
    words = (on_keys(_) | on_numbers(_) | on_texts(_) | on_parts(_) | on_yaml(_)).get(fault.key)
    if fault.key == "extra_forbidden" and "likely" in fault.values:
        words = _("no such key; did you mean “{likely}”?")
    return words.format_map({key: shown(value) for key, value in fault.values.items()}) if words else shown(fault.text)


def shown(value: Any) -> str:
    """Cut so that it is no longer than LONGEST once it is escaped: a sign may take five characters then."""
    room = LONGEST
    while len(said := escape(shorten(str(value), room))) > LONGEST:
        room = room * LONGEST // len(said)
    return said.replace("`", "'")


def on_keys(_: Words) -> dict[str, str]:
    number = _("must be a whole number")
    return {
        "missing": _("is missing"),
        "extra_forbidden": _("no such key"),
        "enum": _("not known; choose one of: {expected}"),
        "string_type": _("must be text"),
        "tuple_type": _("must be a list"),
        "model_type": _("must hold keys with values"),
        "dict_type": _("must be a text for each language"),
        "int_type": number,
        "int_parsing": number,
        "int_from_float": number,
        "key": _("“{value}” cannot be used here; write it like {example}"),
        "repeated": _("given more than once: {keys}"),
        "repeated_key": _("the key is given twice: {name}"),
    }


def on_numbers(_: Words) -> dict[str, str]:
    return {
        "too_short": _("too few: at least {min_length}"),
        "too_long": _("too many: at most {max_length}"),
        "greater_than_equal": _("must be at least {ge}"),
        "less_than_equal": _("must be at most {le}"),
    }


def on_texts(_: Words) -> dict[str, str]:
    return {
        "language": _("“{code}” is no language: two letters, as in ISO 639-1"),
        "language_missing": _("not said in: {codes}"),
        "language_undeclared": _("not among `languages`: {codes}"),
        "empty": _("the text is empty"),
        "text_too_long": _("{length} characters; at most {most} fit here"),
        "markup": _("plain text only; “{mark}” would be read as markup"),
        "brace": _("a brace without its partner"),
        "placeholder": _("cannot fill {unknown} here; this text may use: {fillable}"),
        "placeholders_differ": _("must use the same placeholders in every language"),
        "nudge_placeholder": _("cannot be filled at the moment {moment}: {names}"),
    }


def on_parts(_: Words) -> dict[str, str]:
    return {
        "themes_order": _("number the themes from 1, in order"),
        "themes_arc": _("the first theme is `contract`, the last `close`, those between `explore` or `try`"),
        "phases": _("name each phase once: {keys}"),
        "lessons": _("{lessons} lessons for {themes} themes"),
        "lessons_order": _("give one lesson for each session, from 1, in order"),
        "forms": _("describe each form once: {keys}"),
        "supervision_order": _("each percent must be higher than the one before"),
        "choices": _("give each of these choices once: {keys}"),
        "default": _("“{key}” is not among the options"),
        "nudge_missing": _("no nudge for: {missing}"),
        "nudge_spare": _("nobody is told at: {spare}"),
        "midpoint": _("the midpoint must come before the last meeting"),
        "failure_unknown": _("not among `failure_modes`: {named}"),
    }


def on_yaml(_: Words) -> dict[str, str]:
    return {
        "file_too_big": _("the file is larger than {most} bytes"),
        "not_utf8": _("not in UTF-8; please save the file in that encoding"),
        "odd_character": _("a character that belongs in no text: {code}"),
        "anchor": _("anchors (&amp;) and aliases (*) are not taken; please write the text out"),
        "tag": _("tags (!) are not taken"),
        "too_deep": _("nested more than {most} deep"),
        "too_many_parts": _("more than {most} keys and values; a playbook needs far fewer"),
        "number": _("a number that cannot be read; please write it in a few digits"),
        "tab": _("a tab; YAML is indented with spaces"),
        "yaml": _("not readable as YAML: {problem}"),
    }
