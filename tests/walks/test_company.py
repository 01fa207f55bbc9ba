"""A session that its mentor plans, and mentors who are brought together, over the wire."""

from datetime import UTC, datetime

from sandbox import Workspace
from sandbox.conversations import Conversation
from sandbox.rehearsal import Rehearsal
from tests.walks.mentors import LEADERS, MENTORS, started
from tests.walks.sessions import about, booked, meeting, starts_at, window

SUNDAY = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
FIRST_TALK = datetime(2026, 4, 29, 8, 0, tzinfo=UTC)  # ten in Berlin


def among_mentors(ws: Workspace, handle: str) -> list[Conversation]:
    """The group conversations that somebody is in with no leader."""
    leaders = {ws.person(leader).id for leader in LEADERS}
    return [group for group in ws.person(handle).group_dms if not leaders & {member.id for member in group.members}]


def test_a_mentor_plans_a_session_and_what_both_prepare_changes(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    stage.waits_until(SUNDAY)
    before = about(ws, "lena", "By the end")
    assert "This time" not in before.readable
    ayu.presses("Plan the session", inside=about(ws, "ayu", "A plan"))
    ayu.chooses("How you spend it", "A hands-on lesson")
    ayu.submits()
    assert "*Form:* A hands-on lesson" in window(ws, "ayu")
    stage.tick()
    for handle in ("ayu", "lena"):
        assert "*This time: A hands-on lesson.*" in about(ws, handle, "By the end").readable
    assert about(ws, "lena", "By the end").ts == before.ts
    stage.waits_until(starts_at(stage))
    assert "*This time: A hands-on lesson.*" in lena.dm[-1].readable
    assert ws.troubles == []


def test_nobody_plans_what_has_begun(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    stage.waits_until(SUNDAY)
    ayu = ws.person("ayu")
    ayu.presses("Plan the session", inside=about(ws, "ayu", "A plan"))
    ayu.chooses("How you spend it", "An interview")
    stage.waits_until(starts_at(stage))
    ayu.submits()
    assert "That session has begun already" in window(ws, "ayu")
    assert meeting(stage).form == "talk"


def test_mentors_are_brought_together_when_the_programme_starts(stage: Rehearsal, ws: Workspace) -> None:
    started(stage, ws)
    [group] = among_mentors(ws, "ayu")
    assert {member.id for member in group.members} >= {ws.person(handle).id for handle in MENTORS}
    [welcome] = group.messages
    assert "you are mentors in “Spring”" in welcome.readable
    assert "Wednesday 29 April" in welcome.readable
    assert "Friday 19 June" in welcome.readable
    assert "Monday 10 August" in welcome.readable
    assert "How it began" not in welcome.readable
    assert ws.troubles == []


def test_whoever_has_left_is_not_in_the_next_conversation(stage: Rehearsal, ws: Workspace) -> None:
    started(stage, ws)
    ws.person("citra").runs("/rm-me leave")
    ws.person("citra").submits()
    stage.waits_until(FIRST_TALK)
    old, new = among_mentors(ws, "ayu")
    assert [len(old.messages), len(new.messages)] == [1, 1]
    assert "this is your new conversation" in new.messages[0].readable
    assert "What surprised you in your first sessions?" in new.messages[0].readable
    assert among_mentors(ws, "citra") == [old]
    assert ws.troubles == []
