"""What we hold about somebody's pairs: facts that both see, and their own answers, which nobody else does."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.models import (
    Agreement,
    Commitment,
    Enrolment,
    Farewell,
    Meeting,
    Met,
    Outcome,
    Pair,
    Pairing,
    Person,
    Reflection,
    Role,
    TopicLevels,
)
from bot.playbooks.agreement import Level
from bot.privacy.quoted import own_words
from bot.wording import day, escape, language_of, mention, translation, when


@dataclass(frozen=True)
class Side:
    """A pair as one of its two reads about it."""

    pair: Pair
    enrolment: Enrolment

    @property
    def language(self) -> str:
        return language_of(self.enrolment.person, self.pair.programme)

    @property
    def role(self) -> Role:
        return Role.MENTOR if self.pair.mentor_id == self.enrolment.id else Role.LEADER

    @property
    def partner(self) -> Person:
        return self.pair.enrolment(self.role.partner).person


def pairs(db: Session, enrolment: Enrolment) -> Iterator[str]:
    """Each pair that somebody knows of: one that is only proposed is the organisers' draft."""
    mine = or_(Pair.mentor_id == enrolment.id, Pair.leader_id == enrolment.id)
    known = Pair.offered_at.is_not(None) | Pair.started_at.is_not(None)
    seen = select(Pair).where(Pair.workspace_id == enrolment.workspace_id, mine, known)
    for pair in db.scalars(seen.order_by(Pair.proposed_at)):
        side = Side(pair, enrolment)
        yield standing(side)
        yield from agreed(db, side)
        yield from sessions(db, side)
        yield from commitments(db, side)
        yield from farewell(db, side)


def standing(side: Side) -> str:
    _ = translation(side.language)
    states = {Pairing.OFFERED: _("offered"), Pairing.CONFIRMED: _("both said yes"), Pairing.ACTIVE: _("running")}
    state = states.get(Pairing(side.pair.state), _("over"))
    return _("*Pair with {partner}*: {state}").format(partner=mention(side.partner), state=state)


def agreed(db: Session, side: Side) -> Iterator[str]:
    """What both agreed on, and how open each topic is to this person, in private."""
    agreement = side.pair.agreement
    if agreement is None:
        return
    _ = translation(side.language)
    yield from own_words(_("In your agreement: the word for slipping roles"), agreement.stop_word)
    yield from own_words(_("In your agreement: where you meet"), agreement.place)
    for topic in agreement.added_topics:
        yield from own_words(_("In your agreement: a topic that one of you added (you both see it)"), topic.name)
    mine = (TopicLevels.workspace_id == agreement.workspace_id, TopicLevels.agreement_id == agreement.id)
    chosen = db.scalars(select(TopicLevels).where(*mine, TopicLevels.role == side.role)).first()
    if chosen and (lines := levels(agreement, json.loads(chosen.levels or "{}"), side)):
        heading = _("*How open each topic is to you* (your partner sees only the stricter of the two)")
        yield "\n".join([heading, *lines])


def levels(agreement: Agreement, chosen: dict[str, str], side: Side) -> list[str]:
    """By name; by key where there is no such topic any more."""
    _ = translation(side.language)
    levels = {Level.OPEN: _("open"), Level.ASK: _("ask first"), Level.OFF: _("off limits")}
    names = {topic.key: topic.name.in_(side.language) for topic in book_of(side.pair.programme).agreement.topic_floors}
    names |= {f"own:{topic.id}": escape(topic.name or "–") for topic in agreement.added_topics}
    return [f"• {names.get(key, key)}: {levels[Level(level)]}" for key, level in chosen.items()]


def sessions(db: Session, side: Side) -> Iterator[str]:
    """Each session with a leader's questions and one's own answers after it."""
    _ = translation(side.language)
    for meeting in side.pair.meetings:
        told = list(reflections(db, meeting, side.enrolment.person))
        yield "\n".join([session(meeting, side), *(line for one in told for line in said(one, side))])
        if side.role == Role.LEADER:
            yield from own_words(_("Your questions"), meeting.questions)
        for reflection in told:
            yield from own_words(_("Your note (for you alone)"), reflection.note)


def session(meeting: Meeting, side: Side) -> str:
    _ = translation(side.language)
    states = {
        "planned": _("no date yet"),
        "booked": _("in the diary"),
        "held": _("held"),
        "missed": _("did not take place"),
        "unconfirmed": _("your two answers differ"),
    }
    at = when(meeting.starts_at, side.enrolment.person.zone, side.language) if meeting.starts_at else "–"
    text = _("Session {number}: {state} · {when}")
    return text.format(number=meeting.number, state=states[meeting.state], when=at)


def reflections(db: Session, meeting: Meeting, person: Person) -> Iterable[Reflection]:
    about = (Reflection.workspace_id == meeting.workspace_id, Reflection.meeting_id == meeting.id)
    return db.scalars(select(Reflection).where(*about, Reflection.person_id == person.id))


def said(reflection: Reflection, side: Side) -> Iterator[str]:
    """Whether they met is shared; who advised and asked, and how heavy it was, is for its author alone."""
    _ = translation(side.language)
    met = {Met.YES: _("that you met"), Met.MOVED: _("that you moved it"), Met.NO: _("that you did not meet")}
    yield _("You said {answer}. What the two of you say decides what both see.").format(answer=met[Met(reflection.met)])
    who = {side.role: _("you"), side.role.partner: mention(side.partner), "even": _("about even")}
    loads = {"light": _("light"), "fine": _("fine"), "heavy": _("heavy")}
    answers = {
        _("most of the advising"): who.get(reflection.advising or ""),
        _("most of the asking"): who.get(reflection.asking or ""),
        _("how it was for you"): loads.get(reflection.load or ""),
    }
    given = [f"{name}: {value}" for name, value in answers.items() if value]
    if given:
        yield _("For you alone: {answers}").format(answers=" · ".join(given))


def commitments(db: Session, side: Side) -> Iterator[str]:
    """The one thing that both see."""
    _ = translation(side.language)
    states = {Outcome.OPEN: _("open"), Outcome.DONE: _("done"), Outcome.DROPPED: _("dropped")}
    of_pair = (Commitment.workspace_id == side.pair.workspace_id, Commitment.pair_id == side.pair.id)
    text = _("Commitment for {day}: {state} (you both see it)")
    for one in db.scalars(select(Commitment).where(*of_pair).order_by(Commitment.made_at, Commitment.id)):
        name = text.format(day=day(one.due_on, side.language), state=states[Outcome(one.outcome)])
        yield from own_words(name, one.text)


def farewell(db: Session, side: Side) -> Iterator[str]:
    _ = translation(side.language)
    wishes = {"go_on": _("go on together"), "stop": _("stop here"), "somebody_else": _("somebody else")}
    lasting = {"yes": _("yes"), "partly": _("partly"), "no": _("no")}
    mine = (Farewell.workspace_id == side.pair.workspace_id, Farewell.pair_id == side.pair.id)
    for one in db.scalars(select(Farewell).where(*mine, Farewell.person_id == side.enrolment.person_id)):
        if one.next in wishes:
            text = _("What you want next: {wish} (your partner hears of it only where both want to go on)")
            yield text.format(wish=wishes[one.next])
        if one.lasting in lasting:
            text = _("Whether something has lasted: {answer} (only ever counted, among five or more)")
            yield text.format(answer=lasting[one.lasting])
