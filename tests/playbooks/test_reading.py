"""A playbook that is not as it should be is refused, with words that say where and why."""

from collections.abc import Callable
from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot.playbooks import BadPlaybook, check, load, names, read
from bot.playbooks.arc import place
from bot.playbooks.model import Playbook
from bot.playbooks.text import Label, Line, Text

Content = dict[str, Any]
Spoil = Callable[[Content], object]
CORE_6: Content = yaml.safe_load((files("bot.playbooks") / "core-6.yaml").read_text(encoding="utf-8"))


def first_nudge(**text: str) -> Spoil:
    return lambda c: c["nudges"][0].update(text=text)


SPOILT: dict[str, tuple[Spoil, str]] = {
    "an unknown moment": (
        lambda c: c["nudges"][0].update(moment="full_moon"),
        "nudges.0.moment: Input should be 'matched'",
    ),
    "an unknown role": (
        lambda c: c["nudges"][0].update(role="boss"),
        "nudges.0.role: Input should be 'mentor'",
    ),
    "a text without English": (first_nudge(id="Halo"), "nudges.0.text.en: Field required"),
    "an empty text": (first_nudge(en="  "), "nudges.0.text.en: Value error, the text is empty"),
    "an unknown key": (lambda c: c.update(colour="green"), "colour: Extra inputs are not permitted"),
    "an unknown key deep inside": (
        lambda c: c["themes"][0]["prompts"].update(boss=[]),
        "themes.0.prompts.boss: Extra inputs are not permitted",
    ),
    "an unknown language": (lambda c: c["name"].update(fr="Six"), "name.fr: Extra inputs are not permitted"),
    "a missing nudge": (lambda c: c["nudges"].pop(), "no nudge for followup_90d/leader"),
    "a nudge given twice": (
        lambda c: c["nudges"].append(c["nudges"][0]),
        "nudges: Value error, given more than once: matched/mentor",
    ),
    "a placeholder that its moment cannot fill": (
        first_nudge(en="See you {when}"),
        "when cannot be filled at the moment 'matched'",
    ),
    "a placeholder that nobody knows": (
        first_nudge(en="Hello {boss}"),
        "cannot fill {boss} here; this text may use {contact}, {date}",
    ),
    "a placeholder where none can be filled": (
        lambda c: c["themes"][1]["outcome"].update(en="Ask {leader}"),
        "cannot fill {leader} here; this text may use none",
    ),
    "a placeholder lost in translation": (
        first_nudge(en="Hello {leader}", id="Halo"),
        "must use the same placeholders",
    ),
    "a lonely brace": (first_nudge(en="Hello {leader"), "a brace without its partner"),
    "markup": (first_nudge(en="<!channel> hello"), "plain text only; '<'"),
    "a text that is too long": (first_nudge(en="x" * 601), "601 characters; at most 600"),
    "a title that is too long": (
        lambda c: c["themes"][0]["title"].update(en="x" * 61),
        "61 characters; at most 60",
    ),
    "an option that is too long": (
        lambda c: c["topics"][0]["name"].update(id="x" * 76),
        "76 characters; at most 75",
    ),
    "a topic given twice": (
        lambda c: c["topics"].append(c["topics"][0]),
        "topics: Value error, given more than once: ai_tools",
    ),
    "a rule given twice": (
        lambda c: c["agreement"]["rules"].append(c["agreement"]["rules"][0]),
        "agreement: Value error, given more than once: roles",
    ),
    "a missing choice": (
        lambda c: c["agreement"]["choices"].pop(),
        "give each of these choices once: leaves_the_room, notice, between_sessions",
    ),
    "a default that is no option": (
        lambda c: c["agreement"]["choices"][0].update(default="all"),
        "the default 'all' is not among the options",
    ),
    "a floor that YAML reads as false": (
        lambda c: c["agreement"]["topic_floors"][0].update(floor=False),
        "floor: Input should be 'open', 'ask' or 'off'",
    ),
    "a phase without a name": (lambda c: c["phases"].pop(), "name each phase once: readiness, contract"),
    "themes out of order": (lambda c: c["themes"].reverse(), "number the themes from 1, in order"),
    "a last theme that does not close": (lambda c: c["themes"].pop(), "the last 'close'"),
    "a theme without a lesson": (lambda c: c["track"].pop(), "the track has 5 lessons for 6 themes"),
    "lessons out of order": (lambda c: c["track"].reverse(), "one lesson for each session, from 1, in order"),
    "a form that is not described": (
        lambda c: c["forms"].pop(),
        "describe each form once: talk, shadowing, hands_on, interview",
    ),
    "a supervision too few": (lambda c: c["supervision"].pop(), "supervision: Tuple should have at least 3 items"),
    "supervision out of order": (
        lambda c: c["supervision"][1].update(percent=80),
        "each percent is higher than the one before",
    ),
    "a nudge for whom it does not concern": (
        lambda c: c["nudges"].append({"moment": "felt_heavy", "role": "leader", "text": {"en": "Hello"}}),
        "nobody is told at felt_heavy/leader",
    ),
    "a midpoint after the end": (
        lambda c: c.update(midpoint_after=6),
        "midpoint_after must come before the last meeting",
    ),
    "averages over too few": (
        lambda c: c.update(fewest_in_an_average=4),
        "fewest_in_an_average: Input should be greater than or equal to 5",
    ),
}


