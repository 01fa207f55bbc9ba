"""Each form about a session, drawn and read side by side; block and action ids live here and only here."""

from bot.meetings.forms.asking import ASKING, QUESTIONS, draw_asking, draw_questions, draw_sent, read_questions
from bot.meetings.forms.booking import (
    BOOKING,
    OTHER_TIME,
    TIME,
    Choice,
    draw_booked,
    draw_booking,
    read_booking,
    read_seen,
)
from bot.meetings.forms.frame import read_meeting
from bot.meetings.forms.planning import FORM, PLANNING, THEME, draw_planned, draw_planning, read_planning

__all__ = [
    "ASKING",
    "BOOKING",
    "FORM",
    "OTHER_TIME",
    "PLANNING",
    "QUESTIONS",
    "THEME",
    "TIME",
    "Choice",
    "draw_asking",
    "draw_booked",
    "draw_booking",
    "draw_planned",
    "draw_planning",
    "draw_questions",
    "draw_sent",
    "read_booking",
    "read_meeting",
    "read_planning",
    "read_questions",
    "read_seen",
]
