"""A letter: a message that we owe somebody, due at a moment."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Index, String, UniqueConstraint, literal, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.clock import real_time
from bot.database import Base, InWorkspace, of_workspace, points_at
from bot.models.circle import Circle
from bot.models.meeting import Meeting
from bot.models.pair import Pair
from bot.models.people import Person
from bot.models.programme import Enrolment, Programme


class Kind(StrEnum):
    """Every kind of letter; `bot.schedule` names the function that writes each."""

    # enrolment
    ONBOARDING = "onboarding"  # which steps are done; redrawn after each
    ONBOARDING_REMINDER = "onboarding_reminder"  # stopped half-way: once
    JOINED = "joined"
    # matching
    OFFER = "offer"  # the partner that is proposed: yes or no
    OFFER_REMINDER = "offer_reminder"
    OFFER_CLOSED = "offer_closed"  # the other said no, or an organiser took it back: neutral words
    LEFT_OUT = "left_out"  # nobody was found, and why
    INTRODUCTION = "introduction"  # to the pair, in its group DM
    # agreement
    AGREEMENT = "agreement"  # please sign; redrawn when somebody signs or changes it
    AGREEMENT_REMINDER = "agreement_reminder"
    TOPICS_CHANGED = "topics_changed"  # a line became stricter, or more open: to both, in the same words
    # meetings
    BOOKING = "booking"  # the leader picks a time
    BOOKED = "booked"  # to each: the date that stands, with calendar links
    CANCELLED = "cancelled"  # to the one who did not cancel
    REBOOKING = "rebooking"  # to the leader who cancelled: three times that suit both
    CANCELLED_TWICE = "cancelled_twice"  # two in a row: keep, pause or end kindly
    SILENCE = "silence"  # no date in the diary for two weeks
    PREPARATION = "preparation"  # 48 hours before
    ROLE_CARD = "role_card"  # an hour before
    CALENDAR_FILE = "calendar_file"
    # circle
    CIRCLE = "circle"  # to the mentors among themselves: who is in it, and when they talk their sessions over
    SUPERVISION = "supervision"  # at each of those dates: what to talk over
    # reflection
    CHECK_IN = "check_in"  # did you meet?
    MISSED = "missed"
    FELT_HEAVY = "felt_heavy"  # to the mentor alone: the ways out, and the second time somebody to talk to
    ROLES_BACK = "roles_back"  # the word that both agreed on, in the pair's group DM
    # endings
    MIDPOINT = "midpoint"
    CLOSING_SOON = "closing_soon"  # two weeks before the programme ends
    CLOSING = "closing"
    THANKS = "thanks"  # the leader's words, to the mentor
    CERTIFICATE = "certificate"
    GO_ON_TOGETHER = "go_on_together"  # both want to
    FOLLOW_UP = "follow_up"  # three months later
    # commitments and insights
    COMMITMENT_DUE = "commitment_due"  # to the leader: done, moved or dropped? redrawn with the answer
    THEME_OFFERED = "theme_offered"  # to the other of the two: may it go to the board?
    # help
    HELP_NOTE = "help_note"  # to somebody who helps: a note waits; redrawn when one of them looks after it
    HELP_PROGRESS = "help_progress"  # to whoever wrote it: answered, with another as well, or not delivered
    SPONSOR_ASKED = "sponsor_asked"  # two called off in a row: a word from the sponsor would help
    SPONSOR_WORD = "sponsor_word"  # to the leader: the sponsor has written
    # privacy
    PAUSED = "paused"  # to the partner
    LEFT = "left"  # to who leaves: how it goes on
    PARTNER_LEFT = "partner_left"
    # shelf
    PLAYBOOK_FILE = "playbook_file"  # to an organiser who asked for it
    # coordination
    PROGRAMME_CLOSED = "programme_closed"
    ORGANISER_ADDED = "organiser_added"


PRIVATE_KINDS = (
    Kind.FELT_HEAVY,
    Kind.GO_ON_TOGETHER,
)  # there are such only because of what somebody answered in private


WITH_A_FILE = (Kind.CALENDAR_FILE, Kind.CERTIFICATE, Kind.PLAYBOOK_FILE)


class Post(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed; after a crash nobody knows yet whether Slack has it
    SENT = "sent"
    DROPPED = "dropped"  # no longer worth saying; `reason` says why
    FAILED = "failed"  # Slack will never take it; `reason` is Slack's word


def index_of(*columns: str, only: str) -> Index:
    """Of the rows for which `only` holds."""
    return Index(None, *columns, sqlite_where=text(only), postgresql_where=text(only))


class Letter(InWorkspace, Base):
    """A message that we owe one person by DM, or a pair or circle in its group DM (then `person_id` is empty).

    Each letter comes once, whatever happens. One with `ts` that waits again is a message to be updated in place.
    """

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        of_workspace(),
        points_at("people", "person_id"),
        points_at("programmes", "programme_id"),
        points_at("enrolments", "enrolment_id"),
        points_at("pairs", "pair_id"),
        points_at("meetings", "meeting_id"),
        points_at("circles", "circle_id"),
        # What a tick asks for: its cost must not grow with what is not due, nor with what was sent.
        index_of("any_hour", "try_at", only="state = 'waiting'"),
        index_of("try_at", only="state = 'sending'"),
        index_of("useful_until", only="state = 'waiting' AND useful_until IS NOT NULL"),
        index_of("workspace_id", "programme_id", only="state = 'failed'"),
        Index(None, "workspace_id", "person_id"),
        index_of("workspace_id", "pair_id", only="pair_id IS NOT NULL"),
        index_of("workspace_id", "meeting_id", only="meeting_id IS NOT NULL"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(160))  # planning the same thing twice makes one letter
    person_id: Mapped[uuid.UUID | None]
    programme_id: Mapped[uuid.UUID | None]
    enrolment_id: Mapped[uuid.UUID | None]
    pair_id: Mapped[uuid.UUID | None]
    meeting_id: Mapped[uuid.UUID | None]
    circle_id: Mapped[uuid.UUID | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # dates, numbers, keys; never words
    owed_at: Mapped[datetime] = mapped_column(default=real_time)  # the order of letters due at the same moment
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime | None]  # late is worse than never after this moment
    any_hour: Mapped[bool] = mapped_column(default=False)  # an answer to one's own action, or help

    state: Mapped[str] = mapped_column(String(16), default=Post.WAITING)
    try_at: Mapped[datetime]  # when it is looked at next: due, tried again, or looked for in the history
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(255))
    owner: Mapped[str | None] = mapped_column(String(64))  # the sender that holds the claim
    fence: Mapped[int] = mapped_column(default=0)  # grows with each claim; an older holder changes nothing
    claimed_at: Mapped[datetime | None]
    first_claimed_at: Mapped[datetime | None]  # where a look into the history begins
    stale: Mapped[bool] = mapped_column(default=False)  # changed while it was being sent: to be written again
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    file_id: Mapped[str | None] = mapped_column(String(32))  # of a letter that carries a file

    person: Mapped[Person | None] = relationship(viewonly=True)
    programme: Mapped[Programme | None] = relationship(viewonly=True)
    enrolment: Mapped[Enrolment | None] = relationship(viewonly=True)
    pair: Mapped[Pair | None] = relationship(viewonly=True)
    meeting: Mapped[Meeting | None] = relationship(viewonly=True)
    circle: Mapped[Circle | None] = relationship(viewonly=True)


def standing(state: Post) -> ColumnElement[bool]:
    """Written out: an index of letters in one state serves only statements that name it."""
    return Letter.state == literal(state, literal_execute=True)
