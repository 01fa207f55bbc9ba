"""From the first command to the first session of Tom and Mark, in steps that go on from wherever things stand."""

from datetime import timedelta

from bot.agreement.forms import SIGN
from bot.enrolment.forms.review import REVIEW
from bot.matching.forms import BOARD
from bot.models import Kind, Pairing, Sitting
from sandbox.errors import NotOnScreen
from sandbox.people import Person
from sandbox.rehearsal import Rehearsal
from sandbox.story import habits, joining, reading
from sandbox.story.plot import CHANNEL, creates
from sandbox.story.standing import LEADER, MENTOR, Check, stands

ORGANISER = "orla"
OTHERS = ("nia", "carol")
ANSWERED = ("accept_offer", "sign_agreement", "book_slot", "met_yes")
QUESTION = "What do people stop telling somebody once that person is a director?"
PATIENCE = timedelta(days=60)


def opens_programme(rehearsal: Rehearsal) -> None:
    orla = alone(rehearsal, ORGANISER)
    if stands(rehearsal, lambda now: now.programme is None):
        creates(orla)
    orla.runs("/rm-programme open", channel=CHANNEL)


def says_too_little(rehearsal: Rehearsal) -> None:
    mark = rehearsal.ws.person(LEADER)
    opens_form(mark)
    fills_in_until(mark, "join_motivation")
    joining.says_why(mark, reading.character(mark))
    mark.fills(reading.labels(mark)[0], "n/a")
    mark.submits()


def reads_over(rehearsal: Rehearsal) -> None:
    mark = rehearsal.ws.person(LEADER)
    opens_form(mark)
    fills_in_until(mark, REVIEW)


def everybody_joins(rehearsal: Rehearsal) -> None:
    for handle in (LEADER, MENTOR, *OTHERS):
        joins(rehearsal, handle)
    rehearsal.tick()


def joins(rehearsal: Rehearsal, handle: str) -> None:
    """Unless they have."""
    if not stands(rehearsal, lambda now: now.has_joined(handle)):
        person = rehearsal.ws.person(handle)
        opens_form(person)
        joining.goes_on(person, reading.character(person))


def opens_form(person: Person) -> None:
    """The form to join where they left it, unless it stands open already."""
    if person.modal is None or person.modal.callback_id not in (*joining.STEPS, REVIEW):
        reading.puts_away(person)
        person.runs("/rm-join", channel=CHANNEL)


def fills_in_until(person: Person, form: str) -> None:
    for _ in joining.STEPS:
        shown = reading.form_of(person).callback_id
        if shown == form or shown not in joining.STEPS:
            return
        joining.STEPS[shown](person, reading.character(person))
        person.submits()


def looks_at_proposals(rehearsal: Rehearsal) -> None:
    """After she has confirmed the roles."""
    orla = alone(rehearsal, ORGANISER)
    orla.runs("/rm-programme review", channel=CHANNEL)
    if reading.form_of(orla).submit_text:
        orla.submits()
    reading.puts_away(orla)
    orla.runs("/rm-programme match", channel=CHANNEL)


def approves(rehearsal: Rehearsal) -> None:
    if stands(rehearsal, lambda now: now.pair_is(Pairing.PROPOSED)):
        if not stands(rehearsal, lambda now: now.sees(ORGANISER, BOARD)):
            looks_at_proposals(rehearsal)
        rehearsal.ws.person(ORGANISER).submits()
    reading.puts_away(rehearsal.ws.person(ORGANISER))
    waits_for(rehearsal, lambda now: now.has_got(MENTOR, Kind.OFFER))


def both_say_yes(rehearsal: Rehearsal) -> None:
    waits_for(rehearsal, lambda now: now.has_got(LEADER, Kind.OFFER))
    for handle in (MENTOR, LEADER):
        answers(alone(rehearsal, handle), "accept_offer")
    if not stands(rehearsal, lambda now: now.is_running):
        alone(rehearsal, ORGANISER).runs("/rm-programme start", channel=CHANNEL)
    waits_for(rehearsal, lambda now: now.pair_is(Pairing.ACTIVE) and now.together is not None)


