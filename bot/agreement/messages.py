"""What we say about the agreement, to each side by DM."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.agreement import terms, topics
from bot.agreement.levels import Levels, moves, together
from bot.agreement.rules import signed_version
from bot.books import book_of
from bot.models import Agreement, Letter, Pair, Pairing, Person, Role, Sitting
from bot.playbooks import Moment
from bot.said import Said, button, buttons, paragraph, with_help
from bot.wording import language_of, mention, plural, translation


@dataclass(frozen=True)
class Side:
    """One of the two, as a reader of the agreement."""

    pair: Pair
    agreement: Agreement
    role: Role
    language: str

    @property
    def partner(self) -> Person:
        return self.pair.enrolment(self.role.partner).person

    @property
    def signed(self) -> bool:
        return self.agreement.signed_by(self.role)

    @property
    def signed_before(self) -> bool:
        return signed_version(self.agreement, self.role) > 0

    @property
    def partner_signed(self) -> bool:
        return self.agreement.signed_by(self.role.partner)


def agreement(_db: Session, letter: Letter) -> Said | None:
    side = side_of(letter)
    if side is None:
        return None
    changed: Sequence[str] | None = letter.facts.get("changed")
    texts = [standing(side, changed or [])]
    if changed is None:
        texts.insert(0, matched(side))
    row = buttons(open_it(side) if side.signed else sign_it(side))
    return Said(with_help([*map(paragraph, texts), row], side.language))


def agreement_reminder(_db: Session, letter: Letter) -> Said | None:
    side = side_of(letter)
    if side is None or side.signed:
        return None
    _ = translation(side.language)
    text = _("Your agreement with {partner} still waits for you. It takes about ten minutes, on your own.")
    if side.partner_signed:
        text = _(
            "{partner} has signed your agreement; your name is still missing. Reading it takes about five minutes."
        )
    blocks = [paragraph(f"{text.format(partner=mention(side.partner))} {waits_for_it(side)}"), buttons(sign_it(side))]
    return Said(with_help(blocks, side.language))


def waits_for_it(side: Side) -> str:
    _ = translation(side.language)
    if side.signed_before:
        return _("Your next session can be booked once both have signed again.")
    return _("Your first session can be booked once both have signed.")


def topics_changed(_db: Session, letter: Letter) -> Said | None:
    """To both in the same words: what changed between two versions, and never by whose hand."""
    side = side_of(letter)
    moved = changed_levels(side, letter) if side else []
    if side is None or not moved:
        return None
    row = buttons(open_it(side), my_topics(side))
    return Said(with_help([*map(paragraph, moved), row], side.language))


def changed_levels(side: Side, letter: Letter) -> list[str]:
    """Nothing where all is as it was before: what was tightened was loosened again."""
    before, after = (levels_of(side.agreement, letter.facts[number]) for number in ("since", "until"))
    stricter, looser = (terms.topic_levels(side.agreement, after, side.language, keys) for keys in moves(before, after))
    return [*told_stricter(stricter, side.language), *told_looser(looser, side.language)]


def levels_of(agreement: Agreement, number: int) -> Levels:
    """How open each topic was in that version; an older one than we keep had the floors."""
    kept = next((version for version in agreement.versions if version.version == number), None)
    return together(topics.floors(agreement), kept.levels if kept else {})


def told_stricter(lines: list[str], language: str) -> list[str]:
    if not lines:
        return []
    n_ = plural(language)
    told = n_(
        "One line of your agreement is stricter now: {lines}. It holds at once, and nobody has to explain.",
        "Some lines of your agreement are stricter now: {lines}. They hold at once, and nobody has to explain.",
        len(lines),
    )
    return [told.format(lines=", ".join(lines))]


def told_looser(lines: list[str], language: str) -> list[str]:
    if not lines:
        return []
    n_ = plural(language)
    told = n_(
        "One line of your agreement is more open now: {lines}. Either of you may be stricter again at any time.",
        "Some lines of your agreement are more open now: {lines}. Either of you may be stricter again at any time.",
        len(lines),
    )
    return [told.format(lines=", ".join(lines))]


def side_of(letter: Letter) -> Side | None:
    """None once the pair has ended: there is nothing left to sign."""
    pair, person = letter.pair, letter.person
    if pair is None or person is None or pair.state != Pairing.ACTIVE or pair.agreement is None:
        return None
    role = pair.role_of(person.id)
    return Side(pair, pair.agreement, role, language_of(person, pair.programme)) if role else None


def matched(side: Side) -> str:
    """The playbook's words for the moment at which two people become a pair."""
    pair = side.pair
    names = {"mentor": mention(pair.mentor.person), "leader": mention(pair.leader.person), "contact": contact(side)}
    return book_of(pair.programme).nudge(Moment.MATCHED, side.role).fill(side.language, **names)


def contact(side: Side) -> str:
    """Somebody who helps, and who is not the partner."""
    others = [helper.person for helper in side.pair.programme.contacts if helper.person_id != side.partner.id]
    return " / ".join(mention(person) for person in others)


def standing(side: Side, changed: Sequence[str]) -> str:
    """Where the agreement stands for this reader, and what comes next."""
    if side.agreement.signed:
        return both_signed(side)
    if side.signed:
        return waiting_for_partner(side)
    if side.signed_before:
        return changed_by_partner(side, changed)
    return asked_to_sign(side)


def both_signed(side: Side) -> str:
    _ = translation(side.language)
    done = _("You have both signed your agreement. It holds from now on, and you can read it at any time.")
    done = f"{done}\n{terms.levels(side.agreement, side.language)}"
    if side.role != Role.LEADER or side.pair.meetings[0].state != Sitting.PLANNED:
        return done
    return done + "\n" + _("Next you book your first session: we send you times that suit you both.")


def waiting_for_partner(side: Side) -> str:
    _ = translation(side.language)
    text = _("You have signed your agreement. {partner} reads it next; there is nothing more for you to do.")
    return text.format(partner=mention(side.partner))


def changed_by_partner(side: Side, changed: Sequence[str]) -> str:
    _ = translation(side.language)
    partner = mention(side.partner)
    again = _("What you signed no longer holds, so please read it once more and sign, or change it back.")
    if not changed:
        return _("{partner} has changed your agreement.").format(partner=partner) + " " + again
    text = _("{partner} has changed your agreement: {fields}.")
    return text.format(partner=partner, fields=", ".join(terms.field_names(changed, side.language))) + " " + again


def asked_to_sign(side: Side) -> str:
    _ = translation(side.language)
    partner = mention(side.partner)
    if side.partner_signed:
        text = _("{partner} has signed your agreement. Please read it, change what does not suit you, and sign it too.")
    else:
        text = _(
            "First comes your agreement: what stays in the room, which topics need a question first, and a word for "
            "the moment when the roles slip. You and {partner} each sign it, in your own time."
        )
    return text.format(partner=partner)


def sign_it(side: Side) -> ButtonElement:
    _ = translation(side.language)
    return button(_("Read and sign"), Act.SIGN_AGREEMENT, str(side.pair.id), style="primary")


def open_it(side: Side) -> ButtonElement:
    _ = translation(side.language)
    return button(_("Our agreement"), Act.READ_AGREEMENT, str(side.pair.id))


def my_topics(side: Side) -> ButtonElement:
    _ = translation(side.language)
    return button(_("My topics"), Act.TOPICS, str(side.pair.id))
