"""The organiser's views: proposals page by page, and the choice of another mentor."""

from typing import Any
from uuid import uuid4

import pytest
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.errors import Invalid
from bot.matching import forms, pairing, rules
from bot.matching.forms import Page
from bot.matching.rules import Board
from bot.models import Joining, Pairing, Role
from bot.wording import mention
from tests.factories import NOW, make_enrolment
from tests.fitting import LONGEST_NAME, filled, fits
from tests.matching.cast import Cast, add_pair, assemble


def drawn(board: Board, offset: int = 0, language: str = "en") -> dict[str, Any]:
    return fits(forms.draw_board(board, offset, language))


def texts(view: dict[str, Any]) -> str:
    return "\n".join(
        block["text"]["text"] if block["type"] == "section" else block["elements"][0]["text"]
        for block in view["blocks"]
        if block["type"] in ("section", "context")
    )


def pressable(view: dict[str, Any]) -> list[str]:
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def test_each_proposal_shows_both_and_the_reason(db: Session) -> None:
    cast = assemble(db)
    view = drawn(cast.propose())
    mentor, leader = mention(cast.mentors[0].person), mention(cast.leaders[0].person)
    assert f"*{leader} learns from {mentor}*\nAI tools in daily work · English · 8 h of the working day" in texts(view)
    assert pressable(view) == ["Another mentor", "Reject"]
    assert view["submit"]["text"] == "Approve these"
    assert "1 pair is proposed." in texts(view)


def test_what_a_pair_lacks_is_said_too(db: Session) -> None:
    cast = assemble(db)
    add_pair(cast, Pairing.PROPOSED, reasons={})
    assert "no topic in common · no working hours in common" in texts(drawn(cast.board()))


def test_half_hours_are_shown_as_the_reader_writes_them(db: Session) -> None:
    cast = assemble(db)
    add_pair(cast, Pairing.PROPOSED, reasons={"overlap_minutes": 150})
    assert "2.5 h" in texts(drawn(cast.board()))
    assert "2,5 jam kerja" in texts(drawn(cast.board(), language="id"))


def test_with_nobody_there_is_nothing_to_submit(db: Session) -> None:
    view = drawn(assemble(db, 0, 0).propose())
    assert "submit" not in view
    assert texts(view).endswith("No pair is proposed.")


def test_those_left_out_and_those_not_ready_are_listed_with_the_reason(db: Session) -> None:
    cast = assemble(db, 1, 0)
    unready = make_enrolment(db, cast.programme, Role.LEADER, role_confirmed_at=None, state=Joining.DRAFT)
    view = drawn(cast.propose())
    assert f"*Left out*\n{mention(cast.mentors[0].person)}: there are too few leaders" in texts(view)
    gaps = "role not confirmed by an organiser, has not finished joining"
    assert f"*Not ready yet*\n{mention(unready.person)}: {gaps}" in texts(view)
    assert view["submit"]["text"] == "Tell those left out"
    cast.approve()
    assert "submit" not in drawn(cast.board())


@pytest.mark.parametrize(
    "reason",
    [
        pairing.TOO_FEW_LEADERS,
        pairing.TOO_FEW_MENTORS,
        pairing.ONLY_LINE_OR_TEAM,
        pairing.NO_SHARED_LANGUAGE,
        pairing.NO_PARTNER_LEFT,
    ],
)
def test_every_reason_for_having_nobody_has_words(db: Session, reason: str) -> None:
    cast = assemble(db)
    view = drawn(Board(cast.programme, [], [(cast.mentors[0], reason)], []))
    assert f"{mention(cast.mentors[0].person)}: " in texts(view)


def crowd(db: Session, number: int) -> Cast:
    cast = assemble(db, number, number)
    for place in range(number):
        add_pair(cast, Pairing.PROPOSED, place, place)
    return cast


def test_more_than_a_page_is_turned(db: Session) -> None:
    board = crowd(db, 45).board()
    first, middle, last = (drawn(board, offset) for offset in (0, 20, 40))
    assert pressable(first)[-1] == "More of them"
    assert pressable(middle)[-2:] == ["Earlier ones", "More of them"]
    assert pressable(last)[-1] == "Earlier ones"
    assert "21 to 40 of 45" in texts(middle)
    assert [len(forms.read_page(view).shown) for view in (first, middle, last)] == [20, 20, 5]
    assert forms.read_page(middle).pair_ids == {pair.id for pair in board.proposals[20:40]}


