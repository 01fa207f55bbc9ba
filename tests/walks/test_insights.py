"""A theme goes from a pair to the board with both people's yes, and leaders answer it, over the wire."""

from sqlalchemy import select

from bot.insights import rules
from bot.models import Commitment, Insight, Pair, Programme, Role
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.factories import NOW, make_pair
from tests.walks.sessions import about, window
from tests.walks.test_commitments import committed

THEME = "Reviews go better when the youngest speaks first."
LABEL = "What did you learn that others should know?"


def done(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    lena = ws.person("lena")
    lena.presses("Our commitments", inside=about(ws, "lena", "1 commitment is open."))
    lena.presses("Done")


def offered(stage: Rehearsal, ws: Workspace, theme: str = THEME) -> None:
    """Lena offers it from the list; Ayu is asked."""
    done(stage, ws)
    lena = ws.person("lena")
    lena.presses("Share a theme")
    lena.fills(LABEL, theme)
    lena.submits()
    assert "With a yes it goes to the board" in window(ws, "lena")
    lena.closes()  # back to the list
    lena.closes()
    stage.waits(days=14)


def others_share(stage: Rehearsal, number: int) -> None:
    """Another pair of the programme has put as many themes on the board."""
    with stage.house.sessions.begin() as db:
        pair = make_pair(db, db.scalars(select(Programme)).one())
        for count in range(number):
            insight = rules.offer(db, pair, Role.LEADER, f"Another theme {count}", NOW)
            rules.allow(db, insight, pair.mentor.person, NOW)


def board(stage: Rehearsal) -> list[Insight]:
    with stage.house.reading() as db:
        return list(db.scalars(select(Insight)))


def test_with_a_yes_it_stands_on_the_board_and_names_nobody(stage: Rehearsal, ws: Workspace) -> None:
    offered(stage, ws)
    ayu = ws.person("ayu")
    question = about(ws, "ayu", "would like to share one line")
    assert THEME not in question.readable
    ayu.presses("Read it", inside=question)
    assert THEME in window(ws, "ayu")
    ayu.presses("Yes, share it")
    assert "without saying whose it is" in window(ws, "ayu")
    ayu.closes()
    stage.tick()
    assert "You said yes" in about(ws, "ayu", "programme's board").readable
    assert "The board opens once it holds three themes" in ayu.runs("/rm-status insights").text
    others_share(stage, 2)
    for handle in ("ayu", "lena", "orla"):
        shown = ws.person(handle).runs("/rm-status insights spring").text
        assert THEME in shown
        assert "Another theme 1" in shown
        assert "Ayu" not in shown
        assert "Lena" not in shown
    assert [insight.pair_id for insight in board(stage)] == [None] * 3
    assert ws.troubles == []


def test_with_a_no_the_words_are_gone_and_nobody_is_blamed(stage: Rehearsal, ws: Workspace) -> None:
    offered(stage, ws)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    ayu.presses("Read it", inside=about(ws, "ayu", "would like to share one line"))
    ayu.presses("No, keep it between us")
    assert "its words are deleted" in window(ws, "ayu")
    ayu.closes()
    letters = len(lena.dm)
    stage.tick()
    assert board(stage) == []
    assert len(lena.dm) == letters
    lena.presses("Our commitments")
    assert "The theme that you offered stays between the two of you." in window(ws, "lena")
    assert ws.troubles == []


def test_names_and_mentions_are_refused_under_the_field(stage: Rehearsal, ws: Workspace) -> None:
    done(stage, ws)
    lena = ws.person("lena")
    lena.presses("Share a theme")
    for theme, words in (("What Ayu sees", "your two names"), ("Ask @marc", "mentions, addresses and links")):
        lena.fills(LABEL, theme)
        lena.submits()
        assert lena.modal is not None
        assert words in lena.modal.errors[LABEL]
    assert board(stage) == []


def test_leaders_say_what_they_changed_and_others_read_it(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    others_share(stage, 2)
    with stage.house.sessions.begin() as db:
        pair = db.scalars(select(Pair).where(Pair.id == db.scalars(select(Commitment)).one().pair_id)).one()
        rules.allow(db, rules.offer(db, pair, Role.LEADER, THEME, NOW), pair.mentor.person, NOW)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    lena.runs("/rm-status insights")
    lena.presses("What we changed", inside=lena.ephemerals[-1])
    lena.fills("What have you leaders changed?", "We <!here> ask first.")
    lena.submits()
    assert "It stands on the board now." in window(ws, "lena")
    assert "We &lt;!here&gt; ask first." in str(ayu.runs("/rm-status insights").blocks)
    assert [message.buttons for message in ayu.ephemerals[-1:]] == [[]]
    assert ws.troubles == []


def test_a_long_board_turns_its_pages_in_place(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    others_share(stage, 12)
    with stage.house.sessions.begin() as db:
        pair = db.scalars(select(Pair).join(Commitment, Commitment.pair_id == Pair.id)).one()
        rules.allow(db, rules.offer(db, pair, Role.LEADER, THEME, NOW), pair.mentor.person, NOW)
    ayu = ws.person("ayu")
    first = ayu.runs("/rm-status insights").text
    ayu.presses("More of them", inside=ayu.ephemerals[-1])
    second = ayu.ephemerals[-1].readable
    shown = [[line for line in page.splitlines() if line.startswith("> ")] for page in (first, second)]
    assert [len(page) for page in shown] == [10, 3]
    assert len({*shown[0], *shown[1]}) == 13
    assert "More of them" not in second
    assert ws.troubles == []


def test_whoever_takes_no_part_reads_no_board(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    assert "you take part in none just now" in ws.person("marc").runs("/rm-status insights").text
