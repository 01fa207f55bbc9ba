"""The shelf as a window: what is there, a field for a file, and what is wrong with one, in the reader's words."""

import re
from typing import Any

import pytest

from bot.errors import Invalid, Refused
from bot.playbooks import BadPlaybook, Playbook, load, names, read
from bot.playbooks.explaining import WORDS
from bot.playbooks.faults import Fault
from bot.playbooks.text import PLACEHOLDERS
from bot.shelf import forms
from bot.shelf.telling import LONGEST, on_keys, on_numbers, on_parts, on_texts, on_yaml, told
from bot.wording import translation
from tests.fitting import fits
from tests.playbooks.sources import CORE_6
from tests.playbooks.test_reading import LINES, SPOILT, TRAPS, faults_of
from tests.shelf.books import own

KEYS = {key for group in (on_keys, on_numbers, on_texts, on_parts, on_yaml) for key in group(str)}
SHELF = {name: load(name) for name in names()}


def words(view: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in view["blocks"] if block["type"] == "section")


def with_files(attempt: int, *files: dict[str, Any]) -> dict[str, Any]:
    values = {f"file_{attempt}": {"file": {"type": "file_input", "files": list(files)}}}
    return {"private_metadata": str(attempt), "state": {"values": values}}


def test_each_playbook_is_told_with_its_measures_and_a_button_for_its_file() -> None:
    view = fits(forms.draw_shelf(SHELF, "en"))
    assert "*Core six*  ·  `core-6`  ·  version 1" in words(view)
    assert "6 sessions  ·  60 minutes  ·  every 30 days  ·  English and Indonesian" in words(view)
    assert view["blocks"][0]["accessory"]["value"] == "core-6"


def test_a_shelf_that_is_full_fits_into_a_window() -> None:
    books = {f"ours-{number}": read(own(name=f"ours-{number}"), "own") for number in range(60)}
    bad = [Fault("enum", "", 1000, "nudges." + "x" * 3000, {"expected": "y" * 3000})] * 60
    assert len(fits(forms.draw_shelf(books, "en"))["blocks"]) == forms.MOST_BOOKS + 2
    assert len(fits(forms.draw_faults(books, bad, "en", 0))["blocks"]) <= 100


def test_faults_are_told_with_line_and_reason_and_no_more_than_fit() -> None:
    faults = [Fault("missing", "is missing", number, f"nudges.{number}") for number in range(1, 33)]
    view = fits(forms.draw_faults(SHELF, faults, "en", 0))
    assert "32 things in it are not as they should be" in words(view)
    assert "• *line 20*, `nudges.20`: is missing" in words(view)
    assert "nudges.21" not in words(view)
    assert "and 12 more" in str(view)


def test_a_second_try_has_a_field_of_its_own() -> None:
    again = fits(forms.draw_faults(SHELF, [Fault("empty", "the text is empty")], "en", 0))
    assert [block["block_id"] for block in again["blocks"] if block["type"] == "input"] == ["file_1"]
    assert again["private_metadata"] == "1"
    sent = fits(forms.draw_sent(SHELF, load("core-6"), "en", 1))
    assert [block["block_id"] for block in sent["blocks"] if block["type"] == "input"] == ["file_1"]
    assert "`core-6.yaml` is on its way" in words(sent)


def test_what_stands_in_a_file_never_comes_alive() -> None:
    book: Playbook = read(own(), "own")
    fault = Fault("key", "", 3, "topics.<!channel>", {"value": "<!here> `*x*`", "example": "a"})
    shown = words(fits(forms.draw_faults({"ours": book}, [fault], "en", 0)))
    assert "`topics.&lt;!channel&gt;`: “&lt;!here&gt; '*x*'”" in shown


def test_the_file_that_was_put_in_is_read_by_its_address() -> None:
    address = "https://files.slack.com/files-pri/T0-F0/ours.yaml"
    assert forms.read_file(with_files(2, {"url_private": address}), "en") == address
    assert forms.read_file(with_files(0, {"file_access": "check_file_info"}), "en") == ""


@pytest.mark.parametrize("view", [with_files(0), {"private_metadata": "0"}])
def test_a_form_without_a_file_is_sent_back(view: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        forms.read_file(view, "en")
    assert refused.value.errors == {"file_0": "Please choose a file."}


def test_a_form_drawn_in_another_way_is_refused() -> None:
    with pytest.raises(Refused, match="old_form"):
        forms.read_file({"private_metadata": "x"}, "en")


def test_what_was_loaded_is_told_apart_from_what_was_there() -> None:
    book = read(own(version=4), "own")
    assert "`/rm-programme create` offers it from now on" in words(fits(forms.draw_loaded(book, True, "en")))
    assert "was there already, just like this" in words(fits(forms.draw_loaded(book, False, "en")))


def every_fault() -> list[Fault]:
    torn = [CORE_6.replace(good, bad, 1) for good, bad, _ in LINES.values()]
    sly = [source for source, _ in TRAPS.values()]
    found = [fault for spoil, _ in SPOILT.values() for fault in faults_of(spoil)]
    for source in [*torn, *sly]:
        with pytest.raises(BadPlaybook) as refused:
            read(source, "bad")
        found += refused.value.faults
    return found


def test_every_fault_that_can_be_found_has_words_of_its_own() -> None:
    faults = every_fault()
    assert {fault.key for fault in faults} >= WORDS.keys() - {"greater_than", "int_type", "int_from_float"}
    for fault in faults:
        assert fault.key in KEYS
        assert set(re.findall(r"{(\w+)}", told(fault, "en"))) <= PLACEHOLDERS | {"boss"}


def test_a_fault_of_an_unknown_kind_is_told_in_english() -> None:
    assert told(Fault("brand_new", "should be <b>"), "id") == "• should be &lt;b&gt;"
    assert len(told(Fault("brand_new", "x" * 5000), "en")) < LONGEST + 10


def test_what_grows_as_it_is_escaped_still_fits_into_a_window() -> None:
    ampersands = "&" * 700
    bad = Fault("failure_unknown", "", 3, f"themes.0.{ampersands}", {"named": ampersands})
    assert "&amp;…`: not among" in words(fits(forms.draw_faults(SHELF, [bad] * 20, "en", 0)))


def test_a_fault_without_a_place_is_told_by_its_line() -> None:
    _ = translation("en")
    assert told(Fault("tab", "", 7), "en") == _("• *line 7*: a tab; YAML is indented with spaces")
    likely = Fault("extra_forbidden", "", 7, "nmae", {"likely": "name"})
    assert told(likely, "en") == "• *line 7*, `nmae`: no such key; did you mean “name”?"
