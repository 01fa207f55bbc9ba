"""The agreement as a form to sign, and as a page to read."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.actions import Act
from bot.agreement import terms
from bot.agreement.rules import PLACE, STOP_WORD, Terms, signed_version
from bot.errors import Invalid
from bot.models import Agreement, Role
from bot.playbooks.agreement import Agreement as Outline
from bot.playbooks.agreement import Choice
from bot.playbooks.text import Question
from bot.said import button, buttons, paragraph
from bot.wording import quote, translation

SIGN = "agreement_sign"
ANSWER = "answer"  # the one element of each block
RULES, LEADERS_WORD = "rules", "leaders_word"
LONGEST = {STOP_WORD: 60, PLACE: 150}


@dataclass(frozen=True)
class Drawn:
    """Which pair's form this is, and the version of the agreement that it shows."""

    pair_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class Clash:
    """The partner changed these fields while somebody was writing these terms."""

    fields: list[str]
    written: Terms


def draw_signing(agreement: Agreement, role: Role, language: str) -> View:
    """Filled in with what stands. To be drawn inside the session: two fields are sealed."""
    return signing(agreement, role, language, [])


def draw_clash(agreement: Agreement, role: Role, language: str, clash: Clash) -> View:
    """The form anew: the partner's words in the fields, one's own above them."""
    _ = translation(language)
    told = _("Your partner signed other words while you were writing ({fields}). The form shows theirs now.")
    blocks = [paragraph(told.format(fields=", ".join(terms.field_names(clash.fields, language))))]
    typed = [quote(clash.written.value(field)) for field in (STOP_WORD, PLACE) if field in clash.fields]
    if typed:
        blocks.append(paragraph("\n".join([_("You had written:"), *typed])))
    return signing(agreement, role, language, blocks)


def signing(agreement: Agreement, role: Role, language: str, first: Sequence[Block]) -> View:
    _ = translation(language)
    return View(
        type="modal",
        callback_id=SIGN,
        private_metadata=json.dumps({"pair": str(agreement.pair_id), "version": agreement.version}),
        title=_("Our agreement"),
        submit=_("Sign"),
        close=_("Not now"),
        blocks=[
            *first,
            *reading(agreement, language),
            *questions(agreement, language),
            *promises(agreement, role, language),
        ],
    )


def reading(agreement: Agreement, language: str) -> list[Block]:
    """What the programme gives: its rules, and how open each topic is."""
    _ = translation(language)
    outline = terms.outline(agreement.pair)
    intro = _("Ten minutes that spare you the awkward ones. You both read, change what does not suit you, and sign.")
    topics = _("*How open each topic is*\nNobody has to say more than they want. You may always be stricter.")
    rules = [paragraph(f"*{rule.name.in_(language)}*\n{rule.text.in_(language)}") for rule in outline.rules]
    return [paragraph(intro), *rules, paragraph(f"{topics}\n{terms.floors(outline, language)}")]


def questions(agreement: Agreement, language: str) -> list[Block]:
    outline = terms.outline(agreement.pair)
    return [
        written(STOP_WORD, outline.stop_word, agreement, language),
        written(PLACE, outline.place, agreement, language),
        *(picked(choice, agreement, language) for choice in outline.choices),
    ]


def written(field: str, question: Question, agreement: Agreement, language: str) -> InputBlock:
    return InputBlock(
        block_id=block_of(field, agreement.version),
        label=question.ask.in_(language),
        hint=question.hint.in_(language) if question.hint else None,
        element=PlainTextInputElement(
            action_id=ANSWER,
            initial_value=agreement.stop_word if field == STOP_WORD else agreement.place,
            max_length=LONGEST[field],
        ),
    )


def picked(choice: Choice, agreement: Agreement, language: str) -> InputBlock:
    options = {option.key: plain(option.key, option.name.in_(language)) for option in choice.options}
    return InputBlock(
        block_id=block_of(choice.key, agreement.version),
        label=choice.ask.in_(language),
        element=RadioButtonsElement(
            action_id=ANSWER,
            options=list(options.values()),
            initial_option=options[terms.chosen(choice, agreement).key],
        ),
    )


