"""What we say half-way, as the end comes near, at the end, and three months later."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.afterwards import held
from bot.endings import rules
from bot.endings.keepsake import attached
from bot.endings.rules import Lasting, Next
from bot.models import Joining, Letter, Pairing, Role, Stage
from bot.pairs import DONE
from bot.playbooks import Moment
from bot.pledge_rows import list_buttons
from bot.said import Said, aside, button, buttons, paragraph, with_help
from bot.scene import Scene
from bot.wording import day, escape, mention, quotes, translation


def midpoint(_db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None or scene.meeting.state not in DONE:
        return None
    return dm(scene, [paragraph(scene.says(Moment.MIDPOINT)), buttons(rate_goals(scene), our_agreement(scene))])


def closing_soon(db: Session, letter: Letter) -> Said | None:
    """Two weeks before the programme ends; None where the last session, and with it the closing, came before."""
    scene = of_pair(letter)
    if scene is None or (not letter.ts and (not running(scene) or scene.meeting.state in DONE)):
        return None
    if not any(meeting.state in DONE for meeting in scene.pair.meetings):
        return dm(scene, [paragraph(never_met(scene))])
    row = [write_thanks(db, scene)] if scene.role == Role.LEADER else []
    return dm(
        scene, [paragraph(scene.says(Moment.CLOSING_SOON, date=last_day(scene))), buttons(*row, rate_goals(scene))]
    )


def never_met(scene: Scene) -> str:
    """There is nothing to look back on, and nothing to go on with; nobody is to blame."""
    _ = translation(scene.language)
    told = _(
        "Your programme with {partner} ends on {date}, and no session of yours has come about so far. That says "
        "nothing about either of you, and nobody has to explain."
    )
    choice = _(
        "Would you rather stop here, or try with another partner next time? Both are good endings: there is nothing to "
        "do to stop, and `/rm-join` takes you in when the next programme opens."
    )
    return f"{told.format(partner=mention(scene.partner), date=last_day(scene))} {choice}"


def closing(db: Session, letter: Letter) -> Said | None:
    scene = of_pair(letter)
    if scene is None or (not letter.ts and not running(scene)) or scene.meeting.state not in DONE:
        return None
    return closed(db, scene)


def closed(db: Session, scene: Scene) -> Said:
    """What can be looked back on and taken along; then what comes next, which only its author sees."""
    row = [write_thanks(db, scene)] if scene.role == Role.LEADER else []
    keepsake = [my_certificate(scene)] if held(scene.pair) else []
    looking_back = buttons(*row, rate_goals(scene), *keepsake, *list_buttons(db, scene.pair, scene.language))
    return dm(scene, [paragraph(scene.says(Moment.CLOSING, date=last_day(scene))), looking_back, *what_next(db, scene)])


def what_next(db: Session, scene: Scene) -> list[Block]:
    """The question, or the own answer and a way to change it; never the partner's."""
    farewell = rules.farewell_of(db, scene.pair, scene.person)
    wish = Next(farewell.next) if farewell and farewell.next else None
    words = next_words(scene)
    _ = translation(scene.language)
    if wish is None:
        told = _(
            "And what comes next for you? Your answer is private: only if you both want to go on, you both hear it."
        )
        return [paragraph(told), buttons(*choices(scene, Act.NEXT, words))]
    said = _("You said: *{answer}*.").format(answer=words[wish])
    return [paragraph(f"{said} {taken_up(scene, wish)}"), buttons(*choices(scene, Act.NEXT, words, besides=wish))]


def next_words(scene: Scene) -> dict[Next, str]:
    _ = translation(scene.language)
    return {
        Next.GO_ON: _("Go on together"),
        Next.STOP: _("Stop here"),
        Next.SOMEBODY_ELSE: _("Somebody else"),
    }


def taken_up(scene: Scene, wish: Next) -> str:
    _ = translation(scene.language)
    return {
        Next.GO_ON: _("If you both say so, we tell you both. Otherwise your answer stays between you and us."),
        Next.STOP: _("That is a good ending, too. Nobody else hears what you said."),
        Next.SOMEBODY_ELSE: _(
            "Nobody else hears what you said. The next programme here is open to you: "
            "`/rm-join` takes you in as soon as the organisers open it."
        ),
    }[wish]