def test_a_page_beyond_the_end_is_the_last_one(db: Session) -> None:
    board = crowd(db, 3).board()
    assert forms.read_page(drawn(board, 60)).offset == 0


def test_long_lists_are_cut_and_say_so(db: Session) -> None:
    cast = assemble(db, 70, 0)
    rename(cast)
    board = Board(cast.programme, [], [(one, pairing.ONLY_LINE_OR_TEAM) for one in cast.mentors], everything(cast))
    assert texts(drawn(board)).count("… and 10 more") == 2


def everything(cast: Cast) -> list[tuple[Any, list[str]]]:
    gaps = ["consent", "role", "motivation", "goals", "topics", "languages", "manager", "team", "capacity"]
    return [(one, [*gaps, "role_confirmed", "not_joined", "paused", "not_a_member"]) for one in cast.mentors]


def rename(cast: Cast) -> None:
    cast.programme.name = "<&>" * 26
    for enrolment in (*cast.mentors, *cast.leaders):
        enrolment.person.name = LONGEST_NAME


def test_after_an_approval_the_rest_is_shown_or_what_was_done(db: Session) -> None:
    cast = assemble(db, 3, 2)
    first, second = cast.propose().proposals
    page = Page(str(cast.programme.id), 0, [str(first.id)])
    assert forms.read_page(fits(forms.draw_rest(cast.approve(first), page, "en"))).pair_ids == {second.id}
    done = texts(fits(forms.draw_rest(cast.approve(second), page, "en")))
    assert done == "1 pair is asked now. 1 person hears that there is nobody for them yet, and why."


def test_an_approval_of_nothing_says_so(db: Session) -> None:
    cast = assemble(db, 0, 0)
    view = forms.draw_rest(cast.board(), Page(str(cast.programme.id)), "en")
    assert texts(fits(view)) == "There was nothing left to decide."


def swap_view(cast: Cast, language: str = "en") -> View:
    pair = cast.board().proposals[0]
    return forms.draw_swap(pair, rules.swaps(cast.db, pair, NOW), Page(str(cast.programme.id), 20), language)


def test_the_other_mentors_are_listed_with_what_a_change_would_do(db: Session) -> None:
    cast = assemble(db, 3, 2)
    add_pair(cast, Pairing.PROPOSED)
    add_pair(cast, Pairing.PROPOSED, 1, 1)
    (field,) = [block for block in fits(swap_view(cast))["blocks"] if block["type"] == "input"]
    assert [option["text"]["text"] for option in field["element"]["options"]] == [
        "Mentor 002 – has a place free",
        "Mentor 001 – in exchange with Leader 001",
    ]


def test_a_choice_is_read_as_it_was_made(db: Session) -> None:
    cast = assemble(db, 2, 1)
    pair = add_pair(cast, Pairing.PROPOSED)
    view = filled(swap_view(cast), mentor=str(cast.mentors[1].id))
    swapping = forms.read_swapping(view)
    assert (swapping.pair_id, swapping.page) == (pair.id, Page(str(cast.programme.id), 20))
    assert forms.read_swap(view, "en") == cast.mentors[1].id


def test_no_choice_is_told_under_the_field(db: Session) -> None:
    cast = assemble(db, 2, 1)
    add_pair(cast, Pairing.PROPOSED)
    with pytest.raises(Invalid) as invalid:
        forms.read_swap(filled(swap_view(cast), mentor=None), "en")
    assert invalid.value.errors == {"mentor": "Please choose somebody, or go back."}


def test_where_nobody_else_fits_that_is_said(db: Session) -> None:
    cast = assemble(db)
    add_pair(cast, Pairing.PROPOSED)
    assert "Nobody else can be the mentor here" in texts(fits(swap_view(cast)))


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_view_fits_with_the_longest_names_and_a_hundred_and_more_mentors(db: Session, language: str) -> None:
    cast = assemble(db, 104, 22)
    rename(cast)
    for place in range(22):
        reasons = {"topics": ["ai_tools", "data"] * 8, "languages": ["en", "id", "de"] * 5, "overlap_minutes": 90}
        add_pair(cast, Pairing.PROPOSED, place, place, reasons=reasons)
    drawn(cast.board(), language=language)
    (field,) = [block for block in fits(swap_view(cast, language))["blocks"] if block["type"] == "input"]
    assert len(field["element"]["options"]) == 100


def test_what_a_form_carries_is_read_back() -> None:
    programme, pair = uuid4(), uuid4()
    page = Page(str(programme), 0, [str(pair)])
    assert (page.programme_id, page.pair_ids) == (programme, {pair})
