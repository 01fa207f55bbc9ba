"""The longest playbook that may be loaded: every text, and every list of texts, as long as it may be."""

from typing import Any

from bot.playbooks import Playbook, load
from bot.playbooks.text import Brief, Frozen, Label, Line, Prompt, Text, Title
from tests.playbooks.sources import written

LONGEST: dict[type[Text], int] = {Text: 600, Line: 600, Brief: 200, Prompt: 300, Label: 75, Title: 60}


def longest() -> str:
    """As YAML, in one language: in two it would be larger than a file may be."""
    book = stretched(load("core-6"))
    assert isinstance(book, Playbook)
    content = book.model_dump(mode="json") | {"languages": ["en"]}
    for theme in content["themes"]:
        for prompts in theme["prompts"].values():
            prompts.extend(prompts[:1] * (5 - len(prompts)))
    limits = content["confidentiality"]["limits"]
    limits.extend(limits[:1] * (5 - len(limits)))
    return written(content)


def stretched(part: Any) -> Any:
    if isinstance(part, Text):
        return type(part)(en=filled_up(part.in_("en"), LONGEST[type(part)]))
    if isinstance(part, Frozen):
        return part.model_copy(update={name: stretched(value) for name, value in part})
    return tuple(stretched(one) for one in part) if isinstance(part, tuple) else part


def filled_up(words: str, size: int) -> str:
    return words + "m" * (size - len(words))
