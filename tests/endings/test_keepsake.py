"""What a certificate says of a pair."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from bot.endings.keepsake import attached, worded
from bot.models import Role
from tests.endings.ending import ended_pair

DAY = date(2026, 8, 19)


def test_a_mentor_taught_and_the_partner_is_not_named(db: Session) -> None:
    pair = ended_pair(db, 2)
    pair.programme.name = "Spring"
    words = worded(pair, Role.MENTOR, DAY)
    assert (words.programme, words.subject, words.name) == ("Spring", "Reverse mentoring", "Ayu")
    assert "taught a senior leader" in words.deed
    assert (words.sessions, words.period) == ("2 sessions", "9 March 2026 – 8 April 2026")
    assert "Lena" not in repr(words)


def test_a_leader_learned(db: Session) -> None:
    words = worded(ended_pair(db, 1), Role.LEADER, DAY)
    assert words.name == "Lena"
    assert "learned from a more junior colleague" in words.deed
    assert (words.sessions, words.period) == ("1 session", "9 March 2026")


def test_sessions_without_a_date_leave_the_period_out(db: Session) -> None:
    pair = ended_pair(db, 1)
    pair.meetings[0].starts_at = None
    assert worded(pair, Role.MENTOR, DAY).period == ""


@pytest.mark.parametrize(("language", "dated"), [("en", "19 August 2026"), ("id", "19 Agustus 2026")])
def test_it_speaks_the_programmes_language_not_the_persons(db: Session, language: str, dated: str) -> None:
    pair = ended_pair(db)
    pair.programme.language, pair.mentor.person.locale = language, "de-DE"
    assert worded(pair, Role.MENTOR, DAY).dated == dated


def test_the_file_is_a_pdf_with_the_persons_name(db: Session) -> None:
    file = attached(ended_pair(db), Role.MENTOR, "2026-08-19")
    [page] = PdfReader(BytesIO(file.content)).pages
    assert (file.name, file.title) == ("certificate.pdf", "Certificate")
    assert "Ayu" in page.extract_text()
