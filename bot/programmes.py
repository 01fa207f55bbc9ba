"""Which programme a command, a form or a button is about."""

from collections.abc import Collection, Sequence
from html import unescape
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.characters import INVISIBLE
from bot.errors import Refused
from bot.models import Person, Programme, Stage
from bot.wording import escape


def choose(db: Session, workspace_id: str, name: str, stages: Collection[Stage]) -> Programme:
    """The programme of that name, or without a name the only one at one of these stages.

    `name` as Slack sends it after a command; capitals and spaces do not matter. Refused where there is no
    such programme, where it stands at another stage, or where several would fit: then it lists them.
    """
    programmes, wanted = in_workspace(db, workspace_id), folded(name)
    named = [programme for programme in programmes if wanted in ("", folded(programme.name))]
    fitting = [programme for programme in named if programme.stage in stages]
    if len(fitting) == 1:
        return fitting[0]
    raise refusal(programmes, named, fitting)


def behind(db: Session, organiser: Person, programme_id: UUID) -> Programme:
    """The programme behind a form or a button, of the organiser's own workspace."""
    programme = db.get(Programme, (organiser.workspace_id, programme_id))
    if programme is None:
        raise Refused("no_programme")
    return programme


def in_workspace(db: Session, workspace_id: str) -> Sequence[Programme]:
    mine = select(Programme).where(Programme.workspace_id == workspace_id)
    return db.scalars(mine.order_by(Programme.created_at, Programme.name)).all()


def folded(name: str) -> str:
    """Capitals, spaces and what cannot be seen tell no names apart, nor how often Slack escaped what was typed."""
    return " ".join(unescape(unescape(name)).translate(INVISIBLE).split()).casefold()


def refusal(programmes: Sequence[Programme], named: Sequence[Programme], fitting: Sequence[Programme]) -> Refused:
    if fitting:
        return Refused("which_programme", names=listed(fitting))
    if not programmes:
        return Refused("no_programme")
    if not named:
        return Refused("no_such_programme", names=listed(programmes))
    if len(named) > 1:
        return Refused("no_fitting_programme", names=listed(named))
    return Refused(f"programme_is_{named[0].stage}", name=escape(named[0].name))


def listed(programmes: Sequence[Programme]) -> str:
    return ", ".join(f"“{escape(programme.name)}”" for programme in programmes)