def reads_agreement(rehearsal: Rehearsal) -> None:
    waits_for(rehearsal, lambda now: now.has_got(MENTOR, Kind.AGREEMENT))
    tom = alone(rehearsal, MENTOR)
    habits.opens_signing(tom, reading.newest_with(tom, "sign_agreement"))
    habits.fill_in(tom)


def both_sign(rehearsal: Rehearsal) -> None:
    if stands(rehearsal, lambda now: now.sees(MENTOR, SIGN)):
        rehearsal.ws.person(MENTOR).submits()
    waits_for(rehearsal, lambda now: now.has_got(LEADER, Kind.AGREEMENT))
    for handle in (MENTOR, LEADER):
        answers(alone(rehearsal, handle), "sign_agreement")
    waits_for(rehearsal, lambda now: now.has_got(LEADER, Kind.BOOKING))


def books(rehearsal: Rehearsal) -> None:
    answers(alone(rehearsal, LEADER), "book_slot")
    waits_for(rehearsal, lambda now: now.has_got(MENTOR, Kind.BOOKED))


def asks_ahead(rehearsal: Rehearsal) -> None:
    waits_for(rehearsal, lambda now: now.has_got(LEADER, Kind.PREPARATION) and now.has_got(MENTOR, Kind.PREPARATION))
    mark = alone(rehearsal, LEADER)
    reading.press(mark, reading.newest_with(mark, "send_questions"), "send_questions")
    mark.fills(reading.labels(mark)[0], QUESTION)
    mark.submits()
    reading.puts_away(mark)
    rehearsal.tick()


def gets_role_card(rehearsal: Rehearsal) -> None:
    waits_for(rehearsal, lambda now: now.has_got(LEADER, Kind.ROLE_CARD))


def both_have_met(rehearsal: Rehearsal) -> None:
    waits_for(rehearsal, lambda now: now.has_got(LEADER, Kind.CHECK_IN) and now.has_got(MENTOR, Kind.CHECK_IN))
    for handle in (LEADER, MENTOR):
        answers(alone(rehearsal, handle), "met_yes")
    waits_for(rehearsal, lambda now: now.first_session_is(Sitting.HELD))


def asks_how_it_stands(rehearsal: Rehearsal) -> None:
    alone(rehearsal, ORGANISER).runs("/rm-status", channel=CHANNEL)


def waits_for(rehearsal: Rehearsal, check: Check) -> None:
    """Time passes from letter to letter, and the other pair lives on; NotOnScreen when it does not come about."""
    until = rehearsal.now + PATIENCE
    rehearsal.tick()
    while not stands(rehearsal, check):
        the_others_answer(rehearsal)
        due = rehearsal.next_letter_at()
        if due is None or due > until:
            raise NotOnScreen("What the story waits for does not come.")
        rehearsal.waits_until(due)
    the_others_answer(rehearsal)


def the_others_answer(rehearsal: Rehearsal) -> None:
    """Whatever is asked of them; somebody who has a form open is left alone with it."""
    for handle in OTHERS:
        person = rehearsal.ws.person(handle)
        for action in ANSWERED:
            if person.modal is None:
                answers(person, action)
    rehearsal.tick()


def answers(person: Person, action: str) -> None:
    """The newest message that offers it, as the story's people do; nothing where none does."""
    if any(reading.offers(message, action) for message in person.dm):
        habits.HABITS[action](person, reading.newest_with(person, action))
        reading.puts_away(person)


def alone(rehearsal: Rehearsal, handle: str) -> Person:
    """The person, with no form before them."""
    person = rehearsal.ws.person(handle)
    reading.puts_away(person)
    return person
