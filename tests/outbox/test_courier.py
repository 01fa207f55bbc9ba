"""Which message in a history is the letter that is looked for."""

import pytest

from bot.outbox.courier import is_ours


@pytest.mark.parametrize(
    ("message", "ours"),
    [
        ({"metadata": {"event_type": "rm_letter", "event_payload": {"id": "mine"}}}, True),
        ({"metadata": {"event_type": "rm_letter", "event_payload": {"id": "theirs"}}}, False),
        ({"metadata": {"event_type": "rm_letter"}}, False),
        ({"metadata": None, "files": [{"id": "F1"}]}, True),
        ({"files": [{"id": "F2"}, {}]}, False),
        ({"files": None}, False),
        ({"text": "mine"}, False),
    ],
)
def test_a_message_is_ours_by_its_mark_or_its_file(message: dict[str, object], ours: bool) -> None:
    assert is_ours(message, "mine", "F1") == ours


def test_a_message_without_a_file_is_not_one_that_has_none() -> None:
    assert not is_ours({"files": [{"id": None}]}, "mine", None)
