"""What runs when, and which function writes which kind of letter."""

import logging
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from bot import metrics
from bot.agreement import messages as agreement
from bot.clock import Clock
from bot.coordination import messages as coordination
from bot.enrolment import messages as enrolment
from bot.matching import messages as matching
from bot.meetings import messages as meetings
from bot.models import Inbound, Kind, Pulse
from bot.outbox import Outbox, Sent, Writer
from bot.privacy import messages as privacy
from bot.reflection import messages as reflection

LOG = logging.getLogger(__name__)
TICK_SECONDS = 2
TICK = "tick"
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
    Kind.BOOKING: meetings.booking,
    Kind.BOOKED: meetings.booked,
    Kind.CANCELLED: meetings.cancelled,
    Kind.REBOOKING: meetings.rebooking,
    Kind.CANCELLED_TWICE: meetings.cancelled_twice,
    Kind.SILENCE: meetings.silence,
    Kind.PREPARATION: meetings.preparation,
    Kind.ROLE_CARD: meetings.role_card,
    Kind.CALENDAR_FILE: meetings.calendar_file,
    Kind.CHECK_IN: reflection.check_in,
    Kind.MISSED: meetings.missed,
    Kind.MIDPOINT: reflection.midpoint,
    Kind.CLOSING: reflection.closing,
    Kind.PAUSED: privacy.paused,
    Kind.LEFT: privacy.left,
    Kind.PARTNER_LEFT: privacy.partner_left,
    Kind.PROGRAMME_CLOSED: coordination.programme_closed,
    Kind.ORGANISER_ADDED: coordination.organiser_added,
}


class Ticker:
    """One tick does all that is due; the database says what that is, so a missed tick loses nothing."""

    def __init__(self, sessions: sessionmaker[Session], outbox: Outbox, clock: Clock) -> None:
        self._sessions = sessions
        self._outbox = outbox
        self._clock = clock

    def tick(self, now: datetime | None = None) -> list[Sent]:
        """Sends what is due at `now` (the programme's time), forgets old request ids, and writes down that it ran."""
        moment = now or self._clock()
        sent = [counted(letter) for letter in self._outbox.send_due(moment)]
        with self._sessions.begin() as db:
            db.execute(delete(Inbound).where(Inbound.at < moment - INBOUND_KEPT))
            db.merge(Pulse(job=TICK, last_at=moment, next_at=moment + timedelta(seconds=TICK_SECONDS)))
        return sent

    def run(self) -> BackgroundScheduler:
        """Ticks until the scheduler is shut down. It holds no truth: a job that was missed is simply run once."""
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            self.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        scheduler.start()
        return scheduler


def counted(letter: Sent) -> Sent:
    metrics.LETTERS.labels(kind=letter.kind, state=letter.state).inc()
    LOG.info("letter %s: %s%s", letter.kind, letter.state, f" ({letter.reason})" if letter.reason else "")
    return letter
