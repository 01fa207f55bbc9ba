"""The steps of the guided tour: what happens in each, why, and which condition of a good pair it serves."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.agreement.forms import SIGN
from bot.enrolment.forms.review import REVIEW
from bot.matching.forms import BOARD
from bot.models import Kind, Pairing, Role, Sitting
from sandbox.rehearsal import Rehearsal
from sandbox.story import first_session as story
from sandbox.story.standing import LEADER, MENTOR, Check, Standing

MOTIVATION, GOALS, BOUNDARIES, ROLES = "Motivation", "Goals", "Boundaries", "Roles held"
APPROVED = (Pairing.OFFERED, Pairing.CONFIRMED, Pairing.ACTIVE)
CHANNEL, MESSAGES, TOGETHER = "channel", "messages", "together"  # where it shows


@dataclass(frozen=True)
class Step:
    """`who` is the person as whom one looks at it; `done` tells whether it has happened, by whatever hand."""

    key: str
    who: str
    where: str
    title: str
    condition: str
    what: str
    why: str
    play: Callable[[Rehearsal], None]
    done: Check


STEPS = (
    Step(
        key="programme",
        who=story.ORGANISER,
        where=CHANNEL,
        title="A programme opens",
        condition=BOUNDARIES,
        what="Orla, who looks after learning, makes a programme, names two people who help, and opens it.",
        why="Whoever joins knows from the first line whom to turn to; without two such people nothing opens.",
        play=story.opens_programme,
        done=lambda now: now.is_open,
    ),
    Step(
        key="reason",
        who=LEADER,
        where=CHANNEL,
        title="A reason of one’s own",
        condition=MOTIVATION,
        what="Mark, a finance director, begins to join; asked why, he answers “n/a”, and the form asks again.",
        why="Whoever was only sent is the first to cancel, so everybody begins by telling themselves what it is for.",
        play=story.says_too_little,
        done=lambda now: has_said_why(now) or is_asked_again(now),
    ),
    Step(
        key="goal",
        who=LEADER,
        where=CHANNEL,
        title="A goal one could notice",
        condition=GOALS,
        what="Now Mark gives a real reason, one goal, and the sign by which he will notice it, and reads it all over.",
        why="With a sign he can tell, half-way and at the end, how far he has come; only he can read his words.",
        play=story.reads_over,
        done=lambda now: now.has_joined(LEADER) or now.sees(LEADER, REVIEW),
    ),
    Step(
        key="joined",
        who=MENTOR,
        where=MESSAGES,
        title="The junior one teaches",
        condition=ROLES,
        what="Mark joins, and so do two others and Tom, a graduate trainee: this is how he is welcomed, as a mentor.",
        why="Who leads is said to both on the first day, so that nobody has to fight for it in the first session.",
        play=story.everybody_joins,
        done=lambda now: now.has_joined(MENTOR) and now.has_joined(LEADER),
    ),
    Step(
        key="proposals",
        who=story.ORGANISER,
        where=CHANNEL,
        title="Who fits whom",
        condition=BOUNDARIES,
        what="Orla confirms the roles and asks for pairs; each proposal comes with its reasons: Mark could have Tom.",
        why="Nia works for Mark, so she is never proposed to him: nobody is frank with whoever decides on their pay.",
        play=story.looks_at_proposals,
        done=lambda now: now.pair_is(*APPROVED) or (now.pair is not None and now.sees(story.ORGANISER, BOARD)),
    ),
    Step(
        key="offer",
        who=MENTOR,
        where=MESSAGES,
        title="Nobody is assigned",
        condition=MOTIVATION,
        what="Orla approves, and each of the two is asked in their own working hours: yes or no?",
        why="What both chose, both keep up; a no needs no reason, and the other hears only that it did not come about.",
        play=story.approves,
        done=lambda now: now.pair_is(*APPROVED) and now.has_got(MENTOR, Kind.OFFER),
    ),
    Step(
        key="introduction",
        who=MENTOR,
        where=TOGETHER,
        title="The first words set the roles",
        condition=ROLES,
        what="Both say yes, Orla starts the programme, and the two are introduced in a conversation of their own.",
        why="Before habit can decide it otherwise, it says that Tom leads and that Mark is here to ask and to listen.",
        play=story.both_say_yes,
        done=lambda now: now.pair_is(Pairing.ACTIVE) and now.together is not None,
    ),
    Step(
        key="agreement",
        who=MENTOR,
        where=MESSAGES,
        title="Safe before it has to be",
        condition=BOUNDARIES,
        what="Tom says in private how open each topic is, then reads what stays in the room and what they agree on.",
        why="A trainee is frank with a director only where it can cost him nothing, and that is settled beforehand.",
        play=story.reads_agreement,
        done=lambda now: now.sees(MENTOR, SIGN) or now.has_signed(Role.MENTOR),
    ),
    Step(
        key="signed",
        who=LEADER,
        where=MESSAGES,
        title="Both sign, then comes a date",
        condition=BOUNDARIES,
        what="Tom and Mark sign, each for themselves, and only then Mark is offered three times that suit both.",
        why="No session without an agreement; whoever changes a line of it later asks for both signatures again.",
        play=story.both_sign,
        done=lambda now: (
            now.has_signed(Role.MENTOR) and now.has_signed(Role.LEADER) and now.has_got(LEADER, Kind.BOOKING)
        ),
    ),
    Step(
        key="booked",
        who=MENTOR,
        where=MESSAGES,
        title="The senior one books",
        condition=ROLES,
        what="Mark picks a time with one press, and Tom has it in his messages, ready for his calendar.",
        why="A mentor who has to chase a director for a date is no longer the one who leads.",
        play=story.books,
        done=lambda now: now.first_session_is(Sitting.BOOKED, Sitting.HELD),
    ),
    Step(
        key="questions",
        who=MENTOR,
        where=MESSAGES,
        title="Questions come first",
        condition=ROLES,
        what="The clock moves on, almost to the session: Tom has ideas how to begin, and Mark has sent his questions.",
        why="Each prepares for the part that is theirs here: Mark brings questions, not answers, and Tom the plan.",
        play=story.asks_ahead,
        done=lambda now: (
            now.first_session is not None and (now.first_session.questions_sealed is not None or now.has_begun)
        ),
    ),
    Step(
        key="role-card",
        who=LEADER,
        where=MESSAGES,
        title="An hour before",
        condition=ROLES,
        what="On the day each gets a card with their part; Mark’s says: ask, listen, note, your title stays outside.",
        why="Habits come back in the moment itself, so the reminder comes right before it.",
        play=story.gets_role_card,
        done=lambda now: now.has_got(LEADER, Kind.ROLE_CARD) or now.has_begun,
    ),
    Step(
        key="met",
        who=MENTOR,
        where=MESSAGES,
        title="Did you meet?",
        condition=BOUNDARIES,
        what="Afterwards both say that they met, and each may keep a note that opens for nobody else.",
        why="The bot wants to know whether they met, never what was said.",
        play=story.both_have_met,
        done=lambda now: now.first_session_is(Sitting.HELD),
    ),
    Step(
        key="status",
        who=story.ORGANISER,
        where=CHANNEL,
        title="Numbers, never words",
        condition=GOALS,
        what="Orla asks how it stands, and sees counts, dates and who needs a person.",
        why="How far goals have come shows only in averages over five people or more, and what they are shows nowhere.",
        play=story.asks_how_it_stands,
        done=lambda now: now.first_session_is(Sitting.HELD) and has_asked(now),
    ),
)


def has_said_why(now: Standing) -> bool:
    enrolment = now.enrolment(LEADER)
    return enrolment is not None and enrolment.why_sealed is not None


def is_asked_again(now: Standing) -> bool:
    modal = now.ws.person(LEADER).modal
    return modal is not None and modal.callback_id == "join_motivation" and bool(modal.errors)


def has_asked(now: Standing) -> bool:
    """The last thing that only the organiser saw is the state of the programme."""
    seen = now.ws.person(story.ORGANISER).ephemerals
    return bool(seen) and "1 held" in seen[-1].readable