def promises(agreement: Agreement, role: Role, language: str) -> list[Block]:
    """Whoever has signed before finds the lines ticked: the rules are the same, only the words have changed."""
    _ = translation(language)
    rules = [plain(rule.key, rule.name.in_(language)) for rule in terms.outline(agreement.pair).rules]
    word = [plain(LEADERS_WORD, _("I use nothing said here for appraisals, pay or staffing"))]
    before = signed_version(agreement, role) > 0
    ours = ticks(block_of(RULES, agreement.version), _("What we both keep to"), rules, ticked=before)
    mine = ticks(block_of(LEADERS_WORD, agreement.version), _("My word as the leader"), word, ticked=before)
    return [ours, mine] if role == Role.LEADER else [ours]


def ticks(block_id: str, label: str, options: list[Option], *, ticked: bool) -> InputBlock:
    element = CheckboxesElement(action_id=ANSWER, options=options, initial_options=options if ticked else None)
    return InputBlock(block_id=block_id, label=label, element=element)


def plain(value: str, text: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=text))


def block_of(field: str, version: int) -> str:
    """Slack keeps what was typed in a block of the same name: another version needs other names to show its words."""
    return f"{field}:{version}"


def drawn(view: dict[str, Any]) -> Drawn:
    return filled.carried(view, read_drawn)


def read_drawn(carried: str) -> Drawn:
    kept = json.loads(carried)
    return Drawn(uuid.UUID(kept["pair"]), int(kept["version"]))


def read_signing(view: dict[str, Any], outline: Outline, role: Role, language: str) -> Terms:
    """Raises Invalid where a field is blank or a line is not ticked."""
    answers = Answers(view, drawn(view).version)
    _ = translation(language)
    errors = {field: _("This one needs a few words.") for field in LONGEST if not answers.words(field)}
    if not answers.ticked(RULES) >= {rule.key for rule in outline.rules}:
        errors[RULES] = _("Please tick each line. If one does not suit you, talk about it first, or ask for help.")
    if role == Role.LEADER and not answers.ticked(LEADERS_WORD):
        errors[LEADERS_WORD] = _("Without this nobody can speak freely, so please tick it, or ask for help.")
    if errors:
        raise Invalid({block_of(field, answers.version): text for field, text in errors.items()})
    return answers.terms(outline)


@dataclass(frozen=True)
class Answers:
    """What was filled in, where the agreement stood at this version."""

    view: dict[str, Any]
    version: int

    def words(self, field: str) -> str:
        return filled.line(self.view, block_of(field, self.version))

    def ticked(self, field: str) -> set[str]:
        return set(filled.options(self.view, block_of(field, self.version)))

    def terms(self, outline: Outline) -> Terms:
        choices = {choice.key: self.choice(choice) for choice in outline.choices}
        return Terms(self.words(STOP_WORD), self.words(PLACE), choices)

    def choice(self, asked: Choice) -> str:
        """The key of one of the options; the default where it is none of them."""
        picked = filled.option(self.view, block_of(asked.key, self.version))
        return next((option.key for option in asked.options if option.key == picked), asked.default)


def draw_reading(agreement: Agreement, language: str) -> View:
    """The agreement to read, with a way to change it."""
    _ = translation(language)
    outline = terms.outline(agreement.pair)
    yours = [paragraph(line) for line in terms.lines(agreement, outline, language)]
    nobody = [paragraph(_("Nobody has filled it in yet: whoever is first makes a proposal."))]
    change = _("Change or sign") if agreement.version else _("Read and sign")
    return View(
        type="modal",
        title=_("Our agreement"),
        close=_("Close"),
        blocks=[
            *(yours if agreement.version else nobody),
            *reading(agreement, language)[1:],
            buttons(button(change, Act.SIGN_AGREEMENT, str(agreement.pair_id))),
        ],
    )
