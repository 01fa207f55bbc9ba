"""A theme goes to the programme's board when both of a pair agree; there it names no pair, and leaders answer it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import pledges, programmes, roster, themes
from bot.database import HELD
from bot.errors import Refused
from bot.hours import local_day
from bot.letters import owe, redraw
from bot.models import Commitment, Enrolment, Insight, Joining, Kind, Letter, Pair, Person, Programme, Role, Stage
from bot.pairs import active_pair

FEWEST_THEMES = 3
FEWEST_PAIRS = 2


def may_offer(db: Session, commitment_id: uuid.UUID, person: Person) -> tuple[Commitment, Role]:
    """The commitment that a theme may come of, and who of the two offers it. One theme at a time waits for a yes."""
    commitment = db.get(Commitment, (person.workspace_id, commitment_id))
    if commitment is None:
        raise Refused("not_your_pair")
    pair, role = active_pair(db, commitment.pair_id, person)
    if not pledges.shareable(commitment):
        raise Refused("theme_too_early")
    none_waits(db, pair)
    return commitment, role


def none_waits(db: Session, pair: Pair) -> None:
    newest = themes.last_offer(db, pair)
    if newest is not None and newest.answer == themes.WAITING:
        raise Refused("theme_waits")


def offer(db: Session, pair: Pair, role: Role, theme: str, now: datetime) -> Insight:
    """Nobody but the other of the two sees it, who is asked for a yes. Of two at the same instant one is taken."""
    db.refresh(pair, with_for_update=HELD)
    none_waits(db, pair)
    insight = Insight(workspace_id=pair.workspace_id, programme_id=pair.programme_id, pair_id=pair.id, theme=theme)
    db.add(insight)
    db.flush()
    asked = pair.enrolment(role.partner).person
    facts = {"insight": str(insight.id)}
    owe(db, Kind.THEME_OFFERED, pair, now, to=asked, once=insight.id.hex, facts=facts)
    return insight


def asked_of(db: Session, insight_id: uuid.UUID, person: Person) -> tuple[Insight, Pair]:
    """The theme that waits for this person's yes, held until the commit; refuses everything else."""
    insight = db.get(Insight, (person.workspace_id, insight_id), with_for_update=HELD)
    if insight is None or insight.pair_id is None:
        raise Refused("theme_answered")
    pair, _role = active_pair(db, insight.pair_id, person)
    if themes.question(db, insight, person) is None:
        raise Refused("theme_of_yours")
    return insight, pair


def allow(db: Session, insight: Insight, person: Person, now: datetime) -> Insight:
    """Onto the board, as a new row: nothing that was about the pair leads to it."""
    published = Insight(
        workspace_id=insight.workspace_id,
        programme_id=insight.programme_id,
        pair_id=None,
        theme=insight.theme,
        on_board_since=local_day(now, programme_of(db, insight).zone).replace(day=1),
    )
    db.add(published)
    answer(db, insight, person, themes.YES, now)
    return published


def refuse(db: Session, insight: Insight, person: Person, now: datetime) -> None:
    """It stays between the two; the words are deleted."""
    answer(db, insight, person, themes.NO, now)


def answer(db: Session, insight: Insight, person: Person, said: str, now: datetime) -> None:
    letter = themes.question(db, insight, person)
    if letter is not None:  # pragma: no branch (asked_of has found it)
        letter.facts = {**letter.facts, "answer": said}
        redraw(letter, now)
    db.delete(insight)
    db.flush()


def programme_of(db: Session, insight: Insight) -> Programme:
    return db.get_one(Programme, (insight.workspace_id, insight.programme_id))


def boards_of(db: Session, person: Person) -> list[Programme]:
    """The programmes whose board this person may read: an organiser every one, others those they take part in."""
    known = programmes.in_workspace(db, person.workspace_id)
    if roster.is_organiser(db, person):
        return list(known)
    mine = (Enrolment.workspace_id == person.workspace_id, Enrolment.person_id == person.id)
    part = set(db.scalars(select(Enrolment.programme_id).where(*mine, Enrolment.state == Joining.JOINED)))
    return [programme for programme in known if programme.id in part]


def choose_board(db: Session, person: Person, name: str) -> Programme:
    """The one named; without a name the only one that runs, or the only one there is. Refused where several fit."""
    known = boards_of(db, person)
    if not known:
        raise Refused("no_board")
    wanted = programmes.folded(name)
    fitting = [one for one in known if wanted in ("", programmes.folded(one.name))]
    if not wanted:
        fitting = [one for one in fitting if one.stage == Stage.RUNNING] or fitting
    if len(fitting) == 1:
        return fitting[0]
    raise Refused("which_programme" if fitting else "no_such_programme", names=programmes.listed(fitting or known))


def own_board(db: Session, programme_id: uuid.UUID, person: Person) -> Programme:
    """The programme behind a button of its board; refuses whoever may not read it any more."""
    found = next((one for one in boards_of(db, person) if one.id == programme_id), None)
    if found is None:
        raise Refused("no_board")
    return found


def board(db: Session, programme: Programme) -> list[Insight]:
    """In an order that tells nothing; empty as long as it could be one pair's alone."""
    mine = (Insight.workspace_id == programme.workspace_id, Insight.programme_id == programme.id)
    found = list(db.scalars(select(Insight).where(*mine, Insight.pair_id.is_(None)).order_by(Insight.id)))
    opened = len(found) >= FEWEST_THEMES and pairs_behind(db, programme) >= FEWEST_PAIRS
    return found if opened else []


def pairs_behind(db: Session, programme: Programme) -> int:
    """How many pairs have said yes to a theme of theirs."""
    mine = (Letter.workspace_id == programme.workspace_id, Letter.programme_id == programme.id)
    told: Sequence[Letter] = db.scalars(select(Letter).where(*mine, Letter.kind == Kind.THEME_OFFERED)).all()
    return len({letter.pair_id for letter in told if letter.facts.get("answer") == themes.YES})


def leads_in(db: Session, programme: Programme, person: Person) -> bool:
    """Whether this person is one of its leaders: they answer the board together."""
    mine = (Enrolment.workspace_id == person.workspace_id, Enrolment.person_id == person.id)
    here = (Enrolment.programme_id == programme.id, Enrolment.state == Joining.JOINED, Enrolment.role == Role.LEADER)
    return db.scalars(select(Enrolment.id).where(*mine, *here)).first() is not None


def on_board(db: Session, insight_id: uuid.UUID, person: Person) -> tuple[Insight, Programme]:
    """A theme that this leader may answer; refuses everybody else, and what is on no board that has opened."""
    insight = db.get(Insight, (person.workspace_id, insight_id), with_for_update=HELD)
    programme = programme_of(db, insight) if insight else None
    if insight is None or programme is None or insight.pair_id is not None or not board(db, programme):
        raise Refused("not_on_board")
    if not leads_in(db, programme, person):
        raise Refused("leaders_answer")
    return insight, programme


def write_change(db: Session, insight: Insight, text: str, now: datetime, *, by: Person) -> None:
    """What leaders together say they changed; whoever writes last wins, and no text takes it back."""
    insight.change = text or None
    roster.note(db, by, "insight_answered", about=insight.id, now=now)
