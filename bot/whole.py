"""A letter with the people and the session that it is about: one question to the database instead of eight."""

from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from bot.models import Enrolment, Letter, Pair, Programme

# What a letter's pair and session belong to is then at hand as well: it is the same programme, and the same pair.
WHOLE: tuple[ORMOption, ...] = (
    joinedload(Letter.person),
    joinedload(Letter.programme).joinedload(Programme.edition),
    joinedload(Letter.meeting),
    joinedload(Letter.pair).joinedload(Pair.mentor).joinedload(Enrolment.person),
    joinedload(Letter.pair).joinedload(Pair.leader).joinedload(Enrolment.person),
)
