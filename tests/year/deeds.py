"""What people do of their own accord, or because a message asks for it; each by the bot's own rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commitments import rules as commitments
from bot.endings import rules as endings
from bot.errors import Refused
from bot.help import rules as help_rules
from bot.hours import local_day
from bot.matching import rules as matching
from bot.meetings import rules as meetings
from bot.models import Joining, Note, Pairing, Person, Sitting, Standing
from bot.pledges import open_ones
from bot.privacy import rules as privacy
from bot.reflection import roles
from bot.roster import Profile
from tests.worlds.deeds import DEEDS, Doing, coming


def says_yes(one: Doing) -> None:
    pair, role = matching.offered(one.db, one.person, one.pair.id)
    matching.accept(one.db, pair, role, one.now)


def says_no(one: Doing) -> None:
    pair, role = matching.offered(one.db, one.person, one.pair.id)
    matching.decline(one.db, pair, role, one.now)


def moves_the_date(one: Doing) -> None:
    if coming(one).state != Sitting.BOOKED:
        raise Refused("nothing_booked")
    DEEDS["books"](one)


def wants_the_file(one: Doing) -> None:
    meetings.ask_for_file(one.db, coming(one), one.person, one.now)


def asks_questions(one: Doing) -> None:
    meeting = coming(one)
    meetings.may_ask(meeting, one.role)
    meetings.ask(one.db, meeting, "What would you do in my place?", one.now)


def says_the_word(one: Doing) -> None:
    roles.say_word(one.db, one.pair, one.now)


def moves_a_commitment(one: Doing) -> None:
    for commitment in open_ones(one.db, one.pair)[:1]:
        due_on = local_day(one.now, one.person.zone) + timedelta(days=one.value)
        commitments.move(one.db, commitment, due_on, one.now)


def ends_kindly(one: Doing) -> None:
    meetings.end_kindly(one.db, one.pair, one.person, one.now)


def comes_back(one: Doing) -> None:
    privacy.resume(one.db, one.pair.enrolment(one.role), one.now)


def thanks(one: Doing) -> None:
    endings.may_thank(one.pair, one.role)
    endings.thank(one.db, one.pair, "Thank you for your patience", one.now)


def wants_a_certificate(one: Doing) -> None:
    endings.ask_for_certificate(one.db, one.pair, one.person, one.now)


def moves_house(one: Doing) -> None:
    privacy.change(one.db, one.person, profile(one.person, zone=one.value), one.now)


def loses_the_account(one: Doing) -> None:
    privacy.change(one.db, one.person, profile(one.person, standing=Standing.DEACTIVATED), one.now)


def profile(person: Person, **changes: Any) -> Profile:
    same = Profile(person.slack_id, person.name, "", person.zone, person.locale, Standing.MEMBER, admin=False)
    return replace(same, **changes)


def looks_after_notes(db: Session, slack_id: str, now: Any) -> None:
    """Whoever helps takes the notes that nobody looks after."""
    helper = db.scalars(select(Person).where(Person.workspace_id == "T0RM", Person.slack_id == slack_id)).one()
    for note in db.scalars(select(Note).where(Note.workspace_id == "T0RM", Note.answered_at.is_(None))):
        if note.occasion == "help" and help_rules.has_got(db, note, helper):
            help_rules.look_after(db, help_rules.given(db, note.id, helper), helper, now)


WITH_A_PAIR = {
    **DEEDS,
    **{
        deed.__name__: deed
        for deed in (
            moves_the_date,
            wants_the_file,
            asks_questions,
            says_the_word,
            moves_a_commitment,
            ends_kindly,
            comes_back,
        )
    },
}
AT_ANY_TIME: dict[str, Callable[[Doing], None]] = {
    deed.__name__: deed
    for deed in (
        says_yes,
        says_no,
        thanks,
        wants_a_certificate,
        moves_house,
        loses_the_account,
        DEEDS["says_what_lasts"],
    )
}


def do(deed: str, one: Doing) -> None:
    """Refused as every listener refuses: whoever has gone does nothing, and most of it needs a pair that runs."""
    if one.person.standing != Standing.MEMBER:
        raise Refused("not_a_member")
    if deed in WITH_A_PAIR and deed not in AT_ANY_TIME:
        if one.pair.state != Pairing.ACTIVE or one.pair.enrolment(one.role).state != Joining.JOINED:
            raise Refused("pair_over")
        WITH_A_PAIR[deed](one)
    else:
        AT_ANY_TIME[deed](one)
