"""What we say about pairs before they begin, and as they do."""

from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.buttons import decline
from bot.matching.reasons import to_the_two, why_nobody
from bot.matching.rules import said_yes_at
from bot.models import Enrolment, Joining, Letter, Pair, Pairing, Person, Programme, Role, Stage
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.wording import day, escape, language_of, language_of_both, mention, plural, translation


@dataclass(frozen=True)
class Side:
    """An offer as one of the two sees it."""

    pair: Pair
    role: Role
    language: str

    @property
    def programme(self) -> Programme:
        return self.pair.programme

    @property
    def partner(self) -> Person:
        return self.pair.enrolment(self.role.partner).person

    @property
    def said_yes(self) -> bool:
        return said_yes_at(self.pair, self.role) is not None

    @property
    def open(self) -> bool:
        return self.pair.state == Pairing.OFFERED and not self.said_yes


def offer(_db: Session, letter: Letter) -> Said | None:
    """Redrawn once it is answered; one that was answered elsewhere before it went out is not sent."""
    side = side_of(letter)
    if side is None or not (side.open or letter.ts):
        return None
    return asked(side) if side.open else standing(side)


def offer_reminder(_db: Session, letter: Letter) -> Said | None:
    side = side_of(letter)
    if side is None or not side.open:
        return None
    _ = translation(side.language)
    text = _("A pair still waits for your answer: {partner} and you. A no is as welcome as a yes; it needs no reason.")
    return Said(with_help([paragraph(text.format(partner=introduced(side))), yes_or_no(side)], side.language))


def offer_closed(_db: Session, letter: Letter) -> Said | None:
    """Neutral: nobody can read from it who said no, or why."""
    side = side_of(letter)
    if side is None or side.pair.enrolment(side.role).state == Joining.LEFT:
        return None
    _ = translation(side.language)
    text = _(
        "The pair with {partner} did not come about. That has many possible reasons, and it says nothing about you. "
        "You stay in the programme: at the next matching we look for somebody else, and you hear from us. "
        "There is nothing that you need to do."
    )
    return Said(with_help([paragraph(text.format(partner=mention(side.partner)))], side.language))


def left_out(_db: Session, letter: Letter) -> Said | None:
    enrolment = letter.enrolment
    if enrolment is None or enrolment.left_out is None or not waiting(enrolment):
        return None
    language = language_of(enrolment.person, enrolment.programme)
    _ = translation(language)
    first = _("The pairs in “{programme}” have been made, and this time there is none for you yet. We are sorry.")
    then = _(
        "You stay on the list. As soon as somebody joins or becomes free, the organisers look again, and you hear "
        "from us. `/rm-join` changes your answers, and `/rm-me leave` takes you out, whenever you like."
    )
    said = [first.format(programme=escape(enrolment.programme.name)), why_nobody(enrolment.left_out, language), then]
    return Said(with_help([paragraph(text) for text in said], language))


def introduction(_db: Session, letter: Letter) -> Said | None:
    """To both at once, in their group DM: nothing that only one of them said."""
    pair = letter.pair
    if pair is None or pair.state != Pairing.ACTIVE or pair.programme.stage == Stage.CLOSED:
        return None
    language = language_of_both(pair)
    texts = [text.format(**names_of(pair)) for text in introducing(language)]
    _ = translation(language)
    private = aside(_("This conversation is yours: we cannot read what you write here."))
    texts.insert(2, to_the_two(pair, language))
    return Said(with_help([*(paragraph(text) for text in texts if text), private], language))


def side_of(letter: Letter) -> Side | None:
    """None once the programme has closed."""
    pair, person = letter.pair, letter.person
    role = pair.role_of(person.id) if pair and person else None
    if pair is None or person is None or role is None or pair.programme.stage == Stage.CLOSED:
        return None
    return Side(pair, role, language_of(person, pair.programme))


