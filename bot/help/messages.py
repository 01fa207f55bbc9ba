"""What we say to those who help, to whoever asked them, and about a sponsor's word."""

from collections.abc import Sequence
from uuid import UUID

from babel.lists import format_list
from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot import contacts
from bot.actions import Act
from bot.help import rules, sponsor
from bot.models import Letter, Note, Pairing, Person, Programme
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.wording import escape, language_of, mention, translation, when


def help_note(db: Session, letter: Letter) -> Said | None:
    """Says that a note waits, never what is in it. None: it is answered, or may by now be about this reader."""
    note, reader = rules.note_of(db, letter), letter.person
    if note is None or reader is None:
        return None
    if note.answered_at is not None:
        return looked_after(db, note, reader) if letter.ts else None
    if contacts.concerns(db, note, reader):
        return None
    programme = contacts.programme_of(db, note)
    language = language_of(reader, programme)
    return Said(with_help([paragraph(asking(note, reader, programme)), *ways(note, language)], language))


def asking(note: Note, reader: Person, programme: Programme | None) -> str:
    language = language_of(reader, programme)
    _ = translation(language)
    text = _("{author} has written a note to you, as somebody who helps: {when}.")
    if programme is not None:
        text = _("{author} has written a note to you, as somebody who helps in *{programme}*: {when}.")
    return text.format(
        author=mention(note.author),
        programme=escape(programme.name) if programme else "",
        when=when(note.written_at, reader.zone, language),
    )


def ways(note: Note, language: str) -> list[Block]:
    _ = translation(language)
    rest = _(
        "Their partner does not know of it, and only those who help can read it. "
        "Please say so here if you look after it, so that they know."
    )
    return [
        aside(rest),
        buttons(
            button(_("Read the note"), Act.READ_NOTE, str(note.id), style="primary"),
            button(_("I look after it"), Act.ANSWER_NOTE, str(note.id)),
        ),
    ]


def looked_after(db: Session, note: Note, reader: Person) -> Said:
    """In place of the message that a note waits, for everybody who has it."""
    programme, by = contacts.programme_of(db, note), rules.looked_after_by(db, note)
    language = language_of(reader, programme)
    _ = translation(language)
    if by is None or by.id == reader.id:
        text = _("You look after the note of {author}, who knows that you will write.").format(
            author=mention(note.author)
        )
        read = button(_("Read the note"), Act.READ_NOTE, str(note.id))
        return Said(with_help([paragraph(text), buttons(read)], language))
    text = _("{contact} looks after the note of {author}. There is nothing for you to do.")
    return Said(with_help([paragraph(text.format(contact=mention(by), author=mention(note.author)))], language))


def help_progress(db: Session, letter: Letter) -> Said | None:
    """To whoever wrote: what became of their note, and to whom they can write themselves."""
    note = rules.note_of(db, letter)
    if note is None:
        return None
    language = language_of(note.author, contacts.programme_of(db, note))
    if letter.facts["what"] == "answered":
        text = answered(db, letter, language)
    else:
        writers = {"passed_on": passed_on, "not_delivered": not_delivered}
        text = writers[letter.facts["what"]](db, note, letter, language)
    return Said(with_help([paragraph(text)], language))


def answered(db: Session, letter: Letter, language: str) -> str:
    _ = translation(language)
    text = _("{contact} looks after your note and will write to you.")
    return text.format(contact=name_of(db, letter, "about"))


def passed_on(db: Session, note: Note, letter: Letter, language: str) -> str:
    _ = translation(language)
    text = _(
        "Nobody has answered your note yet, so {contact} has it as well now. You can also write to {people} directly."
    )
    people = listed(contacts.free_for(db, note), language)
    return text.format(contact=name_of(db, letter, "about"), people=people)


def not_delivered(db: Session, note: Note, letter: Letter, language: str) -> str:
    _ = translation(language)
    lost, instead = name_of(db, letter, "about"), name_of(db, letter, "instead")
    if instead:
        text = _(
            "Your note could not be brought to {contact}, so {other} gets it now. You can also write to them directly."
        )
        return text.format(contact=lost, other=instead)
    others = [person for person in contacts.free_for(db, note) if str(person.id) != letter.facts["about"]]
    if others:
        text = _("Your note could not be brought to {contact}. Please write to {people} directly.")
        return text.format(contact=lost, people=listed(others, language))
    text = _(
        "Your note could not be brought to {contact}, and nobody else is named. Please ask whoever runs Slack here."
    )
    return text.format(contact=lost)


def name_of(db: Session, letter: Letter, fact: str) -> str:
    """Empty where the letter names nobody."""
    person = db.get(Person, (letter.workspace_id, UUID(letter.facts[fact]))) if letter.facts[fact] else None
    return mention(person) if person else ""


def listed(people: Sequence[Person], language: str) -> str:
    return format_list([mention(person) for person in people], style="or", locale=language)


def sponsor_asked(db: Session, letter: Letter) -> Said | None:
    """Names the leader alone. Only said while two in a row stand; what was sent says later that it is over."""
    pair, reader = letter.pair, letter.person
    if pair is None or reader is None or not (letter.ts or sponsor.needed(pair)):
        return None
    language = language_of(reader, pair.programme)
    _ = translation(language)
    write = []
    if sponsor.has_written(db, letter):
        text = _("Your word is on its way to {leader}. Thank you!")
    elif sponsor.needed(pair):
        text = _(
            "Two sessions of {leader} in *{programme}* were called off in a row, which is where pairs often come "
            "apart. A personal word from you helps more than anything that we can say."
        )
        write = [buttons(button(_("Write a word"), Act.WRITE_WORD, str(pair.id), style="primary"))]
    else:
        text = _("{leader} has a date again in *{programme}*, or the pair has moved on. No word is needed now.")
    told = text.format(leader=mention(pair.leader.person), programme=escape(pair.programme.name))
    return Said(with_help([paragraph(told), *write], language))


def sponsor_word(db: Session, letter: Letter) -> Said | None:
    """Says that a word waits, not what it says."""
    note, pair, reader = rules.note_of(db, letter), letter.pair, letter.person
    if note is None or pair is None or reader is None or pair.state != Pairing.ACTIVE:
        return None
    language = language_of(reader, pair.programme)
    _ = translation(language)
    text = _("{sponsor} has written you a word.").format(sponsor=mention(note.author))
    read = button(_("Read it"), Act.READ_WORD, str(note.id), style="primary")
    return Said(with_help([paragraph(text), buttons(read)], language))
