"""What runs when, and which function writes which kind of letter."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from slack_sdk import WebClient
from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from bot import metrics
from bot.acquaintance import get_acquainted
from bot.agreement import messages as agreement
from bot.circle import messages as circle
from bot.clock import Clock
from bot.commitments import messages as commitments
from bot.coordination import messages as coordination
from bot.coordination.rounds import publish_lasting
from bot.endings import messages as endings
from bot.enrolment import messages as enrolment
from bot.help import messages as help_
from bot.help import rules as help_rules
from bot.insights import messages as insights
from bot.leaps import Watch
from bot.matching import messages as matching
from bot.meetings import diary
from bot.meetings import messages as meetings
from bot.models import Inbound, Kind, Pulse
from bot.outbox.claims import Sent
from bot.outbox.dispatcher import Outbox
from bot.outbox.postbag import Afterwards, Writer
from bot.privacy import messages as privacy
from bot.privacy.retention import forget_what_is_over
from bot.reflection import messages as reflection
from bot.replanning import follow_rules
from bot.shelf import messages as shelf

Speak = Callable[[str], WebClient | None]

LOG = logging.getLogger(__name__)
TICK_SECONDS = 2
TICK = "tick"
PULSE = timedelta(seconds=15)
INBOUND_KEPT = timedelta(days=1)  # Slack repeats an event for minutes; a signature is good for five

WRITERS: dict[str, Writer] = {
    Kind.ONBOARDING: enrolment.onboarding,
    Kind.ONBOARDING_REMINDER: enrolment.onboarding_reminder,
    Kind.JOINED: enrolment.joined,
    Kind.OFFER: matching.offer,
    Kind.OFFER_REMINDER: matching.offer_reminder,
    Kind.OFFER_CLOSED: matching.offer_closed,
    Kind.LEFT_OUT: matching.left_out,
    Kind.INTRODUCTION: matching.introduction,
    Kind.AGREEMENT: agreement.agreement,
    Kind.AGREEMENT_REMINDER: agreement.agreement_reminder,
    Kind.TOPICS_CHANGED: agreement.topics_changed,
    Kind.BOOKING: meetings.booking,
    Kind.BOOKED: meetings.booked,
    Kind.CANCELLED: meetings.cancelled,
    Kind.REBOOKING: meetings.rebooking,
    Kind.CANCELLED_TWICE: meetings.cancelled_twice,
    Kind.SILENCE: meetings.silence,
    Kind.PREPARATION: meetings.preparation,
    Kind.ROLE_CARD: meetings.role_card,
    Kind.CALENDAR_FILE: meetings.calendar_file,
    Kind.CIRCLE: circle.circle,
    Kind.SUPERVISION: circle.supervision,
    Kind.CHECK_IN: reflection.check_in,
    Kind.MISSED: meetings.missed,
    Kind.FELT_HEAVY: reflection.felt_heavy,
    Kind.ROLES_BACK: reflection.roles_back,
    Kind.HELP_NOTE: help_.help_note,
    Kind.HELP_PROGRESS: help_.help_progress,
    Kind.SPONSOR_ASKED: help_.sponsor_asked,
    Kind.SPONSOR_WORD: help_.sponsor_word,
    Kind.MIDPOINT: endings.midpoint,
    Kind.CLOSING_SOON: endings.closing_soon,
    Kind.CLOSING: endings.closing,
    Kind.THANKS: endings.thanks,
    Kind.CERTIFICATE: endings.certificate,
    Kind.GO_ON_TOGETHER: endings.go_on_together,
    Kind.FOLLOW_UP: endings.follow_up,
    Kind.COMMITMENT_DUE: commitments.commitment_due,
    Kind.THEME_OFFERED: insights.theme_offered,
    Kind.PAUSED: privacy.paused,
    Kind.LEFT: privacy.left,
    Kind.PARTNER_LEFT: privacy.partner_left,
    Kind.PLAYBOOK_FILE: shelf.playbook_file,
    Kind.PROGRAMME_CLOSED: coordination.programme_closed,
    Kind.ORGANISER_ADDED: coordination.organiser_added,
}
# What follows from it, in the same transaction, that a letter of this kind was sent, dropped or failed.
AFTERWARDS: dict[str, Afterwards] = {
    Kind.HELP_NOTE: help_rules.follow_up,
    Kind.CHECK_IN: diary.look_back,
}


class Ticker:
    """One tick does all that is due; the database says what that is, so a missed tick loses nothing."""

    def __init__(self, sessions: sessionmaker[Session], outbox: Outbox, speak: Speak, clock: Clock) -> None:
        self._sessions = sessions
        self._outbox = outbox
        self._speak = speak
        self._clock = clock
        self._watch = Watch()
        self._written_at: datetime | None = None

    def tick(self, now: datetime | None = None) -> list[Sent]:
        """Sends what is due at `now` (the programme's time), and writes down that it ran."""
        sent, _ = self._work(self._clock if now is None else lambda: now)
        self._write_down(now or self._clock())
        return sent

    def _tick_again(self) -> None:
        """The scheduler's: with nothing due it writes nothing, except that it is alive, now and then."""
        if self._watch.leapt(self._clock()):
            return
        sent, besides = self._work(self._clock)
        if sent or besides or self._pulse_is_due(self._clock()):
            self._write_down(self._clock())

    def _work(self, clock: Clock) -> tuple[list[Sent], int]:
        """With much to send this takes long, so it says in between that it is alive."""
        sent = []
        for letter in self._outbox.send_due(clock):
            sent.append(counted(letter))
            if self._pulse_is_due(clock()):
                self._write_down(clock())
        follow_rules(self._sessions, clock())
        besides = (
            publish_lasting(self._sessions, clock()),
            forget_what_is_over(self._sessions, clock()),
            get_acquainted(self._sessions, self._speak, clock()),
        )
        return sent, sum(besides)

    def _pulse_is_due(self, moment: datetime) -> bool:
        return self._written_at is None or abs(moment - self._written_at) >= PULSE

    def _write_down(self, moment: datetime) -> None:
        """Also forgets the ids of requests that nobody repeats any more."""
        with self._sessions.begin() as db:
            db.execute(delete(Inbound).where(Inbound.at < moment - INBOUND_KEPT))
            db.merge(Pulse(job=TICK, last_at=moment, next_at=moment + timedelta(seconds=TICK_SECONDS)))
        self._written_at = moment

    def stop(self) -> None:
        """A tick that is running claims nothing more, and ends when what is on its way has ended."""
        self._outbox.stop()

    def run(self) -> BackgroundScheduler:
        """Ticks until the scheduler is shut down. It holds no truth: a job that was missed is simply run once."""
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            self._tick_again, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        scheduler.start()
        return scheduler


def counted(letter: Sent) -> Sent:
    metrics.LETTERS.labels(kind=letter.kind, state=letter.state, reason=letter.reason or "").inc()
    LOG.info("letter %s: %s%s", letter.kind, letter.state, f" ({letter.reason})" if letter.reason else "")
    return letter
