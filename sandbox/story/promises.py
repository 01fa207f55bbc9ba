"""What the programme promises, checked against what everybody in the story saw and what the database says."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.hours import open_at
from bot.models import Commitment, Kind, Letter, Meeting, Outcome, Pair, Post, Sitting
from sandbox.journal import Entry
from sandbox.story import pledging, private, reading, showing
from sandbox.story.cast import CAST
from sandbox.story.ending_promises import OF_ENDINGS
from sandbox.story.plot import Story, back_on
from sandbox.story.telling import COACHED, OFFERED_HELP

UNMATCHED = ("jonas", "zoe")
LEAVER = "nia"
PAUSER = "arjun"
PAIRS = 5


def broken(story: Story) -> list[str]:
    """Each promise that was not kept, in a sentence; empty when all were."""
    with story.rehearsal.house.reading() as db:
        in_rows = [fault for promise in OF_ROWS for fault in promise(db)]
    return story.broken + in_rows + [fault for promise in OF_WORDS for fault in promise(story)]


def every_letter_has_an_end(db: Session) -> Iterator[str]:
    open_ones = select(Letter).where(Letter.state.not_in((Post.SENT, Post.DROPPED)))
    for letter in db.scalars(open_ones):
        yield f"the letter {letter.kind} is still {letter.state} ({letter.reason})"


def nothing_comes_outside_working_hours(db: Session) -> Iterator[str]:
    for letter in db.scalars(select(Letter).where(Letter.state == Post.SENT, Letter.any_hour.is_(False))):
        if letter.person and letter.sent_at and not open_at(letter.sent_at, letter.person.zone):
            yield f"{letter.kind} reached {letter.person.name} at {letter.sent_at:%A %H:%M} UTC"


def each_session_is_prepared_and_followed_up(db: Session) -> Iterator[str]:
    """Each of the two gets a preparation, a role card and a check-in, and at most one of a kind for one date.

    A session that moves within its week keeps the messages that it has: one of a kind a week is the promise.
    """
    for meeting in db.scalars(select(Meeting).where(Meeting.state == Sitting.HELD)):
        for person in (meeting.pair.mentor.person, meeting.pair.leader.person):
            for kind in (Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN):
                keys = [letter.key for letter in about(db, meeting, person.id, kind)]
                if not keys:
                    yield f"{person.name} got no {kind} for session {meeting.number}"
                if len(keys) != len({key.rpartition(":")[2] for key in keys}):
                    yield f"{person.name} got {len(keys)} {kind} for session {meeting.number}"


def about(db: Session, meeting: Meeting, person_id: uuid.UUID, kind: Kind) -> list[Letter]:
    mine = (Letter.meeting_id == meeting.id, Letter.person_id == person_id, Letter.kind == kind)
    return list(db.scalars(select(Letter).where(*mine, Letter.state == Post.SENT)))


def pairs_are_introduced_once(db: Session) -> Iterator[str]:
    introductions = list(db.scalars(select(Letter).where(Letter.kind == Kind.INTRODUCTION, Letter.state == Post.SENT)))
    if len(introductions) != PAIRS or len({letter.pair_id for letter in introductions}) != PAIRS:
        yield f"{len(introductions)} introductions instead of {PAIRS}"


def sessions_are_held(db: Session) -> Iterator[str]:
    """Every pair but the one that ended holds its six sessions, cancellations, a break and a miss notwithstanding."""
    for pair in db.scalars(select(Pair).where(Pair.started_at.is_not(None))):
        held = sum(meeting.state == Sitting.HELD for meeting in pair.meetings)
        expected = 2 if pair.mentor.person.slack_id == f"U0{LEAVER.upper()}" else pair.programme.meeting_count
        if held != expected:
            yield f"{pair.mentor.person.name} and {pair.leader.person.name} held {held} sessions instead of {expected}"


def nothing_went_wrong_out_of_sight(story: Story) -> Iterator[str]:
    yield from story.rehearsal.ws.troubles


def no_message_comes_twice(story: Story) -> Iterator[str]:
    for one in CAST:
        ids = [message.metadata["event_payload"]["id"] for message in story.person(one.handle).dm if message.metadata]
        for letter, times in Counter(ids).items():
            if times > 1:
                yield f"{one.name} got the letter {letter} {times} times"


def reminders_come_once(story: Story) -> Iterator[str]:
    reminders = {
        "zoe": "You began to join",
        "tom": "A pair still waits for your answer",
        "carol": "has signed your agreement; your name is still missing",
    }
    for handle, words in reminders.items():
        times = len([entry for entry in arrived(story, handle) if words in entry.text])
        if times != 1:
            yield f"{handle} was reminded {times} times instead of once ({words!r})"


def arrived(story: Story, handle: str) -> list[Entry]:
    """Every message that came to somebody, as it was when it came."""
    return [entry for entry in story.rehearsal.ws.transcript if entry.kind == "message" and handle in entry.people]


def the_unmatched_are_told_why(story: Story) -> Iterator[str]:
    for handle in UNMATCHED:
        if not any("there is none for you yet" in message.readable for message in story.person(handle).dm):
            yield f"{handle} was not told that nobody was found"


def whoever_leaves_is_left_alone(story: Story) -> Iterator[str]:
    messages = story.person(LEAVER).dm
    left = [number for number, message in enumerate(messages) if "You have left" in message.readable]
    if not left or len(messages) > left[-1] + 1:
        yield f"{LEAVER} heard {messages[-1].readable[:60]!r} last"


def nothing_comes_during_a_break(story: Story) -> Iterator[str]:
    began = next(
        e.at for e in story.rehearsal.ws.transcript if e.kind == "command" and e.text.startswith("/rm-me pause")
    )
    ends = datetime.combine(back_on(story), time(), UTC)
    for message in story.person(PAUSER).dm:
        if began < message.at < ends:
            yield f"{PAUSER} got a message during the break: {message.readable[:60]!r}"


def nobody_reads_what_is_not_theirs(story: Story) -> Iterator[str]:
    yield from private.leaks(story.rehearsal.ws.transcript)


def everybody_saw_what_concerns_them(story: Story) -> Iterator[str]:
    """And nobody else did."""
    for looked_for in (showing.unseen, showing.alike, showing.own_choices):
        yield from looked_for(story.rehearsal.ws.transcript)


def the_organiser_sees_what_happened(story: Story) -> Iterator[str]:
    expected = {
        "nothing yet": "There is no programme yet",
        "opened": "Enrolled: 0 (0 mentors, 0 leaders)",
        "matched": "Enrolled: 12 (7 mentors, 5 leaders)",
        "after the cancellations": "two cancellations in a row",
        "closed": "Sessions: 26 held · 0 due · 0 missed",
        "three months later": "most people said that something had lasted",
    }
    for moment, words in expected.items():
        if words not in story.seen[moment]:
            yield f"/rm-status ({moment}) does not say {words!r}: {story.seen[moment]!r}"


def everybody_is_thanked(story: Story) -> Iterator[str]:
    words = ("has closed", "sudah ditutup")
    for one in CAST:
        thanked = any(w in message.readable for message in story.person(one.handle).dm for w in words)
        if thanked == (one.handle == LEAVER):
            yield f"{one.name} was {'thanked after leaving' if thanked else 'not thanked'}"


def only_whoever_said_that_roles_slipped_is_coached(story: Story) -> Iterator[str]:
    """Twice: where they said so, and on the card for the next session."""
    words = ("Twice in a row you answered", "Dua kali berturut-turut Anda menjawab")
    for one in CAST:
        times = sum(any(w in message.readable for w in words) for message in story.person(one.handle).dm)
        if times != (2 if one.handle in COACHED else 0):
            yield f"{one.name} was coached {times} times"


def whoever_found_it_heavy_twice_is_offered_help(story: Story) -> Iterator[str]:
    """And an organiser reads that they would welcome a conversation, never why."""
    for one in CAST:
        offered = any(reading.offers(message, "wants_nobody") for message in story.person(one.handle).dm)
        if offered != (one.handle == OFFERED_HELP):
            yield f"{one.name} was {'offered' if offered else 'not offered'} somebody to talk to"
    if "would welcome a conversation" not in story.seen["before the close"]:
        yield f"the organiser does not see who needs a person: {story.seen['before the close']!r}"


def a_stricter_topic_is_told_to_both_and_to_nobody_else(db: Session) -> Iterator[str]:
    told = db.scalars(select(Letter).where(Letter.kind == Kind.TOPICS_CHANGED, Letter.state == Post.SENT)).all()
    readers = {letter.person_id for letter in told}
    pairs = [letter.pair for letter in told if letter.pair]
    both = {side.person_id for pair in pairs for side in (pair.mentor, pair.leader)}
    if len(told) != 2 or readers != both or len({pair.id for pair in pairs}) != 1:
        yield f"{len(told)} letters told of the topic that became stricter"


def a_commitment_is_done_and_one_is_dropped(db: Session) -> Iterator[str]:
    outcomes = sorted(db.scalars(select(Commitment.outcome)))
    if outcomes != [Outcome.DONE, Outcome.DONE, Outcome.DROPPED]:
        yield f"the commitments ended as {outcomes}"


def the_board_shows_themes_and_names_nobody(story: Story) -> Iterator[str]:
    for moment, board in story.seen.items():
        if moment.startswith("the board"):
            missing = [words for words in (*pledging.THEMES.values(), pledging.CHANGED) if words not in board]
            named = [one.name for one in CAST if one.name in board or f"U0{one.handle.upper()}" in board]
            yield from (f"{moment} lacks {words!r}" for words in missing)
            yield from (f"{moment} names {name}" for name in named)


OF_ROWS: tuple[Callable[[Session], Iterator[str]], ...] = (
    every_letter_has_an_end,
    nothing_comes_outside_working_hours,
    each_session_is_prepared_and_followed_up,
    pairs_are_introduced_once,
    sessions_are_held,
    a_stricter_topic_is_told_to_both_and_to_nobody_else,
    a_commitment_is_done_and_one_is_dropped,
    *OF_ENDINGS,
)
OF_WORDS: tuple[Callable[[Story], Iterator[str]], ...] = (
    nothing_went_wrong_out_of_sight,
    no_message_comes_twice,
    reminders_come_once,
    the_unmatched_are_told_why,
    whoever_leaves_is_left_alone,
    nothing_comes_during_a_break,
    nobody_reads_what_is_not_theirs,
    everybody_saw_what_concerns_them,
    the_organiser_sees_what_happened,
    only_whoever_said_that_roles_slipped_is_coached,
    whoever_found_it_heavy_twice_is_offered_help,
    the_board_shows_themes_and_names_nobody,
    everybody_is_thanked,
)
