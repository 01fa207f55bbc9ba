"""What a message says to the eye, a screen reader hears too; and help stands under every one."""

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block, DividerBlock, HeaderBlock, ImageBlock, SectionBlock

from bot.said import HELP, Said, aside, button, buttons, notice, paragraph, sure, with_help


def test_all_of_a_message_is_in_its_text() -> None:
    said = Said(
        [
            HeaderBlock(text="Session 1"),
            DividerBlock(),
            paragraph("Meet *Lena*"),
            SectionBlock(fields=["one", "two"]),
            ImageBlock(image_url="https://example.com/a.png", alt_text="A chart"),
            aside("Small print"),
            buttons(button("Yes", "yes"), button("No", "no")),
        ]
    )
    assert said.text == "Session 1\nMeet *Lena*\nSmall print\n[Yes] [No]"


def test_nothing_said_is_empty() -> None:
    assert Said().text == ""


def test_a_button_without_a_value_carries_none() -> None:
    """Slack refuses an empty one."""
    plain = button("Yes", "yes").to_dict()
    assert plain == {"type": "button", "action_id": "yes", "text": {"type": "plain_text", "text": "Yes"}}
    careful = button("End it", "end", "42", style="danger", confirm=sure("Sure?", "It ends.", "End it", "Back"))
    assert (careful.to_dict()["value"], careful.to_dict()["style"]) == ("42", "danger")
    assert careful.to_dict()["confirm"]["confirm"]["text"] == "End it"


def action_ids(block: Block) -> list[str]:
    return [element["action_id"] for element in block.to_dict()["elements"]]


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        ([], [[HELP]]),
        (["a"], [["a", HELP]]),
        (["a", "b", "c", "d"], [["a", "b", "c", "d", HELP]]),
        (["a", "b", "c", "d", "e"], [["a", "b", "c", "d", "e"], [HELP]]),
    ],
)
def test_help_stands_last_in_the_last_row_or_in_a_row_of_its_own(row: list[str], rows: list[list[str]]) -> None:
    before = [paragraph("Hello"), *([buttons(*(button(name, name) for name in row))] if row else [])]
    after = with_help(before, "en")
    assert [action_ids(block) for block in after if isinstance(block, ActionsBlock)] == rows
    assert after[0] is before[0]


def test_help_stands_under_no_words_at_all() -> None:
    assert [action_ids(block) for block in with_help([], "en")] == [[HELP]]


def test_a_row_that_is_not_last_is_left_alone() -> None:
    row = buttons(button("Yes", "yes"))
    after = with_help([row, paragraph("Hello")], "en")
    assert [block.type for block in after] == ["actions", "section", "actions"]
    assert action_ids(row) == ["yes"]


def test_a_notice_fits_into_the_title_of_a_window() -> None:
    window = notice("A title that is far too long for Slack", "Words", "OK").to_dict()
    assert window["title"]["text"] == "A title that is far too "
    assert (window["close"]["text"], "submit" in window) == ("OK", False)
