"""What we say when somebody pauses, comes back or leaves, and the words of /rm-me."""

from collections.abc import Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.hours import OPENS, at
from bot.models import Enrolment, Joining, Letter, Meeting, Pairing, Person, Sitting, Stage
from bot.privacy.rules import paused as on_a_break
from bot.said import Said, button, buttons, paragraph, with_help
from bot.wording import day, escape, language_of, mention, translation, when_for_both


def paused(_db: Session, letter: Letter) -> Said | None:
    """To the partner: the day, no reason. None where the pause has changed, or has ended, meanwhile."""
    found = partner_of(letter)
    if found is None or letter.person is None or found.programme.stage == Stage.CLOSED:
        return None
    language = language_of(letter.person, found.programme)
    until = found.paused_until.isoformat() if found.paused_until else None
    if letter.facts.get("until") != until:
        return None
    blocks: list[Block] = [paragraph(news_of(found, language))]
    if meeting := falls_into_the_break(letter, found):
        blocks += [paragraph(in_the_way(meeting, letter.person, found.person)), buttons(move_it(meeting, language))]
    return Said(with_help(blocks, language))


def falls_into_the_break(letter: Letter, partner: Enrolment) -> Meeting | None:
    """The first session in the diary that comes before the partner is back."""
    if letter.pair is None or partner.paused_until is None:
        return None
    back = at(partner.paused_until, OPENS, partner.person.zone)
    booked = [meeting for meeting in letter.pair.meetings if meeting.state == Sitting.BOOKED]
    return next((meeting for meeting in booked if meeting.starts_at and meeting.starts_at < back), None)


def in_the_way(meeting: Meeting, person: Person, partner: Person) -> str:
    language = language_of(person, meeting.pair.programme)
    _ = translation(language)
    text = _("Session {number} is in the diary for that time: {when}. Please pick a new date when it suits you.")
    starts_at = meeting.starts_at or meeting.target_at
    return text.format(number=meeting.number, when=when_for_both(starts_at, person, partner, language))


def move_it(meeting: Meeting, language: str) -> ButtonElement:
    _ = translation(language)
    return button(_("Move it"), Act.MOVE, str(meeting.id))


def partner_of(letter: Letter) -> Enrolment | None:
    """The other one of a pair that is running."""
    pair, person = letter.pair, letter.person
    role = pair.role_of(person.id) if pair and person else None
    if pair is None or role is None or pair.state != Pairing.ACTIVE:
        return None
    return pair.enrolment(role.partner)


def news_of(partner: Enrolment, language: str) -> str:
    _ = translation(language)
    if partner.paused_until is None:
        text = _("{partner} is back from the break earlier than planned. Your sessions can go on.")
        return text.format(partner=mention(partner.person))
    text = _("{partner} is on a break and back on {day}. There is no need to ask why.")
    return text.format(partner=mention(partner.person), day=day(partner.paused_until, language))


def left(_db: Session, letter: Letter) -> Said | None:
    """To who has left; None where they have joined again meanwhile."""
    enrolment, person = letter.enrolment, letter.person
    if enrolment is None or person is None or enrolment.state != Joining.LEFT:
        return None
    language = language_of(person, enrolment.programme)
    _ = translation(language)
    text = _(
        "You have left *{programme}*. Thank you for the time you gave it. Nobody is told more than that you no longer "
        "take part, and nothing more comes to you from this programme."
    )
    rest = _(
        "What you wrote is deleted 90 days after the programme ends; `/rm-me show` lists it until then. "
        "You are welcome back: `/rm-join` starts afresh whenever a programme is open."
    )
    blocks = [paragraph(text.format(programme=escape(enrolment.programme.name))), paragraph(rest)]
    return Said(with_help(blocks, language))


def partner_left(_db: Session, letter: Letter) -> Said | None:
    """Neutral words to the one who stays. None where they have left too, or the programme has closed."""
    pair, person = letter.pair, letter.person
    role = pair.role_of(person.id) if pair and person else None
    if pair is None or person is None or role is None or over_for(pair.enrolment(role)):
        return None
    language = language_of(person, pair.programme)
    _ = translation(language)
    if pair.started_at:
        text = _("Your sessions with {partner} end here. That says nothing about you.")
        diary = _("If a session was still in your calendar, please take it out.")
        text = f"{text} {diary}"
    else:
        text = _("The pair with {partner} that was planned cannot begin. That says nothing about you.")
    rest = _(
        "You stay in the programme and take part when the organisers match again. "
        "If you would rather stop here, that is fine too: `/rm-me leave`."
    )
    partner = mention(pair.enrolment(role.partner).person)
    return Said(with_help([paragraph(text.format(partner=partner)), paragraph(rest)], language))


def over_for(enrolment: Enrolment) -> bool:
    return enrolment.state == Joining.LEFT or enrolment.programme.stage == Stage.CLOSED


def usage(parts: Sequence[Enrolment], now: datetime, language: str) -> str:
    """The answer to `/rm-me`: where somebody stands, and what the command can do."""
    _ = translation(language)
    lines = [standing(part, now, language) for part in parts] or [_("You take part in no programme just now.")]
    commands = (
        ("pause", _("take a break until a date; your partner hears only the date")),
        ("resume", _("come back earlier")),
        ("leave", _("leave without blame; nobody asks why")),
        ("show", _("read all that we hold about you")),
    )
    return "\n".join([*lines, "", *(f"`/rm-me {name}`: {text}" for name, text in commands)])


def standing(part: Enrolment, now: datetime, language: str) -> str:
    _ = translation(language)
    if part.state == Joining.DRAFT:
        text = _("You have begun to join; `/rm-join` goes on where you stopped.")
    elif on_a_break(part, now) and part.paused_until:
        text = _("You are on a break and back on {day}.").format(day=day(part.paused_until, language))
    else:
        text = _("You take part.")
    return f"*{escape(part.programme.name)}*: {text}"


def resumed(language: str) -> str:
    _ = translation(language)
    return _("Welcome back! What waited comes to you in your next working hours.")


def pausing(until: date, language: str) -> str:
    _ = translation(language)
    text = _("You are on a break and back on {day}. Enjoy it! To come back earlier: `/rm-me resume`.")
    return text.format(day=day(until, language))


def leaving(person: Person, enrolment: Enrolment) -> str:
    _ = translation(language_of(person, enrolment.programme))
    text = _("You have left *{programme}*, and nobody asks why.")
    return text.format(programme=escape(enrolment.programme.name))
