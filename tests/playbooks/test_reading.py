"""A playbook that is not as it should be is refused, with words that say where and why."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import yaml

from bot.playbooks import BadPlaybook, read
from bot.playbooks.explaining import GUESSED
from bot.playbooks.faults import Fault
from tests.playbooks.sources import CORE_6, written

Content = dict[str, Any]
Spoil = Callable[[Content], object]
CONTENT: Content = yaml.safe_load(CORE_6)


def first_nudge(**text: str) -> Spoil:
    return lambda c: c["nudges"][0].update(text=text)


def told_of(spoil: Spoil) -> str:
    return "\n".join(f"playbook spoilt: {fault}" for fault in faults_of(spoil))


def faults_of(spoil: Spoil) -> list[Fault]:
    spoilt = deepcopy(CONTENT)
    spoil(spoilt)
    with pytest.raises(BadPlaybook) as refused:
        read(written(spoilt), "spoilt")
    return refused.value.faults


SPOILT: dict[str, tuple[Spoil, str]] = {
    "an unknown moment": (
        lambda c: c["nudges"][0].update(moment="full_moon"),
        "nudges.0.moment: not known; choose one of: matched, before_48h",
    ),
    "an unknown role": (
        lambda c: c["nudges"][0].update(role="boss"),
        "nudges.0.role: not known; choose one of: mentor, leader",
    ),
    "a text without English": (first_nudge(id="Halo"), "nudges.0.text: not said in: en"),
    "a text without Indonesian": (first_nudge(en="Hello"), "nudges.0.text: not said in: id"),
    "a text without a language": (lambda c: c.update(name="Six"), "name: must be a text for each language"),
    "an empty text": (first_nudge(en="  ", id="Halo"), "nudges.0.text.en: the text is empty"),
    "a text that nobody can see": (first_nudge(en="\u200b", id="Halo"), "nudges.0.text.en: the text is empty"),
    "a mark that turns text around": (
        lambda c: c["name"].update(en="\u202eSix"),
        r"name.en: a character that belongs in no text: '\u202e'",
    ),
    "a control character that YAML spells out": (
        lambda c: c["name"].update(en="S\x1bix"),
        r"name.en: a character that belongs in no text: '\x1b'",
    ),
    "a name with a brace": (lambda c: c.update(id="{"), "id: '{' cannot be used here"),
    "a name that looks like a template": (lambda c: c.update(id="{a.b!z}"), "id: '{a.b!z}' cannot be used here"),
    "a placeholder that looks like code": (
        first_nudge(en="Hi {a.b}", id="Hai {a.b}"),
        "nudges.0.text.en: cannot fill {a.b} here",
    ),
    "an unknown key": (lambda c: c.update(colour="green"), "colour: no such key"),
    "an unknown key deep inside": (
        lambda c: c["themes"][0]["prompts"].update(boss=[]),
        "themes.0.prompts.boss: no such key",
    ),
    "an unknown language": (lambda c: c["name"].update(fr="Six"), "name.fr: fr: not among `languages`"),
    "a missing nudge": (lambda c: c["nudges"].pop(), "nudges: no nudge for followup_90d/leader"),
    "a nudge given twice": (
        lambda c: c["nudges"].append(c["nudges"][0]),
        "nudges.36: given more than once: matched/mentor",
    ),
    "a placeholder that its moment cannot fill": (
        first_nudge(en="See you {when}", id="Sampai {when}"),
        "when cannot be filled at the moment 'matched'",
    ),
    "a placeholder that nobody knows": (
        first_nudge(en="Hello {boss}", id="Halo"),
        "cannot fill {boss} here; this text may use {contact}, {date}",
    ),
    "a placeholder where none can be filled": (
        lambda c: c["themes"][1]["outcome"].update(en="Ask {leader}"),
        "cannot fill {leader} here; this text may use none",
    ),
    "a placeholder lost in translation": (
        first_nudge(en="Hello {leader}", id="Halo"),
        "nudges.0.text.id: must use the same placeholders",
    ),
    "a lonely brace": (first_nudge(en="Hello {leader", id="Halo"), "a brace without its partner"),
    "markup": (first_nudge(en="<!channel> hello", id="Halo"), "plain text only; '<'"),
    "a text that is too long": (first_nudge(en="x" * 601, id="Halo"), "601 characters; at most 600"),
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
        "topics.16: given more than once: ai_tools",
    ),
    "a rule given twice": (
        lambda c: c["agreement"]["rules"].append(c["agreement"]["rules"][0]),
        "agreement.rules.8: given more than once: roles",
    ),
    "a missing choice": (
        lambda c: c["agreement"]["choices"].pop(),
        "give each of these choices once: leaves_the_room, notice, between_sessions",
    ),
    "a default that is no option": (
        lambda c: c["agreement"]["choices"][0].update(default="all"),
        "agreement.choices.0.default: 'all' is not among the options",
    ),
    "an unknown level": (
        lambda c: c["agreement"]["topic_floors"][0].update(floor="shut"),
        "agreement.topic_floors.0.floor: not known; choose one of: open, ask, off",
    ),
    "a key that is misspelt": (
        lambda c: c["themes"][1]["kit"].update(hard_qestion={}),
        "themes.1.kit.hard_qestion: no such key; did you mean 'hard_question'?",
    ),
    "a key with a blank": (lambda c: c["topics"][0].update(key="AI tools"), "write it like ai_tools"),
    "a name of the file's own": (lambda c: c.update(id="Core Six"), "id: 'Core Six' cannot be used here"),
    "a language that nobody speaks": (lambda c: c["languages"].append("xx"), "languages.2: 'xx' is no language"),
    "no language": (lambda c: c.update(languages=[]), "languages: too few: at least 1"),
    "a language given twice": (lambda c: c["languages"].append("id"), "languages.2: given more than once: id"),
    "words for a number": (lambda c: c.update(minutes="sixty"), "minutes: must be a whole number"),
    "half a number": (lambda c: c.update(minutes=52.5), "minutes: must be a whole number"),
    "a session that never ends": (lambda c: c.update(minutes=1000), "minutes: must be at most 240"),
    "a mapping for a list": (lambda c: c.update(topics={}), "topics: must be a list"),
    "words for a mapping": (lambda c: c["nudges"].append("hello"), "nudges.36: must be a mapping"),
    "a number for words": (lambda c: c["name"].update(en=6), "name.en: must be text"),
    "more topics than a menu holds": (lambda c: c["topics"].extend(c["topics"] * 6), "topics: too many: at most 100"),
    "a failure that is not listed": (
        lambda c: c["themes"][0].update(prevents=["FM1"]),
        "themes.0.prevents: not among `failure_modes`: FM1",
    ),
    "a failure that is listed twice": (
        lambda c: c.update(failure_modes=[{"key": "FM1", "name": {"en": "a", "id": "b"}}] * 2),
        "failure_modes.1: given more than once: FM1",
    ),
    "a phase without a name": (lambda c: c["phases"].pop(), "name each phase once: readiness, contract"),
    "themes out of order": (lambda c: c["themes"].reverse(), "number the themes from 1, in order"),
    "a last theme that does not close": (lambda c: c["themes"].pop(), "the last 'close'"),
    "a theme without a lesson": (lambda c: c["track"].pop(), "track: 5 lessons for 6 themes"),
    "lessons out of order": (lambda c: c["track"].reverse(), "one lesson for each session, from 1, in order"),
    "a form that is not described": (
        lambda c: c["forms"].pop(),
        "describe each form once: talk, shadowing, hands_on, interview",
    ),
    "a supervision too few": (lambda c: c["supervision"].pop(), "supervision: too few: at least 3"),
    "supervision out of order": (
        lambda c: c["supervision"][1].update(percent=80),
        "supervision: each percent must be higher than the one before",
    ),
    "a nudge for whom it does not concern": (
        lambda c: c["nudges"].append({"moment": "felt_heavy", "role": "leader", "text": {"en": "Hello", "id": "Halo"}}),
        "nudges.36: nobody is told at felt_heavy/leader",
    ),
    "a midpoint after the end": (
        lambda c: c.update(midpoint_after=6),
        "midpoint_after: the midpoint must come before the last meeting",
    ),
    "averages over too few": (
        lambda c: c.update(fewest_in_an_average=4),
        "fewest_in_an_average: must be at least 5",
    ),
}


@pytest.mark.parametrize(("spoil", "told"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_playbook_is_refused_and_the_place_is_named(spoil: Spoil, told: str) -> None:
    said = told_of(spoil)
    assert told in said
    assert all(line.startswith("playbook spoilt: line ") for line in said.splitlines())


def test_everything_that_is_wrong_is_told_at_once_a_line_each_from_the_top_of_the_file_down() -> None:
    said = told_of(lambda c: c.update(colour="green", version=0))
    assert [line.split(": ")[2] for line in said.splitlines()] == ["version", "colour"]


LINES = {
    "an unknown moment": ("moment: before_1h", "moment: full_moon", "moment: full_moon"),
    "a text that is too long": ('en: "Why now?"', f'en: "{"x" * 601}"', "x" * 601),
    "a missing language": ('      id: "Mengapa sekarang?"\n', "", "    ask:"),
    "something missing": ("minutes: 60", "minuts: 60", "# Core six:"),
    "a misspelt key": ("silence_days: 14", "silense_days: 14", "silense_days: 14"),
    "a topic given twice": ("key: digital_tools", "key: ai_tools", 'name: {en: "Digital tools'),
    "a key given twice": ("cadence_days: 30", "minutes: 30", "minutes: 30"),
    "a tab": ("\n  worry:", "\n\tworry:", "\tworry:"),
    "a quote left open": ('en: "Why now?"', 'en: Why" now: ?', 'en: Why" now: ?'),
    "an odd character": ("Why now?", "Why\x07 now?", "Why\x07 now?"),
    "an anchor": ("minutes: 60", "minutes: &m 60", "&m"),
    "an alias": ("minutes: 60", "minutes: *m", "*m"),
    "a tag": ("minutes: 60", "minutes: !!int 60", "!!int"),
}


@pytest.mark.parametrize(("good", "bad", "on"), LINES.values(), ids=LINES.keys())
def test_each_fault_is_told_with_its_line(good: str, bad: str, on: str) -> None:
    spoilt = CORE_6.replace(good, bad, 1)
    assert spoilt != CORE_6
    with pytest.raises(BadPlaybook) as refused:
        read(spoilt, "spoilt")
    at = [number for number, line in enumerate(spoilt.splitlines(), 1) if on in line]
    assert {fault.line for fault in refused.value.faults} & set(at)


TRAPS = {
    "nothing": ("", "line 1: must be a mapping"),
    "a list": ("- a list", "line 1: must be a mapping"),
    "words": ("just words", "line 1: must be a mapping"),
    "something torn": ("id: [", "line 2: not readable as YAML"),
    "two documents": ("a: 1\n---\nb: 1", "line 2: not readable as YAML: but found another document"),
    "an object of Python's": ("!!python/object/apply:os.getcwd []", "line 1: tags (!) are not taken"),
    "a key that is a list": ("? [a]\n: b", "line 1: not readable as YAML: found unhashable key"),
    "depth": ("[" * 90_000, "line 1: nested more than 12 deep"),
    "a number without end": (f"a: {'9' * 5_000}", "line 1: a number that cannot be read"),
    "a number without digits": ("a: 1\nb: 0b_", "line 2: a number that cannot be read"),
    "another encoding": ("id: kafé\n".encode("latin-1"), "line 1: not in UTF-8"),
    "half a character": ("id: \ud800", "line 1: not in UTF-8"),
    "more parts than can be told in time": ("- a\n" * 13_000, "line 11999: more than 12000 keys and values"),
    "a huge file": ("#" * 200_001, "the file is larger than 200000 bytes"),
}


@pytest.mark.parametrize(("source", "told"), TRAPS.values(), ids=TRAPS.keys())
def test_what_is_no_playbook_at_all_is_refused(source: str | bytes, told: str) -> None:
    with pytest.raises(BadPlaybook) as refused:
        read(source, "sly")
    assert str(refused.value).startswith("playbook sly: ")
    assert told in str(refused.value)


def test_a_key_that_is_given_twice_is_refused_even_where_all_else_is_right() -> None:
    with pytest.raises(BadPlaybook) as refused:
        read(CORE_6.replace("\nversion: 1\n", "\nversion: 1\nversion: 1\n"), "core-6")
    assert str(refused.value) == "playbook core-6: line 12: version: the key is given twice: version"


def test_a_file_full_of_faults_is_read_before_slack_gives_up() -> None:
    with pytest.raises(BadPlaybook) as refused:
        read("".join(f"nam{number}: 1\n" for number in range(5_000)), "full")
    assert len(refused.value.faults) > 5_000
    assert sum("did you mean" in str(fault) for fault in refused.value.faults) <= GUESSED


def test_words_that_older_yaml_takes_for_yes_and_no_stay_words() -> None:
    floor = 'floor: "ask", name: {en: "Health"'
    assert floor in CORE_6
    strict = read(CORE_6.replace(floor, floor.replace('"ask"', "off")), "strict")
    assert {topic.key: topic.floor for topic in strict.agreement.topic_floors}["health"] == "off"


def test_a_mark_at_the_beginning_of_the_file_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + CORE_6.encode(), "core-6") == read(CORE_6, "core-6")