@pytest.mark.parametrize(("spoil", "told"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_playbook_is_refused_and_the_place_is_named(spoil: Spoil, told: str) -> None:
    spoilt = deepcopy(CORE_6)
    spoil(spoilt)
    with pytest.raises(BadPlaybook) as refused:
        check(spoilt, "spoilt")
    assert told in str(refused.value)
    assert str(refused.value).startswith("playbook spoilt: ")


def test_everything_that_is_wrong_is_told_at_once_a_line_each() -> None:
    with pytest.raises(BadPlaybook) as refused:
        check(CORE_6 | {"version": 0, "colour": "green"}, "spoilt")
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize("source", ["", "- a list", "just words"])
def test_what_is_no_playbook_at_all_is_refused(source: str) -> None:
    with pytest.raises(BadPlaybook, match="playbook empty: as a whole: "):
        read(source, "empty")


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(BadPlaybook, match="playbook torn: not readable as YAML"):
        read("id: [", "torn")


def test_yaml_cannot_build_objects() -> None:
    with pytest.raises(BadPlaybook, match="not readable as YAML"):
        read("!!python/object/apply:os.getcwd []", "sly")


@pytest.mark.parametrize("name", ["nope", "", "../core-6", "core-6.yaml"])
def test_a_playbook_that_we_do_not_have_is_refused_with_those_that_we_have(name: str) -> None:
    with pytest.raises(BadPlaybook, match="there are: core-6"):
        load(name)


def test_every_playbook_that_we_ship_can_be_read_and_bears_its_own_name() -> None:
    assert [load(name).id for name in names()] == names()


def test_a_playbook_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load().version = 2  # type: ignore[misc]


def test_indonesian_may_be_missing_and_english_is_said_instead() -> None:
    assert Text(en="Hello").in_("id") == "Hello"
    assert Text(en="Hello", id=None).in_("id") == "Hello"


@pytest.mark.parametrize("language", ["id", "id-ID", "ID"])
def test_indonesian_is_said_to_whoever_reads_it(language: str) -> None:
    assert Text(en="Hello", id="Halo").in_(language) == "Halo"


@pytest.mark.parametrize("language", ["en", "en-GB", "fr", "", "i"])
def test_everybody_else_reads_english(language: str) -> None:
    assert Text(en="Hello", id="Halo").in_(language) == "Hello"


def test_a_line_is_filled_in_the_language_of_its_reader_and_spare_values_do_no_harm() -> None:
    line = Line(en="Hello {leader}", id="Halo {leader}")
    assert line.fill("id", leader="Ratna", mentor="Bayu") == "Halo Ratna"


def test_what_is_filled_in_is_never_filled_again() -> None:
    assert Line(en="Hello {leader}").fill("en", leader="{mentor}") == "Hello {mentor}"


def test_a_line_with_a_value_missing_is_not_said() -> None:
    with pytest.raises(KeyError, match="leader"):
        Line(en="Hello {leader}").fill("en")


def test_a_label_is_trimmed_before_it_is_measured() -> None:
    assert Label(en=" " + "x" * 75 + " ").en == "x" * 75


def test_meetings_are_numbered_from_one() -> None:
    with pytest.raises(ValueError, match="numbered from 1, not 0"):
        place(0, 6, 6)


def test_a_round_that_is_cut_short_skips_evenly_and_keeps_the_order() -> None:
    assert [place(number, 8, 6) for number in range(1, 9)] == [0, 1, 2, 3, 4, 1, 3, 5]


def test_meetings_beyond_the_last_go_round_in_full() -> None:
    assert [place(number, 3, 6) for number in range(4, 9)] == [3, 4, 1, 2, 3]


def test_a_playbook_survives_being_written_and_read() -> None:
    assert Playbook.model_validate_json(load().model_dump_json()) == load()
