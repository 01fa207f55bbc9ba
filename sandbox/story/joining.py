"""How somebody in the story joins: step by step, with their own words."""

from collections.abc import Callable

from bot.playbooks import load
from bot.wording import language_name
from sandbox.people import Person
from sandbox.story.cast import Character
from sandbox.story.reading import form_of, labels, options

Step = Callable[[Person, Character], None]


def joins(person: Person, one: Character) -> None:
    """From /rm-join to the last button."""
    person.runs("/rm-join", channel="mentoring")
    goes_on(person, one)


def goes_on(person: Person, one: Character, steps: int = 6) -> None:
    """Fills in and sends so many steps, wherever they stand; after the sixth comes the review, which is sent too."""
    for _ in range(steps):
        form = form_of(person)
        if form.callback_id not in STEPS:
            break
        STEPS[form.callback_id](person, one)
        person.submits()
    if person.modal is not None and person.modal.callback_id == "join_review":
        person.submits()
    if person.modal is not None and person.modal.callback_id not in STEPS:
        person.closes()


def consents(person: Person, _one: Character) -> None:
    label = labels(person)[0]
    person.chooses(label, options(person, label)[0])


def takes_role(person: Person, one: Character) -> None:
    label = labels(person)[0]
    person.chooses(label, options(person, label)[0 if one.role == "mentor" else 1])


def says_why(person: Person, one: Character) -> None:
    for label, words in zip(labels(person), (one.why, one.why_now, one.insight), strict=True):
        person.fills(label, words)


def sets_goals(person: Person, one: Character) -> None:
    goal, sign, rating = labels(person)[:3]
    person.fills(goal, one.goal)
    person.fills(sign, one.sign)
    person.chooses(rating, options(person, rating)[1])


def names_interests(person: Person, one: Character) -> None:
    topics, languages = labels(person)
    spoken = one.locale[:2]
    person.chooses(topics, *(load().topic(key).name.in_(spoken) for key in one.topics))
    person.chooses(languages, *(language_name(code, spoken) for code in one.languages))


def describes_work(person: Person, one: Character) -> None:
    manager, _nobody, team, _capacity, apart = labels(person)
    person.chooses(manager, one.manager)
    person.fills(team, one.team)
    if one.apart:
        person.chooses(apart, *one.apart)


STEPS: dict[str, Step] = {
    "join_consent": consents,
    "join_role": takes_role,
    "join_motivation": says_why,
    "join_goals": sets_goals,
    "join_topics": names_interests,
    "join_work": describes_work,
}
