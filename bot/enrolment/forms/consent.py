"""The first step: who sees what, for how long, where confidentiality ends, who helps; and consent to it."""

from typing import Any

from slack_sdk.models.blocks import CheckboxesElement, SectionBlock
from slack_sdk.models.views import View

from bot import filled
from bot.books import book_of
from bot.enrolment.forms.frame import ANSWER, ask, choice, step_view
from bot.enrolment.steps import Step
from bot.erasure import COMMITMENTS_KEPT, KEPT
from bot.errors import Invalid
from bot.models import HelpContact, Programme
from bot.playbooks import Playbook
from bot.said import paragraph
from bot.wording import day, escape, mention, translation

CONSENT = "consent"


def draw_consent(programme: Programme, language: str) -> View:
    """The same before and after somebody consented: it can be read again."""
    _ = translation(language)
    agreed = choice(
        "yes",
        _("I have read this, and I take part of my own free will"),
        _("You can stop at any time and owe nobody a reason."),
    )
    box = CheckboxesElement(action_id=ANSWER, options=[agreed])
    return step_view(
        Step.CONSENT,
        programme.id,
        language,
        [*what_to_know(programme, language), ask(CONSENT, _("Your consent"), box)],
    )


def what_to_know(programme: Programme, language: str) -> list[SectionBlock]:
    book = book_of(programme)
    return [
        what_it_is(programme, language),
        who_sees_what(book, language),
        how_long(language),
        where_it_ends(book, language),
        who_helps(programme, book, language),
    ]


def what_it_is(programme: Programme, language: str) -> SectionBlock:
    _ = translation(language)
    text = _(
        "*{programme}* is {label} mentoring: somebody junior teaches, somebody senior learns. "
        "There are {count} sessions of {minutes} minutes, between {start} and {end}."
    )
    return paragraph(
        text.format(
            programme=escape(programme.name),
            label=escape(programme.label),
            count=programme.meeting_count,
            minutes=programme.minutes,
            start=day(programme.starts_on, language),
            end=day(programme.ends_on, language),
        )
    )


def who_sees_what(book: Playbook, language: str) -> SectionBlock:
    _ = translation(language)
    lines = (
        _("*Who sees what*"),
        _("• What you write here, your reasons and your goals, is stored encrypted and shown to nobody but you."),
        _("• Your partner sees your name, your role, and the topics and languages that you share."),
        _(
            "• Organisers see your name, role, manager, team, topics and languages, how many partners you could take, "
            "and where you stand, with dates. Never what you write."
        ),
        _(
            "• The programme's sponsor is told when a leader calls off two sessions in a row, "
            "with the leader's name and nothing more."
        ),
        _("• What a leader writes down to do after a session is seen by the two of the pair, and by nobody else."),
        _("• A line without names goes to the programme's board only if both of a pair say yes."),
        _("• Whom you would rather not be paired with is read by the matching alone."),
        _("• How you rate your goals only ever shows in averages over {fewest} people or more."),
    )
    return paragraph("\n".join(lines).format(fewest=book.fewest_in_an_average))


def how_long(language: str) -> SectionBlock:
    _ = translation(language)
    text = _(
        "*How long*\nYour answers are deleted {days} days after the programme ends, commitments after {longer}; "
        "if you stop before you have joined, at once. What names nobody stays: the figures of five people or more, and "
        "the programme's board. `/rm-me show` shows what we hold about you."
    )
    return paragraph(text.format(days=KEPT.days, longer=COMMITMENTS_KEPT.days))


def where_it_ends(book: Playbook, language: str) -> SectionBlock:
    _ = translation(language)
    words = book.confidentiality
    lines = [_("*Where confidentiality ends*"), words.promise.in_(language), words.ends.in_(language)]
    lines += [f"• {limit.in_(language)}" for limit in words.limits]
    return paragraph("\n".join([*lines, words.passed_on.in_(language)]))


def who_helps(programme: Programme, book: Playbook, language: str) -> SectionBlock:
    _ = translation(language)
    contacts = [f"• {introduced(contact)}" for contact in programme.contacts]
    return paragraph("\n".join([_("*Who helps*"), *contacts, book.confidentiality.help.in_(language)]))


def introduced(contact: HelpContact) -> str:
    title = escape(contact.person.title)
    return f"{mention(contact.person)}, {title}" if title else mention(contact.person)


def read_consent(view: dict[str, Any], language: str) -> None:
    """Nothing but a yes is an answer."""
    _ = translation(language)
    if filled.options(view, CONSENT) != ["yes"]:
        raise Invalid({CONSENT: _("We need your yes to go on. You can also close this; nothing is stored.")})
