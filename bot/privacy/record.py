"""All that we hold about one person, in words and for their eyes alone."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.models import Enrolment, Exclusion, Goal, Person, Role
from bot.privacy.notes import notes
from bot.privacy.quoted import own_words
from bot.privacy.together import pairs
from bot.wording import day, day_of, escape, language_name, language_of, mention, translation

SECTION = 3000  # characters that Slack allows in one paragraph


def paragraphs(db: Session, person: Person) -> list[str]:
    """Everything, each paragraph short enough for a section. To be read inside the session: words are sealed."""
    mine = (Enrolment.workspace_id == person.workspace_id, Enrolment.person_id == person.id)
    found = db.scalars(select(Enrolment).where(*mine).order_by(Enrolment.started_at)).all()
    texts = [profile(person)]
    for enrolment in found:
        texts += [*part(enrolment), *answers(db, enrolment), *pairs(db, enrolment)]
    texts += notes(db, person)
    return [cut(text, SECTION) for text in texts if text]


def profile(person: Person) -> str:
    _ = translation(language_of(person))
    facts = _("From your Slack profile: {name} · {title} · {zone} · {locale}")
    title, locale = escape(person.title) or "–", escape(person.locale) or "–"
    return facts.format(name=mention(person), title=title, zone=escape(person.zone), locale=locale)


def part(enrolment: Enrolment) -> Iterator[str]:
    """When what happened, and what somebody picked."""
    language = language_of(enrolment.person, enrolment.programme)
    _ = translation(language)
    yield f"*{escape(enrolment.programme.name)}*\n{dates(enrolment, language)}"
    yield "\n".join(f"*{name}:* {value}" for name, value in picked(enrolment, language) if value)


def dates(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    moments = {
        _("begun"): enrolment.started_at,
        _("agreed to who sees what"): enrolment.consented_at,
        _("joined"): enrolment.joined_at,
        _("role confirmed"): enrolment.role_confirmed_at,
        _("left"): enrolment.left_at,
    }
    zone = enrolment.person.zone
    return " · ".join(f"{name}: {day_of(at, zone, language)}" for name, at in moments.items() if at)


def picked(enrolment: Enrolment, language: str) -> list[tuple[str, str]]:
    _ = translation(language)
    roles = {Role.MENTOR: _("mentor"), Role.LEADER: _("leader")}
    return [
        (_("Role"), roles[Role(enrolment.role)] if enrolment.role else ""),
        (_("Topics"), ", ".join(topics(enrolment, language))),
        (_("Languages"), ", ".join(language_name(code, language) for code in enrolment.languages)),
        (_("Manager"), mention(enrolment.manager) if enrolment.manager else ""),
        (_("Team"), escape(enrolment.team)),
        (_("Partners at most"), str(enrolment.capacity or "")),
        (
            _("Circle of mentors"),
            _("you are in one; who else is, its group conversation shows") if enrolment.circle_id else "",
        ),
        (_("Back from a break on"), day(enrolment.paused_until, language) if enrolment.paused_until else ""),
    ]


def topics(enrolment: Enrolment, language: str) -> list[str]:
    """By name; by key where the playbook has no such topic any more."""
    known = {topic.key: topic.name.in_(language) for topic in book_of(enrolment.programme).topics}
    return [known.get(key, key) for key in enrolment.topics]


def answers(db: Session, enrolment: Enrolment) -> Iterator[str]:
    """What somebody wrote when they joined."""
    _ = translation(language_of(enrolment.person, enrolment.programme))
    yield from own_words(_("Why you take part"), enrolment.why)
    yield from own_words(_("Why now"), enrolment.why_now)
    yield from own_words(_("What you know, or what changed your mind"), enrolment.insight)
    for goal in enrolment.goals:
        yield from own_words(_("Goal {number}").format(number=goal.position + 1) + f" ({ratings(goal)})", goal.text)
        yield from own_words(_("How you will notice"), goal.sign)
    excluded = [mention(person) for person in excluded_by(db, enrolment)]
    if excluded:
        yield _("Not to be paired with (nobody else sees this): {people}").format(people=", ".join(excluded))


def excluded_by(db: Session, enrolment: Enrolment) -> Iterable[Person]:
    same = (Exclusion.workspace_id == Person.workspace_id) & (Exclusion.person_id == Person.id)
    mine = (Exclusion.workspace_id == enrolment.workspace_id, Exclusion.enrolment_id == enrolment.id)
    return db.scalars(select(Person).join(Exclusion, same).where(*mine).order_by(Person.name))


def ratings(goal: Goal) -> str:
    """What somebody gave, of 5: at the start, the midpoint and the end."""
    given = (goal.rating_start, goal.rating_midpoint, goal.rating_end)
    return " → ".join(f"{rating}/5" for rating in given if rating)


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
