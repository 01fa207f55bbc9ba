"""Signing and changing what a pair agrees on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.letters import owe, redraw
from bot.models import Agreement, Kind, Letter, Pair, Role, Sitting
from bot.pairs import ask_to_book
from bot.playbooks.agreement import CHOICES

STOP_WORD, PLACE = "stop_word", "place"
FIELDS = (STOP_WORD, PLACE, *CHOICES)


@dataclass(frozen=True)
class Terms:
    """What the two may choose; `choices` has the playbook's options by the key of their question."""

    stop_word: str
    place: str
    choices: dict[str, str]

    def value(self, field: str) -> str:
        return {STOP_WORD: self.stop_word, PLACE: self.place, **self.choices}[field]


@dataclass(frozen=True)
class Signature:
    """One side signs these terms, having seen version `drawn_from`."""

    role: Role
    terms: Terms
    drawn_from: int


def sign(db: Session, pair: Pair, signature: Signature, now: datetime) -> list[str]:
    """Signs what stands, or proposes other terms, which voids the partner's signature.

    Returns the fields that the partner has changed since the form was drawn: then nothing is signed.
    """
    agreement = held(db, pair)
    changed = differences(agreement, signature.terms)
    if changed and signature.drawn_from != agreement.version:
        return changed
    if changed:
        ask_again(db, agreement, signature, now)
        propose(agreement, signature.terms, now)
    put_name(agreement, signature.role, now)
    redraw_all(db, pair, now)
    if agreement.signed:
        ask_for_first_date(db, pair, now)
    return []


def current(db: Session, pair: Pair) -> Agreement:
    return db.scalars(of(pair)).one()


def held(db: Session, pair: Pair) -> Agreement:
    """As it is in the database, and nobody else's until the commit: two who sign at once follow each other."""
    return db.scalars(of(pair).with_for_update().execution_options(populate_existing=True)).one()


def of(pair: Pair) -> Select[Agreement]:
    return select(Agreement).where(Agreement.workspace_id == pair.workspace_id, Agreement.pair_id == pair.id)


def differences(agreement: Agreement, terms: Terms) -> list[str]:
    """The fields in which these terms differ from those that stand; all of them before the first signature."""
    standing = {STOP_WORD: agreement.stop_word, PLACE: agreement.place, **agreement.choices}
    return [field for field in FIELDS if standing.get(field) != terms.value(field)]


def ask_again(db: Session, agreement: Agreement, signature: Signature, now: datetime) -> None:
    """A partner who had signed gets one new message for each signature that is void: an edit would go unseen."""
    role = signature.role.partner
    signed = signed_version(agreement, role)
    if not signed:
        return
    partner = agreement.pair.enrolment(role).person
    letter = owe(db, Kind.AGREEMENT, agreement.pair, now, to=partner, once=f"after-{signed}")
    changed = {*letter.facts.get("changed", []), *differences(agreement, signature.terms)}
    letter.facts = {"changed": [field for field in FIELDS if field in changed]}


def signed_version(agreement: Agreement, role: Role) -> int:
    return agreement.mentor_signed_version if role == Role.MENTOR else agreement.leader_signed_version


def propose(agreement: Agreement, terms: Terms, now: datetime) -> None:
    agreement.version += 1
    agreement.stop_word, agreement.place, agreement.choices = terms.stop_word, terms.place, terms.choices
    agreement.changed_at = now


def put_name(agreement: Agreement, role: Role, now: datetime) -> None:
    if role == Role.MENTOR:
        agreement.mentor_signed_version, agreement.mentor_signed_at = agreement.version, now
    else:
        agreement.leader_signed_version, agreement.leader_signed_at = agreement.version, now


def redraw_all(db: Session, pair: Pair, now: datetime) -> None:
    """Every message about this agreement shows where it stands now, to both."""
    mine = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id)
    for letter in db.scalars(select(Letter).where(*mine, Letter.kind == Kind.AGREEMENT)):
        redraw(letter, now)


def ask_for_first_date(db: Session, pair: Pair, now: datetime) -> None:
    first = pair.meetings[0]
    if first.state == Sitting.PLANNED:
        ask_to_book(db, first, now)
