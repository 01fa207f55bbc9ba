"""What a pressed button carries."""

from uuid import UUID

import pytest

from bot.actions import id_of, page_of
from bot.errors import Refused

GARBAGE = [None, "", "garbage", "-1", "\x00", "1.5", "٣", "9" * 30]


@pytest.mark.parametrize("value", GARBAGE)
def test_a_button_that_carries_something_else_is_out_of_date(value: str | None) -> None:
    for read in (id_of, page_of):
        with pytest.raises(Refused, match="old_button"):
            read({"value": value})


def test_what_a_button_carries_is_read() -> None:
    assert id_of({"value": "0" * 31 + "7"}) == UUID(int=7)
    assert page_of({"value": "12"}) == 12
