"""The sources of our own playbooks, to be spoilt or put into another language."""

from importlib.resources import files
from typing import Any

import yaml

CORE_6 = (files("bot.playbooks") / "core-6.yaml").read_text(encoding="utf-8")


class WrittenOut(yaml.SafeDumper):
    """Without anchors, which playbooks may not have."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def written(content: Any) -> str:
    return str(yaml.dump(content, Dumper=WrittenOut, allow_unicode=True, sort_keys=False))


def in_three_languages(code: str) -> str:
    """Core six with one more language, which comes first."""
    content = yaml.safe_load(CORE_6)
    return written(translated(content, code) | {"languages": [code, "en", "id"]})


def translated(part: Any, code: str) -> Any:
    if isinstance(part, dict) and part.keys() == {"en", "id"}:
        return part | {code: (f"{code}: {part['en']}")}
    if isinstance(part, dict):
        return {key: translated(value, code) for key, value in part.items()}
    return [translated(value, code) for value in part] if isinstance(part, list) else part
