"""The organiser whom the rules and forms are tried with."""

import pytest
from sqlalchemy.orm import Session

from bot.models import Person
from tests.factories import make_organiser


@pytest.fixture
def orla(db: Session) -> Person:
    return make_organiser(db, name="Orla")
