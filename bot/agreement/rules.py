"""Signing and changing what a pair agrees on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.agreement import topics, versions
from bot.agreement.levels import Levels, together
from bot.agreement.versions import Cause, current, held, signed_version
from bot.errors import Refused
from bot.letters import owe
from bot.models import Agreement, AgreementVersion, Kind, Pair, Role, Sitting
from bot.pairs import SIGNED_WITHIN, ask_to_book
from bot.playbooks.agreement import CHOICES

__all__ = ["current", "held", "signed_version"]

STOP_WORD, PLACE = "stop_word", "place"
FIELDS = (STOP_WORD, PLACE, *CHOICES)


@dataclass(frozen=True)
class Terms:
    """What the two may choose; `choices` has the playbook's options by the key of their question."""

    stop_word: str
    place: str
    choices: Mapping[str, str]

    def value(self, field: str) -> str:
        return {STOP_WORD: self.stop_word, PLACE: self.place, **self.choices}[field]


@dataclass(frozen=True)
class Signature:
    """One side signs these terms, having seen version `drawn_from` and these levels of the topics."""

    role: Role
    terms: Terms
    drawn_from: int
    levels_seen: Levels


@dataclass(frozen=True)
class Moved:
    """What has changed since a form was drawn: fields that the partner filled in otherwise, and topics."""

    fields: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.fields or self.topics)


def sign(db: Session, pair: Pair, signature: Signature, now: datetime) -> Moved:
    """Signs what stands, or proposes other terms, which voids the partner's signature.

    Where something was moved since the form was drawn, nothing is signed. Refused before one has chosen one's topics.
    """
    agreement = held(db, pair)
    if not topics.has_chosen(db, agreement, signature.role):
        raise Refused("topics_first")
    moved = moved_since(db, agreement, signature)
    if moved:
        return moved
    if differences(agreement, signature.terms):
        ask_again(db, agreement, signature, now)
        propose(db, agreement, signature.terms, now)
    versions.put_name(db, agreement, signature.role, now)
    versions.redraw_all(db, pair, now)
    if agreement.signed:
        ask_for_first_date(db, pair, now)
    return Moved()


def moved_since(db: Session, agreement: Agreement, signature: Signature) -> Moved:
    """Words that the partner wrote since, where they differ from this side's; levels that are others now."""
    rewritten = has_other_words(agreement, versions.version(db, agreement, signature.drawn_from), signature.drawn_from)
    fields = differences(agreement, signature.terms) if rewritten else []
    seen, now = together(topics.floors(agreement), signature.levels_seen), topics.standing(agreement)
    return Moved(fields, [key for key in now if now[key] != seen[key]])


def has_other_words(agreement: Agreement, kept: AgreementVersion | None, number: int) -> bool:
    """Than the version of that number had; one that was not kept had others, unless it still stands."""
    if kept is None:
        return number != agreement.version
    words = (agreement.stop_word, agreement.place, agreement.choices)
    return words != (kept.stop_word, kept.place, kept.choices)


def differences(agreement: Agreement, terms: Terms) -> list[str]:
    """The fields in which these terms differ from those that stand; all of them before the first signature."""
    standing = {STOP_WORD: agreement.stop_word, PLACE: agreement.place, **agreement.choices}
    return [field for field in FIELDS if standing.get(field) != terms.value(field)]


def ask_again(db: Session, agreement: Agreement, signature: Signature, now: datetime) -> None:
    """A partner who had signed gets one new message for each signature that is void: an edit would go unseen.

    And one reminder, should their name still be missing a week later.
    """
    role = signature.role.partner
    signed = signed_version(agreement, role)
    if not signed:
        return
    partner = agreement.pair.enrolment(role).person
    letter = owe(db, Kind.AGREEMENT, agreement.pair, now, to=partner, once=f"after-{signed}")
    changed = {*letter.facts.get("changed", []), *differences(agreement, signature.terms)}
    letter.facts = {"changed": [field for field in FIELDS if field in changed]}
    owe(db, Kind.AGREEMENT_REMINDER, agreement.pair, now + SIGNED_WITHIN, to=partner, once=f"after-{signed}")


def propose(db: Session, agreement: Agreement, terms: Terms, now: datetime) -> None:
    agreement.version += 1
    agreement.stop_word, agreement.place, agreement.choices = terms.stop_word, terms.place, dict(terms.choices)
    versions.keep(db, agreement, Cause.TERMS, now)


def ask_for_first_date(db: Session, pair: Pair, now: datetime) -> None:
    first = pair.meetings[0]
    if first.state == Sitting.PLANNED:
        ask_to_book(db, first, now)
