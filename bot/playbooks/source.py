"""From a file to what it holds: YAML without its traps, and on which line each part stands."""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

import yaml

from bot.playbooks.faults import Fault, Path

MOST_BYTES = 200_000
MOST_DEPTH = 12
MOST_PARTS = 12_000  # ours have up to 3,300; more of them, each wrong, would take longer to tell than Slack waits
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

Lines = dict[Path, int]


class Unreadable(Exception):
    """Not to be read any further."""

    def __init__(self, key: str, text: str, line: int | None = None, **values: Any) -> None:
        self.fault = Fault(key, text.format(**values), line, values=values)
        super().__init__(str(self.fault))


class Loader(yaml.CSafeLoader):
    """Plain `no`, `off` and 2026-03-09 are words: `no` is also a language, and `off` a level of a topic."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML reads it from the class)
        first: [(tag, words) for tag, words in resolvers if not tag.endswith(("bool", "timestamp"))]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def _number(read: Callable[[Loader, yaml.ScalarNode], float]) -> Callable[[Loader, yaml.ScalarNode], float]:
    """What looks like a number and is none that Python reads, such as one of thousands of digits, has a line too."""

    def construct(loader: Loader, node: yaml.ScalarNode) -> float:
        try:
            return read(loader, node)
        except ValueError as wrong:
            raise Unreadable("number", "a number that cannot be read", line_of(node.start_mark)) from wrong

    return construct


Loader.add_constructor("tag:yaml.org,2002:int", _number(Loader.construct_yaml_int))
Loader.add_constructor("tag:yaml.org,2002:float", _number(Loader.construct_yaml_float))


def parse(source: str | bytes) -> tuple[object, Lines, list[Fault]]:
    """What a file holds, the line of each part, and keys given twice; Unreadable where it cannot be read."""
    text = _decoded(source)
    try:
        _refuse_traps(text)
        return _composed(text)
    except yaml.MarkedYAMLError as wrong:
        raise _told(wrong, text) from wrong
    except (yaml.YAMLError, ValueError) as wrong:
        raise Unreadable("yaml", "not readable as YAML: {problem}", problem=str(wrong)) from wrong


def _decoded(source: str | bytes) -> str:
    content = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(content) > MOST_BYTES:
        raise Unreadable("file_too_big", "the file is larger than {most} bytes", most=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise Unreadable("not_utf8", "not in UTF-8; save the file in that encoding", line) from wrong
    if odd := _ODD.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        raise Unreadable("odd_character", "a character that belongs in no text: {code}", line, code=ascii(odd[0]))
    return text


def _refuse_traps(text: str) -> None:
    """Shared parts would make a small file huge, tags build what is no text, depth overflows, and many take long."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader)):
        line = line_of(event.start_mark)
        _refuse_marks(event, line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise Unreadable("too_deep", "nested more than {most} deep", line, most=MOST_DEPTH)
        if number > MOST_PARTS:
            raise Unreadable("too_many_parts", "more than {most} keys and values", line, most=MOST_PARTS)


def _refuse_marks(event: yaml.Event, line: int) -> None:
    if getattr(event, "anchor", None):
        raise Unreadable("anchor", "anchors (&) and aliases (*) are not taken; write the text out", line)
    if getattr(event, "tag", None):
        raise Unreadable("tag", "tags (!) are not taken", line)


def _composed(text: str) -> tuple[object, Lines, list[Fault]]:
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        content = loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()
    lines, twice = Lines({(): 1}), list[Fault]()
    for path, line in _places(node, ()):
        if path in lines:
            place, name = ".".join(map(str, path)), path[-1]
            twice.append(Fault("repeated_key", f"the key is given twice: {name}", line, place, {"name": name}))
        lines.setdefault(path, line)
    return content, lines, twice


def _places(node: yaml.Node | None, path: Path) -> Iterator[tuple[Path, int]]:
    """Each entry of a mapping where its key stands, each item of a list where it begins."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), line_of(key.start_mark)
            yield from _places(value, (*path, key.value))
    if isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), line_of(value.start_mark)
            yield from _places(value, (*path, index))


def _told(wrong: yaml.MarkedYAMLError, text: str) -> Unreadable:
    line = line_of(wrong.problem_mark)
    if _begins_with_a_tab(text, line):
        return Unreadable("tab", "a tab; YAML is indented with spaces", line)
    return Unreadable("yaml", "not readable as YAML: {problem}", line, problem=cast(str, wrong.problem))


def line_of(mark: Any) -> int:
    """Counted from 1; PyYAML counts from 0, and has no mark where the file is empty."""
    return mark.line + 1 if mark else 1


def _begins_with_a_tab(text: str, line: int) -> bool:
    return bool(re.match(r" *\t", "\n".join(text.splitlines()[line - 1 : line])))
