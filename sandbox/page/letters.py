"""Letters in words: which kind, to whom, and which are still to come."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from bot.models import Enrolment, Kind, Letter, Pair, Post
from bot.outbox.examination import readers_of
from sandbox.workspace import Workspace

KINDS = {
    Kind.ONBOARDING: "how far joining has come",
    Kind.ONBOARDING_REMINDER: "a reminder to finish joining",
    Kind.JOINED: "a welcome",
    Kind.OFFER: "a partner is proposed",
    Kind.OFFER_REMINDER: "a reminder to say yes or no",
    Kind.OFFER_CLOSED: "a proposal is over",
    Kind.LEFT_OUT: "nobody was found yet",
    Kind.INTRODUCTION: "the introduction",
    Kind.AGREEMENT: "an agreement to sign",
    Kind.AGREEMENT_REMINDER: "a reminder to sign",
    Kind.TOPICS_CHANGED: "a topic of an agreement changed",
    Kind.BOOKING: "times for the next session",
    Kind.BOOKED: "a date that stands",
    Kind.CANCELLED: "a session is called off",
    Kind.REBOOKING: "new times to choose from",
    Kind.CANCELLED_TWICE: "called off twice: how to go on",
    Kind.SILENCE: "a nudge: no date in the diary",
    Kind.PREPARATION: "how to prepare, and questions",
    Kind.ROLE_CARD: "the role card for today",
    Kind.CALENDAR_FILE: "a calendar file",
    Kind.CHECK_IN: "did you meet?",
    Kind.MISSED: "a session was missed",
    Kind.MIDPOINT: "a look back at half-time",
    Kind.CLOSING: "a look back at the end",
    Kind.CLOSING_SOON: "the end comes into sight",
    Kind.THANKS: "a thank-you",
    Kind.CERTIFICATE: "a certificate",
    Kind.GO_ON_TOGETHER: "both would like to go on",
    Kind.FOLLOW_UP: "what has lasted",
    Kind.FELT_HEAVY: "a kind word after a heavy session",
    Kind.ROLES_BACK: "the word that brings the roles back",
    Kind.COMMITMENT_DUE: "done, moved or dropped?",
    Kind.THEME_OFFERED: "may this theme be shared?",
    Kind.HELP_NOTE: "a note to the people who help",
    Kind.HELP_PROGRESS: "what became of a note for help",
    Kind.SPONSOR_ASKED: "the sponsor may send a word",
    Kind.SPONSOR_WORD: "a word from the sponsor",
    Kind.CIRCLE: "the mentors’ own conversation",
    Kind.SUPERVISION: "a moment for the mentors together",
    Kind.PAUSED: "the partner takes a break",
    Kind.LEFT: "how it goes on after leaving",
    Kind.PARTNER_LEFT: "the partner has left",
    Kind.PROGRAMME_CLOSED: "the programme is closed",
    Kind.ORGANISER_ADDED: "what an organiser does",
    Kind.PLAYBOOK_FILE: "a playbook as a file",
}


def in_words(letter: Letter) -> str:
    return KINDS[Kind(letter.kind)]


def to_whom(ws: Workspace, letter: Letter) -> str:
    """A pair's letter goes to both; names are those that the workspace shows."""
    return " and ".join(ws.name_of(person.slack_id) for person in readers_of(letter))


def with_readers() -> Select[Letter]:
    """Letters with everybody whom `to_whom` asks for."""
    both = (joinedload(getattr(Pair, side)).joinedload(Enrolment.person) for side in ("mentor", "leader"))
    pair = joinedload(Letter.pair)
    return select(Letter).options(joinedload(Letter.person), *(pair.options(one) for one in both))


def still_to_come(limit: int) -> Select[Letter]:
    """Those that nobody has seen yet, the next one first; one that is only written anew is not among them."""
    waiting = with_readers().where(Letter.state == Post.WAITING, Letter.ts.is_(None))
    return waiting.order_by(Letter.try_at, Letter.owed_at, Letter.key).limit(limit)


def moved(letter: Letter) -> datetime | None:
    """When it is looked at next, where that is no longer when it was due."""
    return letter.try_at if letter.state == Post.WAITING and letter.try_at != letter.due_at else None
