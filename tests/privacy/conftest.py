"""A pair whose programme has closed, and sessions that commit into the test's own transaction."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.models import Pair, Stage
from tests.factories import NOW, make_pair, make_programme
from tests.privacy.written import CLOSED, write_everything


@pytest.fixture
def lent(db: Session) -> sessionmaker[Session]:
    """Sessions whose commits end in the test's own transaction."""
    lent = sessionmaker(db.connection(), info=db.info, join_transaction_mode="create_savepoint")
    db.commit()
    return lent


@pytest.fixture
def pair(db: Session) -> Pair:
    """In a programme that has closed, with something in every place in which somebody can write."""
    programme = make_programme(db, stage=Stage.RUNNING, started_at=NOW)
    pair = make_pair(db, programme)
    write_everything(db, pair)
    programme.stage, programme.closed_at = Stage.CLOSED, CLOSED
    db.flush()
    return pair
