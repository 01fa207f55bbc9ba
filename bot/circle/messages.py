"""What the mentors of a programme are told among themselves."""

from datetime import date

from babel.lists import format_list
from slack_sdk.models.blocks import Block
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.circles import FEWEST
from bot.models import Circle, Letter, Post, Stage
from bot.said import Said, aside, paragraph, with_help
from bot.wording import day, escape, language_of, mention, translation


def circle(_db: Session, letter: Letter) -> Said | None:
    among = company(letter)
    if among is None:
        return None
    language = language_of_all(among)
    _ = translation(language)
    please = _(
        "Please name no leader, and repeat nothing that falls under your agreement. "
        "Your own part is enough to talk about."
    )
    return Said(with_help([welcome(among, language), *dates(letter, language), aside(please)], language))


def supervision(db: Session, letter: Letter) -> Said | None:
    among = company(letter)
    if among is None:
        return None
    language = language_of_all(among)
    _ = translation(language)
    talk = book_of(among.programme).supervision[letter.facts["number"]]
    told = f"*{talk.title.in_(language)}*\n{talk.text.in_(language)}"
    close = _("Nobody leads this talk. Whoever reads it first may begin, here or in a call.")
    return Said(with_help([*new_here(db, among, language), paragraph(told), aside(close)], language))


def company(letter: Letter) -> Circle | None:
    """None: the programme is over, or there is nobody left to talk with."""
    among = letter.circle
    if among is None or among.programme.stage == Stage.CLOSED or len(among.present) < FEWEST:
        return None
    return among


def welcome(among: Circle, language: str) -> Block:
    _ = translation(language)
    text = _(
        "*{people}: you are mentors in “{programme}”, and this conversation is yours.*\n"
        "Only mentors are in here: no leader and no organiser reads along, and neither can we. "
        "We only leave you a message now and then."
    )
    return paragraph(text.format(people=names(among, language), programme=escape(among.programme.name)))


def dates(letter: Letter, language: str) -> list[Block]:
    """None where the circle came together after the last of them."""
    _ = translation(language)
    days = [day(date.fromisoformat(told), language) for told in letter.facts["days"]]
    if not days:
        return []
    text = _(
        "*Talking it over:* {days}. On each of these days we bring you a few questions, so that nobody has to carry "
        "a hard session alone. In between, write here whenever you like."
    )
    return [paragraph(text.format(days=format_list(days, locale=language)))]


def new_here(db: Session, among: Circle, language: str) -> list[Block]:
    """Who is in it, where it is a new conversation: Slack opens another one for other people."""
    if among.channel:
        return []
    mine = (Letter.workspace_id == among.workspace_id, Letter.circle_id == among.id)
    earlier = db.scalars(select(Letter.id).where(*mine, Letter.state == Post.SENT).limit(1)).first()
    if earlier is None:
        return [welcome(among, language)]
    _ = translation(language)
    text = _(
        "*{people}: this is your new conversation.* Your circle has changed, and Slack cannot change who is in a "
        "conversation. What you wrote earlier stays in the old one."
    )
    return [paragraph(text.format(people=names(among, language)))]


def names(among: Circle, language: str) -> str:
    return format_list([mention(person) for person in among.present], locale=language)


def language_of_all(among: Circle) -> str:
    """The language of all where it is one, else the programme's."""
    spoken = {language_of(person, among.programme) for person in among.present}
    return spoken.pop() if len(spoken) == 1 else among.programme.language
