"""The versions of an agreement: each change of what both see is a new one, and none is forgotten."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.letters import redraw_those
from bot.models import Agreement, AgreementVersion, Kind, Letter, Pair, Role


class Cause(StrEnum):
    """Why there is a new version; never by whom."""

    TERMS = "terms"  # other words: whoever signed before is asked again
    TOPICS = "topics"  # both have chosen their topics, so that the levels are known
    STRICTER = "stricter"
    LOOSER = "looser"


def current(db: Session, pair: Pair) -> Agreement:
    return db.scalars(of(pair)).one()


def held(db: Session, pair: Pair) -> Agreement:
    """As it is in the database, and nobody else's until the commit: two who sign at once follow each other."""
    return db.scalars(of(pair).with_for_update().execution_options(populate_existing=True)).one()


def of(pair: Pair) -> Select[Agreement]:
    return select(Agreement).where(Agreement.workspace_id == pair.workspace_id, Agreement.pair_id == pair.id)


def put_name(db: Session, agreement: Agreement, role: Role, now: datetime) -> None:
    kept = version(db, agreement, agreement.version)
    for signed in (agreement, kept) if kept else (agreement,):
        if role == Role.MENTOR:
            signed.mentor_signed_at = now
        else:
            signed.leader_signed_at = now
    set_signed(agreement, role, agreement.version)


def carry_on(db: Session, agreement: Agreement, cause: Cause, now: datetime) -> None:
    """A new version for which nobody signs again: the signatures that stood stand under it too."""
    standing = [role for role in Role if agreement.signed_by(role)]
    agreement.version += 1
    for role in standing:
        set_signed(agreement, role, agreement.version)
    keep(db, agreement, cause, now)


def keep(db: Session, agreement: Agreement, cause: Cause, now: datetime) -> None:
    """The agreement as it stands now, for whoever looks back; with the moments of the signatures that stand."""
    agreement.changed_at = now
    db.add(
        AgreementVersion(
            workspace_id=agreement.workspace_id,
            agreement_id=agreement.id,
            version=agreement.version,
            cause=cause,
            stop_word=agreement.stop_word,
            place=agreement.place,
            choices=agreement.choices,
            levels=agreement.levels,
            made_at=now,
            mentor_signed_at=agreement.mentor_signed_at if agreement.signed_by(Role.MENTOR) else None,
            leader_signed_at=agreement.leader_signed_at if agreement.signed_by(Role.LEADER) else None,
        )
    )
    db.flush()
    db.expire(agreement, ["versions"])


def version(db: Session, agreement: Agreement, number: int) -> AgreementVersion | None:
    """None: nobody had filled it in, or it is older than the keeping of versions."""
    mine = (AgreementVersion.workspace_id == agreement.workspace_id, AgreementVersion.agreement_id == agreement.id)
    return db.scalars(select(AgreementVersion).where(*mine, AgreementVersion.version == number)).one_or_none()


def signed_version(agreement: Agreement, role: Role) -> int:
    return agreement.mentor_signed_version if role == Role.MENTOR else agreement.leader_signed_version


def set_signed(agreement: Agreement, role: Role, number: int) -> None:
    if role == Role.MENTOR:
        agreement.mentor_signed_version = number
    else:
        agreement.leader_signed_version = number


def redraw_all(db: Session, pair: Pair, now: datetime) -> None:
    """Every message about this agreement shows where it stands now, to both."""
    mine = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id)
    redraw_those(db, now, *mine, Letter.kind == Kind.AGREEMENT)