def thanks(db: Session, letter: Letter) -> Said | None:
    """The one text that is shown in a message: it is made to be kept and shown."""
    scene = of_pair(letter)
    note = rules.thanks_of(db, scene.pair) if scene else None
    if scene is None or note is None or not note.text or scene.pair.mentor.state == Joining.LEFT:
        return None
    _ = translation(scene.language)
    told = _("{partner} thanks you for your sessions:").format(partner=mention(scene.partner))
    yours = _("Copy it, or show it to your manager if you like: it is yours.")
    return dm(scene, [paragraph(told), *map(paragraph, quotes(note.text)), aside(yours)])


def certificate(_db: Session, letter: Letter) -> Said | None:
    """The file that was asked for. A file carries no buttons, so it comes without help."""
    scene = of_pair(letter)
    if scene is None or not held(scene.pair):
        return None
    _ = translation(scene.language)
    told = _("Your certificate, with thanks for the time you gave.")
    return Said([paragraph(told)], attached(scene.pair, scene.role, letter.facts["day"]))


def go_on_together(db: Session, letter: Letter) -> Said | None:
    """None where one of the two has thought again in time, or has left."""
    scene = of_pair(letter)
    if scene is None or not rules.both_go_on(db, scene.pair):
        return None
    _ = translation(scene.language)
    told = _(
        "You both want to go on, {partner} and you. From here on it is yours: the two of you arrange it, as often and "
        "as long as it is good for both. The programme ends as planned, and with it our messages about your sessions."
    )
    return dm(scene, [paragraph(told.format(partner=mention(scene.partner)))])


def follow_up(db: Session, letter: Letter) -> Said | None:
    """None for somebody who has left."""
    scene = of_pair(letter)
    if scene is None or scene.pair.enrolment(scene.role).state == Joining.LEFT:
        return None
    return asked_later(db, scene)


def asked_later(db: Session, scene: Scene) -> Said:
    _ = translation(scene.language)
    told = _("This is about your sessions with {partner} in *{programme}*.")
    about = told.format(partner=mention(scene.partner), programme=escape(scene.pair.programme.name))
    words = {Lasting.YES: _("Yes"), Lasting.PARTLY: _("Partly"), Lasting.NO: _("No")}
    farewell = rules.farewell_of(db, scene.pair, scene.person)
    if farewell is None or not farewell.lasting:
        question, promised = paragraph(scene.says(Moment.FOLLOWUP_90D)), list_buttons(db, scene.pair, scene.language)
        return dm(scene, [question, aside(about), buttons(*choices(scene, Act.LASTING, words), *promised)])
    answer = Lasting(farewell.lasting)
    said = _("Thank you. You said: *{answer}*. That was our last question.").format(answer=words[answer])
    return dm(scene, [paragraph(said), aside(about), buttons(*choices(scene, Act.LASTING, words, besides=answer))])


def choices(
    scene: Scene, act: Act, words: Mapping[Next, str] | Mapping[Lasting, str], besides: str = ""
) -> list[ButtonElement]:
    """The answers to pick from; `besides`: the one that was given already."""
    offered = {key: text for key, text in words.items() if key != besides}
    return [button(text, f"{act}_{key}", str(scene.pair.id)) for key, text in offered.items()]


def dm(scene: Scene, blocks: list[Block]) -> Said:
    return Said(with_help(blocks, scene.language))


def of_pair(letter: Letter) -> Scene | None:
    """A pair as the recipient sees it, running or over, at its last session unless the letter is about another."""
    pair, person = letter.pair, letter.person
    if pair is None or person is None or pair.role_of(person.id) is None:
        return None
    return Scene.seen_by(letter.meeting or pair.meetings[-1], person)


def running(scene: Scene) -> bool:
    return scene.pair.state == Pairing.ACTIVE and scene.pair.programme.stage != Stage.CLOSED


def last_day(scene: Scene) -> str:
    return day(scene.pair.programme.ends_on, scene.language)


def rate_goals(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Rate my goals"), Act.RATE_GOALS, str(scene.pair.enrolment(scene.role).id))


def our_agreement(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Our agreement"), Act.READ_AGREEMENT, str(scene.pair.id))


def write_thanks(db: Session, scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    text = _("Change my thank-you") if rules.thanks_of(db, scene.pair) else _("Write a thank-you")
    return button(text, Act.WRITE_THANKS, str(scene.pair.id))


def my_certificate(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("My certificate"), Act.CERTIFICATE, str(scene.pair.id))


def certificate_comes(scene: Scene, letter: Letter) -> str:
    _ = translation(scene.language)
    if letter.ts or letter.file_id:
        return _("Your certificate is in this conversation already; it can be made anew tomorrow.")
    return _("Your certificate comes into this conversation in a moment.")
