"""What is told about a programme as a whole: to who takes part, and to who organises."""

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.afterwards import with_sessions
from bot.models import Enrolment, Joining, Letter, Pair, Role
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.wording import escape, language_of, mention, translation


def programme_closed(db: Session, letter: Letter) -> Said | None:
    """Thanks, at the end, and what each takes along; whoever had a session is asked one more thing later."""
    person, programme, enrolment = letter.person, letter.programme, letter.enrolment
    if person is None or programme is None or enrolment is None:
        return None
    language = language_of(person, programme)
    _ = translation(language)
    over = _("*{name}* has closed.").format(name=escape(programme.name))
    met = with_sessions(db, enrolment)
    words = thanks(enrolment, language) if met else regret(letter, language)
    texts = (over, words, later(language) if met else never_again(language))
    rows = [block for pair in met for block in keepsakes(pair, enrolment, language)]
    return Said(with_help([*map(paragraph, texts), *rows], language))


def later(language: str) -> str:
    _ = translation(language)
    return _(
        "You owe nobody anything. In three months we ask you one last question, and that is all that this programme "
        "still sends. `/rm-me show` shows what is kept."
    )


def never_again(language: str) -> str:
    _ = translation(language)
    return _("You owe nobody anything, and this programme sends no more messages. `/rm-me show` shows what is kept.")


def keepsakes(pair: Pair, enrolment: Enrolment, language: str) -> list[Block]:
    """What can still be taken along from a pair, and given: a certificate, and a leader's thank-you."""
    _ = translation(language)
    partner = pair.leader if enrolment.id == pair.mentor_id else pair.mentor
    row = [button(_("My certificate"), Act.CERTIFICATE, str(pair.id))]
    if enrolment.id == pair.leader_id and partner.state != Joining.LEFT:
        row.append(button(_("Write a thank-you"), Act.WRITE_THANKS, str(pair.id)))
    told = _("Your sessions with {partner}:").format(partner=mention(partner.person))
    return [aside(told), buttons(*row)]


def thanks(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    if enrolment.role == Role.LEADER:
        return _("Thank you for learning in the open. It takes something to be the one who asks, and people notice.")
    return _(
        "Thank you for teaching. What leaders here understand a little better now, they understand because of you."
    )


def regret(letter: Letter, language: str) -> str:
    """Nobody is thanked for sessions that they never had."""
    _ = translation(language)
    if letter.facts.get("paired", True):
        return _("No session came about this time. We are sorry; it says nothing about you. Thank you for being ready.")
    return _("There was no partner for you this time. We are sorry; it says nothing about you. Thank you for offering.")


def organiser_added(_db: Session, letter: Letter) -> Said | None:
    """To somebody who has become an organiser."""
    if letter.person is None:
        return None
    language = language_of(letter.person)
    _ = translation(language)
    text = _("You are an organiser of mentoring programmes here now. `/rm-programme help` shows what you can do.")
    return Said(with_help([paragraph(text)], language))


def help_text(language: str) -> str:
    _ = translation(language)
    return _(
        "*What organisers can do*\n"
        "• `/rm-programme create` makes a new programme; nobody sees it yet\n"
        "• `/rm-programme open` lets people join with `/rm-join`\n"
        "• `/rm-programme review` shows who has joined: check manager and team, confirm each role\n"
        "• `/rm-programme match` proposes pairs: approve, swap or reject them\n"
        "• `/rm-programme start` introduces the pairs in which both said yes\n"
        "• `/rm-programme playbook` shows the playbooks that are there, and loads one of your own\n"
        "• `/rm-programme close` ends a programme and thanks everybody\n"
        "• `/rm-status` shows how it stands, only to you; `/rm-status share` puts the numbers into the channel\n"
        "With several programmes, put the name after the command. "
        "If nobody is an organiser yet, a workspace admin can begin with `/rm-programme claim`."
    )


def nothing_yet(language: str) -> str:
    _ = translation(language)
    return _("There is no programme yet. `/rm-programme create` makes the first one.")


def no_part(language: str) -> str:
    _ = translation(language)
    return _("You take part in no programme just now. When one is open, `/rm-join` takes you in.")


def nothing_to_share(language: str) -> str:
    _ = translation(language)
    return _("Nothing is open yet, so there is nothing to share. `/rm-status` shows your drafts, only to you.")


def status_help(language: str) -> str:
    _ = translation(language)
    return _(
        "`/rm-status` shows where you stand, only to you.\n"
        "`/rm-status insights [programme]` shows what pairs have learned, without a name.\n"
        "Organisers see how each programme stands: `/rm-status [programme]`, only for their eyes; "
        "`/rm-status share [programme]` puts the numbers, without a name, into the channel."
    )
