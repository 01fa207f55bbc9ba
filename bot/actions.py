"""The buttons that stand in more than one place: App Home, messages and forms press the same listeners."""

import uuid
from enum import StrEnum
from typing import Any

from bot.errors import Refused

LONGEST_NUMBER = 6  # digits


class Act(StrEnum):
    """An action id. The comment tells what the button's value carries: always an id, never authority.

    Slack wants action ids to differ within one row of buttons: times to pick from are BOOK_SLOT + "_0", "_1" …,
    answers to pick from are ADVISING + "_mentor", "_even" …
    """

    # enrolment
    JOIN = "join"  # nothing: the same as /rm-join
    GO_ON = "go_on"  # enrolment
    REVIEW_ANSWERS = "review_answers"  # enrolment
    STOP_JOINING = "stop_joining"  # enrolment
    # matching
    ACCEPT_OFFER = "accept_offer"  # pair
    DECLINE_OFFER = "decline_offer"  # pair
    # agreement
    SIGN_AGREEMENT = "sign_agreement"  # pair
    READ_AGREEMENT = "read_agreement"  # pair
    TOPICS = "topics"  # pair
    # meetings
    BOOK = "book"  # meeting: opens the form with three times and "another time"
    BOOK_SLOT = "book_slot"  # meeting and moment; a prefix, see above
    MOVE = "move"  # meeting
    CANCEL = "cancel"  # meeting
    SEND_QUESTIONS = "send_questions"  # meeting
    READ_QUESTIONS = "read_questions"  # meeting
    PLAN_SESSION = "plan_session"  # meeting
    CALENDAR_FILE = "calendar_file"  # meeting
    KEEP_GOING = "keep_going"  # pair
    END_KINDLY = "end_kindly"  # pair
    # reflection
    MET_YES = "met_yes"  # meeting and its version
    MET_MOVED = "met_moved"  # meeting and its version
    MET_NO = "met_no"  # meeting and its version
    NOTE = "note"  # meeting
    ADVISING = "advising"  # meeting and its version; a prefix: "_mentor", "_even", "_leader"
    ASKING = "asking"  # the same
    LOAD = "load"  # the same; "_light", "_fine", "_heavy"
    STILL_HOLDS = "still_holds"  # meeting and its version
    ASK_ANEW = "ask_anew"  # meeting and its version
    SAY_WORD = "say_word"  # pair
    WANTS_PERSON = "wants_person"  # pair
    WANTS_NOBODY = "wants_nobody"  # pair
    # endings
    RATE_GOALS = "rate_goals"  # enrolment
    WRITE_THANKS = "write_thanks"  # pair
    CERTIFICATE = "certificate"  # pair
    NEXT = "next"  # pair; a prefix: _go_on, _stop, _somebody_else
    LASTING = "lasting"  # pair; a prefix: _yes, _partly, _no
    # commitments
    COMMIT = "write_commitment"  # meeting
    COMMITMENTS = "commitments"  # pair: the list
    COMMITMENT_DONE = "commitment_done"  # commitment
    COMMITMENT_MOVED = "commitment_moved"  # commitment: opens the form with a new date
    COMMITMENT_DROPPED = "commitment_dropped"  # commitment
    # insights
    SHARE_THEME = "share_theme"  # commitment
    READ_THEME = "read_theme"  # insight that waits for a yes
    ALLOW_THEME = "allow_theme"  # the same
    REFUSE_THEME = "refuse_theme"  # the same
    WHAT_WE_CHANGED = "what_we_changed"  # insight on the board
    # shelf
    SEND_PLAYBOOK = "send_playbook"  # the id of a playbook: asked of the shelf
    # privacy
    PAUSE = "pause"  # enrolment
    PAUSE_FROM_DM = "pause_from_dm"  # pair
    RESUME = "resume"  # enrolment
    LEAVE = "leave"  # enrolment
    SHOW_DATA = "show_data"  # nothing
    # help
    HELP = "help"  # nothing; bot.said puts it under every DM
    WRITE_NOTE = "write_note"  # nothing: to the people who help
    READ_NOTE = "read_note"  # note
    ANSWER_NOTE = "answer_note"  # note: "I look after it"
    WRITE_WORD = "write_word"  # pair: the sponsor's, to a leader who called off twice
    READ_WORD = "read_word"  # note


def page_of(action: dict[str, Any]) -> int:
    """Where a button that turns the page leads to; refuses one that carries no number."""
    carried = str(action.get("value"))
    if not carried.isascii() or not carried.isdigit() or len(carried) > LONGEST_NUMBER:
        raise Refused("old_button")
    return int(carried)


def id_of(action: dict[str, Any]) -> uuid.UUID:
    """What a pressed button is about; refuses one that carries no id, as a very old one might."""
    try:
        return uuid.UUID(str(action.get("value")))
    except ValueError:
        raise Refused("old_button") from None