def asked(side: Side) -> Said:
    _ = translation(side.language)
    texts = [
        _("*We have found somebody for you: {partner}*").format(partner=introduced(side)),
        part_of(side),
        to_the_two(side.pair, side.language),
        saying_yes(side),
    ]
    return Said(with_help([*(paragraph(text) for text in texts if text), yes_or_no(side)], side.language))


def introduced(side: Side) -> str:
    title = escape(side.partner.title.strip())
    return f"{mention(side.partner)}, {title}" if title else mention(side.partner)


def part_of(side: Side) -> str:
    """The role in its own words."""
    _ = translation(side.language)
    if side.role == Role.MENTOR:
        text = _(
            "You would be the mentor: {partner} wants to learn from what you see every day. "
            "You lead the sessions, whatever anybody's grade says."
        )
    else:
        text = _(
            "You would be the one who learns: {partner} is your mentor and leads the sessions. "
            "You bring questions, listen, and book the time."
        )
    return text.format(partner=mention(side.partner))


def saying_yes(side: Side) -> str:
    _, n_ = translation(side.language), plural(side.language)
    programme = side.programme
    text = n_(
        "*Saying yes* means {count} session of {minutes} minutes,",
        "*Saying yes* means {count} sessions of {minutes} minutes, about {days} days apart,",
        programme.meeting_count,
    )
    agreed = _(
        "and an agreement that you both sign before the first. Each of you can stop at any time, without a reason. "
        "*Saying no* is fine too: {partner} hears only that the pair did not come about."
    )
    facts = {"count": programme.meeting_count, "minutes": programme.minutes, "days": programme.cadence_days}
    return f"{text.format(**facts)} {agreed.format(partner=mention(side.partner))}"


def yes_or_no(side: Side) -> ActionsBlock:
    _ = translation(side.language)
    pair = str(side.pair.id)
    yes = button(_("Yes, gladly"), Act.ACCEPT_OFFER, pair, style="primary")
    return buttons(yes, decline(pair, side.language))


def standing(side: Side) -> Said:
    """What has become of an offer that is answered or over."""
    return Said(with_help([paragraph(how_it_stands(side))], side.language))


def how_it_stands(side: Side) -> str:
    _ = translation(side.language)
    partner = mention(side.partner)
    if side.pair.state == Pairing.OFFERED:
        return _("You said yes to a pair with {partner}, thank you. We wait for the other answer.").format(
            partner=partner
        )
    if side.pair.state in (Pairing.CONFIRMED, Pairing.ACTIVE):
        return _("You and {partner} are both in.").format(partner=partner) + " " + what_follows(side)
    if side.pair.ended_because == f"{side.role}_declined":
        return _(
            "You said no to this pair, and that is fine. You stay in the programme: at the next matching we look "
            "again. If you would rather step out, `/rm-me leave` does it."
        )
    return _("The pair with {partner} did not come about; this offer is closed.").format(partner=partner)


def what_follows(side: Side) -> str:
    _ = translation(side.language)
    if side.pair.state == Pairing.ACTIVE:
        return _("We introduce you to each other in a conversation of the two of you.")
    starts = day(side.programme.starts_on, side.language)
    return _("When the programme starts, planned for {day}, we introduce you to each other.").format(day=starts)


def waiting(enrolment: Enrolment) -> bool:
    return enrolment.state == Joining.JOINED and enrolment.programme.stage != Stage.CLOSED


def introducing(language: str) -> list[str]:
    _ = translation(language)
    return [
        _("*{mentor}, meet {leader}. {leader}, meet {mentor}.*"),
        _(
            "In “{programme}” {mentor} is the mentor and leads: what you talk about, and how. "
            "{leader} is here to learn: with questions, open ears, and time kept free."
        ),
        _(
            "*What comes next:* each of you finds the agreement in your own messages from us; please read it and sign. "
            "Then {leader} books the first session."
        ),
    ]


def names_of(pair: Pair) -> dict[str, str]:
    return {
        "mentor": mention(pair.mentor.person),
        "leader": mention(pair.leader.person),
        "programme": escape(pair.programme.name),
    }
