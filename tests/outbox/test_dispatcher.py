"""What the dispatcher decides: which letter goes next, beside what, and when it has to wait."""

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.models import Kind
from bot.outbox.ahead import FRESH_SECONDS, LONGEST_PAUSE, calls_for
from bot.outbox.claims import Due
from bot.outbox.delivery import Limited
from tests.outbox.office import TAKEN, Office, Slack, due, paced


def test_everything_goes_out_in_its_order_and_the_workspaces_are_given_back() -> None:
    office = Office(due("D1"), due("D2"), due("D3"))
    assert office.sends() == ["D1", "D2", "D3"]
    assert [end.ending for end in office.letters.settled] == [TAKEN] * 3
    assert (office.letters.waiting, office.letters.released) == ([], 1)


def test_with_nothing_due_no_time_passes() -> None:
    office = Office()
    assert office.sends() == []
    assert (office.time.seconds, office.letters.released) == (0.0, 1)


def test_so_many_are_on_their_way_at_once_and_no_more() -> None:
    office = Office(*(due(f"D{number}") for number in range(7)), at_once=3)
    assert sorted(office.sends()) == [f"D{number}" for number in range(7)]
    assert office.workers.most == 3


def test_none_overtakes_another_in_its_conversation_and_the_others_go_on_meanwhile() -> None:
    office = Office(due("D1"), due("D1"), due("D2"), at_once=3)
    office.workers.seconds["D1"] = 5.0
    assert office.sends() == ["D2", "D1", "D1"]
    assert office.workers.begun == [("D1", 0.0), ("D2", 0.0), ("D1", 5.0)]


def test_what_may_go_meanwhile_does_not_wait_until_something_has_ended() -> None:
    office = Office(due("D1"), due("D2"), due("D2"), due("D2"), at_once=3, pace=paced)
    office.workers.seconds["D1"] = 60.0
    office.sends()
    assert [conversation for conversation, _ in office.workers.begun] == ["D1", "D2", "D2", "D2"]
    assert office.workers.begun[-1][1] == pytest.approx(1.0, abs=0.2)  # a conversation takes one a second


def test_a_letter_that_somebody_else_was_faster_with_holds_up_nothing() -> None:
    first, second = due("D1"), due("D2")
    office = Office(first, second)
    office.letters.elsewhere = {first.letter_id}
    assert office.sends() == ["D2"]
    assert office.letters.missed == [first]


def test_a_letter_that_has_changed_since_it_was_read_is_read_again() -> None:
    first = due("D1")
    office = Office(first, due("D2"))
    office.letters.elsewhere = {first.letter_id}

    def changes(claimed: Due) -> None:
        if claimed.conversation == "D2":
            office.letters.elsewhere.clear()
            office.letters.waiting = [due("D1", letter_id=first.letter_id, fence=1)]

    told = []
    for sent in office.outbox.send_due(office.time.wall):
        told.append(sent.kind)
        changes(office.letters.claimed[-1])
    assert told == ["D2", "D1"]


def test_what_is_more_urgent_goes_first_once_what_was_read_is_no_longer_fresh() -> None:
    office = Office(*(due(f"D{number}") for number in range(30)))
    told = []
    for sent in office.outbox.send_due(office.time.wall):
        told.append((sent.kind, office.time.seconds))
        if len(told) == 1:
            office.letters.waiting.insert(0, due("help"))
    [at] = [seconds for conversation, seconds in told if conversation == "help"]
    assert FRESH_SECONDS <= at <= FRESH_SECONDS + 0.3
    assert len(told) == 31


def test_after_a_429_nothing_more_is_claimed_there_and_elsewhere_it_goes_on() -> None:
    closed = [due(f"D{number}", "T1") for number in range(3)]
    slack = Slack({"T1": Limited(30)})
    office = Office(*closed, due("E1", "T2"), due("E2", "T2"), slack=slack)
    assert office.sends() == ["D0", "E1", "E2"]
    assert office.letters.waiting == closed[1:]


def test_after_a_429_the_method_is_left_alone_until_slack_wants_to_hear_of_it_again() -> None:
    refused, elsewhere = due("D1", "T1"), due("E1", "T2")
    office = Office(refused, elsewhere, pace=paced, slack=Slack({"T1": Limited(30)}))
    office.sends()
    assert office.pace.wait("T1", calls_for(refused), None) == pytest.approx(30, abs=1)
    assert office.pace.wait("T2", calls_for(elsewhere), None) < 2


def test_who_is_stopped_claims_nothing_more_settles_what_is_on_its_way_and_gives_back() -> None:
    office = Office(*(due(f"D{number}") for number in range(9)), at_once=3)
    told = []
    for sent in office.outbox.send_due(office.time.wall):
        told.append(sent.kind)
        office.outbox.stop()
    assert len(told) == len(office.letters.claimed) <= 4
    assert office.letters.released == 1
    assert office.sends() == []  # for good


def test_what_a_workspace_has_no_room_for_yet_is_waited_for_in_short_pauses() -> None:
    office = Office(*(due("D1") for _ in range(4)), pace=paced)
    slept: list[float] = []
    sleep = office.time.sleep

    def remembered(seconds: float) -> None:
        slept.append(seconds)
        sleep(seconds)

    office.time.sleep = remembered  # type: ignore[method-assign]
    assert office.sends() == ["D1"] * 4
    assert [seconds for _, seconds in office.workers.begun][-1] == pytest.approx(2.0, abs=0.1)
    assert 0 < max(slept) <= LONGEST_PAUSE


def test_whoever_stops_listening_gives_back_too() -> None:
    office = Office(due("D1"), due("D2"))
    sending = office.outbox.send_due(office.time.wall)
    assert next(iter(sending)).kind == "D1"
    sending.close()  # type: ignore[attr-defined]
    assert office.letters.released == 1


def test_what_ended_while_the_database_was_away_is_settled_by_the_next_tick() -> None:
    office = Office(due("D1"), due("D2"), at_once=2)
    office.letters.faults = 1
    with pytest.raises(SQLAlchemyError):
        office.sends()
    assert office.letters.settled == []
    office.sends()
    assert sorted(end.claim.due.conversation for end in office.letters.settled) == ["D1", "D2"]


@pytest.mark.parametrize(
    ("letter", "calls"),
    [
        (due(), ("chat.postMessage",)),
        (due(channel=None), ("conversations.open", "chat.postMessage")),
        (due(ts="1.0"), ("chat.update",)),
        (due(ts="1.0", file_id="F1"), ("chat.update",)),
        (due(kind=Kind.CERTIFICATE), ("files.getUploadURLExternal", "files.completeUploadExternal")),
        (due(file_id="F1"), ("files.completeUploadExternal",)),
        (due(unsure=True, ts="1.0", file_id="F1"), ("conversations.history",)),
    ],
)
def test_the_calls_that_a_letter_takes(letter: Due, calls: tuple[str, ...]) -> None:
    assert calls_for(letter) == calls
