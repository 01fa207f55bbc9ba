"""What somebody can do about a pair of theirs: two rows of buttons, the most useful first."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ButtonElement

from bot.actions import Act
from bot.afterwards import held
from bot.buttons import call_off, decline
from bot.home.rules import Together
from bot.models import Meeting, Pairing, Role, Sitting
from bot.pledge_rows import write_button
from bot.said import button
from bot.stop_word import can_be_said
from bot.wording import plural, translation

MOST = 5  # in a row


def pair_rows(one: Together, now: datetime, language: str) -> list[Sequence[ButtonElement]]:
    """The answer to an offer; of a pair that runs, what they have agreed on and then their session."""
    if one.pair.state == Pairing.OFFERED:
        return [offer_buttons(one, language)]
    if one.pair.state != Pairing.ACTIVE:
        return []
    first = [*agreement_buttons(one, language), *pledge_buttons(one, language), *goal_buttons(one, now, language)]
    second = [*wish_button(one, language), *session_buttons(one, now, language), *ending_buttons(one, now, language)]
    return [first[:MOST], second[:MOST]]


def offer_buttons(one: Together, language: str) -> list[ButtonElement]:
    _ = translation(language)
    pair_id = str(one.pair.id)
    if one.answered:
        return []
    return [button(_("Yes, gladly"), Act.ACCEPT_OFFER, pair_id, style="primary"), decline(pair_id, language)]


def agreement_buttons(one: Together, language: str) -> list[ButtonElement]:
    _ = translation(language)
    pair_id = str(one.pair.id)
    if one.signed:
        return [
            button(_("Our agreement"), Act.READ_AGREEMENT, pair_id),
            button(_("My topics"), Act.TOPICS, pair_id),
        ]
    return [button(_("Read and sign"), Act.SIGN_AGREEMENT, pair_id, style="primary")]


def pledge_buttons(one: Together, language: str) -> list[ButtonElement]:
    """What the leader does with what they heard: written by the leader, read by both."""
    _, n_ = translation(language), plural(language)
    number = one.still_open
    text = n_("Our commitments ({number} open)", "Our commitments ({number} open)", number).format(number=number)
    writing = [write_button(str(one.behind[-1].id), language)] if one.may_commit else []
    reading = [button(text, Act.COMMITMENTS, str(one.pair.id))] if one.pledged else []
    return [*writing, *reading]


def goal_buttons(one: Together, now: datetime, language: str) -> list[ButtonElement]:
    """From half-way on: a goal is rated when there is something to look back on."""
    _ = translation(language)
    if not one.half_way and not one.ends_soon(now):
        return []
    return [button(_("Rate my goals"), Act.RATE_GOALS, str(one.pair.enrolment(one.role).id))]


def ending_buttons(one: Together, now: datetime, language: str) -> list[ButtonElement]:
    """What is left after the last session, or as the programme comes to its end."""
    if one.meeting is not None and not one.ends_soon(now):
        return []
    return keepsakes(one, language)


def keepsakes(one: Together, language: str) -> list[ButtonElement]:
    """They outlast the programme."""
    _ = translation(language)
    pair_id = str(one.pair.id)
    thanks = [button(_("Write a thank-you"), Act.WRITE_THANKS, pair_id)] if one.may_thank else []
    certificate = [button(_("My certificate"), Act.CERTIFICATE, pair_id)] if held(one.pair) else []
    return [*thanks, *certificate]


def wish_button(one: Together, language: str) -> list[ButtonElement]:
    _ = translation(language)
    if not one.asked_for_person:
        return []
    return [button(_("I need no conversation any more"), Act.WANTS_NOBODY, str(one.pair.id))]


def session_buttons(one: Together, now: datetime, language: str) -> list[ButtonElement]:
    """The word while it can be said; the next session: booked by the leader, prepared by both, moved by either."""
    return [*word_button(one, now, language), *next_session(one, now, language)]


def word_button(one: Together, now: datetime, language: str) -> list[ButtonElement]:
    _ = translation(language)
    if not one.stop_word or not can_be_said(one.pair, now):
        return []
    return [button(_("Bring the roles back"), Act.SAY_WORD, str(one.pair.id))]


def next_session(one: Together, now: datetime, language: str) -> list[ButtonElement]:
    _ = translation(language)
    meeting = one.meeting
    if meeting is None or not one.both_signed:
        return []
    if meeting.state == Sitting.BOOKED:
        return booked_session(one, meeting, language) if meeting.starts_at and meeting.starts_at > now else []
    if one.role == Role.MENTOR:
        return [plan(meeting, language)]
    return [button(_("Pick a time"), Act.BOOK, str(meeting.id), style="primary")]


def booked_session(one: Together, meeting: Meeting, language: str) -> list[ButtonElement]:
    _ = translation(language)
    meeting_id = str(meeting.id)
    return [
        questions(one, meeting_id, language),
        *([plan(meeting, language)] if one.role == Role.MENTOR else []),
        button(_("Move it"), Act.MOVE, meeting_id),
        call_off(meeting_id, language),
        button(_("Calendar file"), Act.CALENDAR_FILE, meeting_id),
    ]


def plan(meeting: Meeting, language: str) -> ButtonElement:
    _ = translation(language)
    return button(_("Plan the session"), Act.PLAN_SESSION, str(meeting.id))


def questions(one: Together, meeting_id: str, language: str) -> ButtonElement:
    _ = translation(language)
    if one.role == Role.LEADER:
        return button(_("Send my questions"), Act.SEND_QUESTIONS, meeting_id)
    return button(_("Read the questions"), Act.READ_QUESTIONS, meeting_id)
