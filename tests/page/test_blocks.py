"""Blocks as they stand on the page: real elements, with names that a screen reader can say."""

from typing import Any

import pytest

from sandbox import Person, Workspace, posting
from sandbox.page import drawing
from tests.page.markup import Element, parsed
from tests.sandbox import kit


def shown(person: Person, *blocks: kit.Json, **fields: Any) -> Element:
    """A message with these blocks, as the person sees it."""
    ws = person.workspace
    message = posting.post(ws, ws.dm_with(person), {"blocks": list(blocks), **fields})
    return parsed(str(drawing.message(message, person)))


def dialog(person: Person, *blocks: kit.Json, **fields: Any) -> Element:
    """A modal with these blocks, as the person sees it."""
    person.workspace.views.open(person, kit.modal(*blocks, **fields))
    return parsed(str(drawing.modal(person)))


def test_a_message_tells_its_author_and_the_local_time(ayu: Person, lena: Person) -> None:
    article = shown(ayu, kit.section()).one("article")
    assert "Reverse Mentoring App 17:00" in article.words
    assert article.one(id=article.attributes["aria-labelledby"]).words == "Reverse Mentoring App 17:00"
    assert "11:00" in shown(lena, kit.section()).words


def test_an_edited_and_a_private_message_say_so(ws: Workspace, ayu: Person) -> None:
    message = posting.whisper(ayu, ws.dm_with(ayu), {"text": "Only you"})
    assert "Only visible to you" in drawing.message(message, ayu)
    before = drawing.version(message, ayu)
    posting.edit(ws, message, {"text": "Only you, still"})
    assert "(edited)" in drawing.message(message, ayu)
    assert drawing.version(message, ayu) != before


def test_a_message_without_blocks_shows_its_text(ws: Workspace, ayu: Person) -> None:
    from_bot = posting.post(ws, ws.dm_with(ayu), {"text": "*Here* &lt;b&gt;"})
    assert "<strong>Here</strong> &lt;b&gt;" in drawing.message(from_bot, ayu)


def test_a_button_is_a_button_and_a_link_is_a_link(ayu: Person) -> None:
    found = shown(ayu, kit.actions(kit.button("Yes"), kit.button("Read", url="https://example.com")))
    assert [one.words for one in found.all("button")] == ["Yes"]
    assert found.one("a", data_do="press").attributes["href"] == "https://example.com"


def test_a_button_that_asks_first_has_a_dialog_of_its_own(ayu: Person) -> None:
    found = shown(ayu, kit.actions(kit.button("Leave", confirm=kit.confirm())))
    question = found.one("dialog")
    assert question.attributes["data-confirms"] == found.one("button", data_do="press").attributes["id"]
    assert question.one("h2").words == "Sure?"
    assert [one.words for one in question.all("button")] == ["No", "Yes"]


def test_a_menu_that_acts_at_once_is_named_by_its_placeholder(ayu: Person) -> None:
    menu = shown(ayu, kit.actions(kit.select(placeholder=kit.plain("Pick one")))).one("select")
    assert menu.attributes["aria-label"] == "Pick one"
    assert menu.attributes["data-do"] == "pick"


def test_a_menu_beside_a_text_is_named_by_that_text(ayu: Person) -> None:
    overflow = {"type": "overflow", "action_id": "more", "options": kit.options(2)}
    menu = shown(ayu, kit.section(accessory=overflow)).one("select")
    assert menu.attributes["aria-label"] == "Hello"
    assert [option.words for option in menu.all("option")] == ["…", "Option 0", "Option 1"]


def test_what_is_not_drawn_is_read_out(ayu: Person) -> None:
    assert "[A picture]" in shown(ayu, kit.IMAGE).words
    assert "[chart: Sessions]" in shown(ayu, kit.chart(["May", "June"])).words


def test_headers_fields_and_small_print_are_shown(ayu: Person) -> None:
    header = {"type": "header", "text": kit.plain("*Big*")}
    section = {"type": "section", "fields": [kit.marked("*One*"), kit.plain("*Two*")]}
    found = shown(ayu, header, section, {"type": "divider"}, kit.CONTEXT)
    assert found.one("h2").text == "*Big*"
    assert found.one("strong").text == "One"
    assert "small print A picture" in found.words


