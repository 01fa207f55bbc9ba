"""What is written down about playbooks, for people and for their editors, is what is read."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.playbooks import Moment, Playbook, names, schema, source_of
from bot.playbooks.source import MOST_BYTES, Loader

PAGE = (Path(__file__).parents[2] / "docs/playbooks.md").read_text(encoding="utf-8")
SCHEMA = (files("bot.playbooks") / "schema.json").read_text(encoding="utf-8")


def listed(heading: str) -> list[str]:
    """The names in the first column of the table under a heading."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [
        name for row in re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE) for name in re.findall("`(.*?)`", row)
    ]


def wrong(content: object) -> Iterator[str]:
    return (error.message for error in Draft202012Validator(yaml.safe_load(SCHEMA)).iter_errors(content))


def test_every_key_of_a_playbook_and_no_other_is_explained() -> None:
    assert sorted(listed("What is in it")) == sorted(Playbook.model_fields)


def test_every_moment_is_named_with_whom_it_concerns() -> None:
    assert sorted(listed("Moments")) == sorted(Moment)
    alone = re.search(r"^\| (.*) \| the mentor alone \|$", PAGE, re.MULTILINE)
    assert alone is not None
    assert set(re.findall("`(.*?)`", alone[1])) == {moment for moment in Moment if len(moment.roles) == 1}


def test_the_limit_of_a_file_is_the_one_that_is_kept() -> None:
    assert f"at most {MOST_BYTES:,} bytes" in PAGE


def test_the_schema_is_in_step_with_the_model() -> None:
    assert schema() == SCHEMA


@pytest.mark.parametrize("name", names())
def test_our_own_playbooks_are_right_by_the_schema(name: str) -> None:
    assert list(wrong(yaml.load(source_of(name), Loader))) == []  # noqa: S506 (our safe loader)


def test_the_schema_finds_what_is_wrong() -> None:
    content = yaml.safe_load(source_of("core-6"))
    del content["meetings"]
    assert list(wrong(content | {"minutse": 60})) == [
        "Additional properties are not allowed ('minutse' was unexpected)",
        "'meetings' is a required property",
    ]
