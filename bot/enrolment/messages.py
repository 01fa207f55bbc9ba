"""What we say to somebody who joins: where they are, that they stopped half-way, and what comes next."""

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.enrolment.rules import is_open
from bot.enrolment.steps import Step, open_steps
from bot.enrolment.titles import spoken, step_name
from bot.models import Enrolment, Joining, Letter, Role
from bot.said import Said, button, buttons, paragraph, sure, with_help
from bot.wording import day, escape, mention, translation


def onboarding(db: Session, letter: Letter) -> Said | None:  # noqa: ARG001 (as the outbox calls a writer)
    """Which steps are done and which are open; never a word of what was answered.

    Whoever has joined before it could go out is welcomed by `joined` alone.
    """
    enrolment = letter.enrolment
    if enrolment is None:
        return None
    if enrolment.state == Joining.JOINED:
        return joined_already(enrolment) if letter.ts or open_steps(enrolment) else None
    if enrolment.state == Joining.LEFT:
        return stopped(enrolment)
    return half_way(enrolment) if is_open(enrolment.programme, enrolment) else too_late(enrolment)


def half_way(enrolment: Enrolment) -> Said:
    language = spoken(enrolment)
    _ = translation(language)
    left = open_steps(enrolment)
    told = _("*Joining {programme}*").format(programme=escape(enrolment.programme.name))
    steps = [step_line(step, step in left, language) for step in Step]
    going_on = _("Go on whenever it suits you: what you have sent is kept.")
    ready = _("Everything is there. Have a last look, then join.")
    blocks = [paragraph("\n".join([told, *steps])), paragraph(going_on if left else ready)]
    row = buttons(go_on(enrolment, language), review(enrolment, language), stop(enrolment, language))
    return Said(with_help([*blocks, row], language))


def step_line(step: Step, still_open: bool, language: str) -> str:
    _ = translation(language)
    line = _("○ {step}: still open") if still_open else _("✓ {step}: done")
    return line.format(step=step_name(step, language))


def go_on(enrolment: Enrolment, language: str) -> ButtonElement:
    _ = translation(language)
    return button(_("Go on"), Act.GO_ON, enrolment.id.hex, style="primary")


def review(enrolment: Enrolment, language: str) -> ButtonElement:
    _ = translation(language)
    return button(_("Review my answers"), Act.REVIEW_ANSWERS, enrolment.id.hex)


def stop(enrolment: Enrolment, language: str) -> ButtonElement:
    _ = translation(language)
    question = sure(
        _("Stop here?"),
        _("Everything that you have answered is deleted at once. Nobody is told, and you can start afresh any time."),
        _("Yes, stop"),
        _("Keep my answers"),
    )
    return button(_("Stop"), Act.STOP_JOINING, enrolment.id.hex, confirm=question)


def joined_already(enrolment: Enrolment) -> Said:
    """A changed role opens a step again."""
    language, left = spoken(enrolment), open_steps(enrolment)
    _ = translation(language)
    told = _("*You have joined {programme}.*").format(programme=escape(enrolment.programme.name))
    done = _("You can still change each answer.")
    again = _("Your new role has its own question: please answer it, so that we can find somebody who fits.")
    ways = [*([go_on(enrolment, language)] if left else []), review(enrolment, language)]
    return Said(with_help([paragraph(f"{told} {again if left else done}"), buttons(*ways)], language))


def stopped(enrolment: Enrolment) -> Said:
    """Whoever stops half-way leaves nothing behind; whoever leaves later hears from the rest about it."""
    language = spoken(enrolment)
    _ = translation(language)
    half_way_out = _(
        "You stopped joining *{programme}*, and your answers are deleted. That is fine, and nobody is told. "
        "`/rm-join` starts afresh, whenever you like."
    )
    later = _("You have left *{programme}*. `/rm-join` starts afresh, whenever you like.")
    told = later if enrolment.joined_at else half_way_out
    return Said(with_help([paragraph(told.format(programme=escape(enrolment.programme.name)))], language))


def too_late(enrolment: Enrolment) -> Said:
    language = spoken(enrolment)
    _ = translation(language)
    told = _(
        "*{programme}* is no longer open to join, so there is nothing left for you to do. "
        "“Stop” deletes what you have answered; otherwise it is deleted with the programme."
    )
    blocks: list[Block] = [paragraph(told.format(programme=escape(enrolment.programme.name)))]
    return Said(with_help([*blocks, buttons(stop(enrolment, language))], language))


def onboarding_reminder(db: Session, letter: Letter) -> Said | None:  # noqa: ARG001 (as the outbox calls a writer)
    """Once, and only while going on makes sense."""
    enrolment = letter.enrolment
    if enrolment is None or enrolment.state != Joining.DRAFT or not is_open(enrolment.programme, enrolment):
        return None
    language = spoken(enrolment)
    _ = translation(language)
    told = _(
        "You began to join *{programme}*, and your answers so far are kept. What is left takes a few minutes. "
        "If it is not for you just now, “Stop” deletes them, and nobody is told. We will not ask again."
    )
    row = buttons(go_on(enrolment, language), stop(enrolment, language))
    return Said(with_help([paragraph(told.format(programme=escape(enrolment.programme.name))), row], language))


def joined(db: Session, letter: Letter) -> Said | None:  # noqa: ARG001 (as the outbox calls a writer)
    """Thanks, what to expect in this role, and what comes next."""
    enrolment = letter.enrolment
    if enrolment is None or enrolment.state != Joining.JOINED:
        return None
    language = spoken(enrolment)
    blocks: list[Block] = [
        paragraph(thanks(enrolment, language)),
        paragraph(expectation(enrolment.role, language)),
        paragraph(what_next(enrolment, language)),
    ]
    return Said(with_help([*blocks, buttons(review(enrolment, language))], language))


def thanks(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    told = _("Thank you, {person}: you are in *{programme}*.")
    return told.format(person=mention(enrolment.person), programme=escape(enrolment.programme.name))


def expectation(role: str | None, language: str) -> str:
    _ = translation(language)
    if role == Role.LEADER:
        return _(
            "*As a leader you come to learn.* You bring questions rather than answers, you book the sessions and "
            "keep them, and you leave it to your mentor to lead. It may feel unusual at first; that is the point of it."
        )
    return _(
        "*As a mentor you are the teacher here,* whatever your grade says. What you know from your daily work is "
        "enough; you need no slides. You lead the sessions, your partner books them, and before each one "
        "we send you what may help."
    )


def what_next(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    told = _(
        "*What comes next:* an organiser confirms your role and looks for somebody who fits. Then we ask you both, "
        "and either of you can say no. The programme starts on {day}. Until then there is nothing to do. "
        "If things change, `/rm-me leave` takes you out: no reason needed, nobody to be blamed."
    )
    return told.format(day=day(enrolment.programme.starts_on, language))


def help_text(language: str) -> str:
    _ = translation(language)
    return _(
        "*`/rm-join`* lets you join reverse mentoring: somebody junior teaches, somebody senior learns. "
        "There are six short steps, each is kept when you send it, and you can go on later where you stopped. "
        "Once you have joined, `/rm-join` shows your answers, and you can change each of them.\n"
        "`/rm-me` is for a break, for leaving and for your data. `/rm-status` shows where you stand."
    )