KINDS: list[tuple[kit.Json, str, dict[str, str]]] = [
    (kit.text_input(), "input", {"type": "text"}),
    (kit.text_input(multiline=True), "textarea", {}),
    (kit.number(), "input", {"type": "number"}),
    ({"type": "email_text_input", "action_id": "e"}, "input", {"type": "email"}),
    ({"type": "datepicker", "action_id": "d", "initial_date": "2026-03-02"}, "input", {"value": "2026-03-02"}),
    ({"type": "timepicker", "action_id": "d", "initial_time": "09:30"}, "input", {"value": "09:30"}),
    ({"type": "users_select", "action_id": "u"}, "select", {}),
    (kit.select(), "select", {}),
]


@pytest.mark.parametrize(("element", "tag", "attributes"), KINDS)
def test_each_field_has_its_label(ayu: Person, element: kit.Json, tag: str, attributes: dict[str, str]) -> None:
    found = dialog(ayu, kit.form(element, optional=True))
    control = found.one(tag, **attributes)
    assert found.one("label", for_=control.attributes["id"]).words == "Label (optional)"


@pytest.mark.parametrize("kind", ["radio_buttons", "checkboxes", "multi_static_select"])
def test_several_choices_are_a_group_with_a_legend(ayu: Person, kind: str) -> None:
    one_more = {**kit.options(2)[1], "description": kit.plain("More of it")}
    found = dialog(ayu, kit.form({"type": kind, "action_id": "c", "options": [kit.options(1)[0], one_more]}))
    group = found.one("fieldset")
    assert group.one("legend").words == "Label"
    boxes = group.all("input")
    assert [group.one("label", for_=box.attributes["id"]).words for box in boxes] == ["Option 0", "Option 1"]
    assert group.one(id=boxes[1].attributes["aria-describedby"]).words == "More of it"


def test_a_moment_is_shown_by_the_clock_of_the_person(ayu: Person) -> None:
    field = {"type": "datetimepicker", "action_id": "m", "initial_date_time": 1772445600}  # 10:00 in UTC
    assert dialog(ayu, kit.form(field)).one("input").attributes["value"] == "2026-03-02T17:00"


def test_people_are_offered_by_name(ayu: Person, lena: Person) -> None:
    many = {"type": "multi_users_select", "action_id": "u", "initial_users": [lena.id]}
    found = dialog(ayu, kit.form(many))
    assert [label.words for label in found.all("label")] == ["Ayu Lestari", "Lena Vogel"]
    assert [box.attributes["value"] for box in found.all("input", checked="")] == [lena.id]


def test_an_error_stands_under_its_field_and_is_told(ayu: Person) -> None:
    dialog(ayu, kit.form(kit.text_input(), hint=kit.plain("A hint")))
    ayu.submits()
    found = parsed(str(drawing.modal(ayu)))
    control = found.one("input")
    error = found.one("p", role="alert")
    assert control.attributes["aria-invalid"] == "true"
    hint_id, error_id = control.attributes["aria-describedby"].split()
    assert error.attributes["id"] == error_id
    assert found.one(id=hint_id).words == "A hint"
    assert error.words == "Please complete this required field."


def test_a_dialog_bears_its_title_and_its_words(ayu: Person) -> None:
    found = dialog(ayu, kit.section(), close=kit.plain("Not now"))
    window = found.one("dialog")
    assert found.one(id=window.attributes["aria-labelledby"]).words == "Title"
    assert [button.words for button in found.all("button")] == ["Not now", "Send"]


def test_nothing_is_open_when_no_modal_is(ayu: Person) -> None:
    assert drawing.modal(ayu) == ""


def test_hostile_words_stay_words_wherever_they_stand(ayu: Person) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    options = [{"text": kit.plain(evil), "value": evil, "description": kit.plain(evil)}]
    radio = {"type": "radio_buttons", "action_id": "r", "options": options}
    line = kit.text_input(initial_value=evil, placeholder=kit.plain(evil))
    area = kit.text_input(multiline=True, initial_value="</textarea>" + evil)
    found = dialog(
        ayu,
        kit.form(line, label=kit.plain(evil), hint=kit.plain(evil)),
        kit.form(area),
        kit.form(radio),
        kit.form(kit.select(options=options)),
        kit.section(text=kit.marked(evil), accessory=kit.button(evil[:30], value=evil)),
        title=kit.plain(evil[:24]),
    )
    assert found.all("img") == []
    assert found.all("input", type_="text")[0].attributes["value"] == evil
