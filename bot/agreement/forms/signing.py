"""The agreement as a form to sign."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from bot.agreement import terms, topics
from bot.agreement.levels import Levels
from bot.agreement.rules import PLACE, STOP_WORD, Moved, Terms, signed_version
from bot.errors import Invalid
from bot.models import Agreement, Role
from bot.playbooks.agreement import Agreement as Outline
from bot.playbooks.agreement import Choice, Level
from bot.playbooks.text import Question
from bot.said import paragraph
from bot.wording import quote, translation

SIGN = "agreement_sign"
ANSWER = "answer"  # the one element of each block
RULES, LEADERS_WORD = "rules", "leaders_word"
LONGEST = {STOP_WORD: 60, PLACE: 150}


@dataclass(frozen=True)
class Drawn:
    """Which pair's form this is, and the version of the agreement and the levels of its topics that it shows."""

    pair_id: uuid.UUID
    version: int
    levels: Levels


@dataclass(frozen=True)
class Clash:
    """What was changed while somebody was writing these terms."""

    moved: Moved
    written: Terms


@dataclass(frozen=True)
class Page:
    """One side's form: what stands in its fields, and whether its lines are ticked."""

    agreement: Agreement
    role: Role
    language: str
    filled: Terms | None
    ticked: bool

    @property
    def version(self) -> int:
        return self.agreement.version


def draw_signing(agreement: Agreement, role: Role, language: str) -> View:
    """Filled in with what stands. To be drawn inside the session: two fields are sealed."""
    return signing(standing_page(agreement, role, language), [])


def draw_clash(agreement: Agreement, role: Role, language: str, clash: Clash) -> View:
    """The form anew: the partner's words in the fields, one's own above them; where only topics moved, one's own."""
    page = standing_page(agreement, role, language)
    if clash.moved.fields:
        return signing(page, [*rewritten(clash, language), *topics_moved(page, clash)])
    return signing(replace(page, filled=clash.written, ticked=True), topics_moved(page, clash))


def standing_page(agreement: Agreement, role: Role, language: str) -> Page:
    """Whoever has signed before finds the lines ticked: the rules are the same, only the words have changed."""
    standing = None
    if agreement.version:
        standing = Terms(agreement.stop_word or "", agreement.place or "", agreement.choices)
    return Page(agreement, role, language, standing, ticked=signed_version(agreement, role) > 0)


def rewritten(clash: Clash, language: str) -> list[Block]:
    _ = translation(language)
    told = _("Your partner signed other words while you were writing ({fields}). The form shows theirs now.")
    blocks: list[Block] = [paragraph(told.format(fields=", ".join(terms.field_names(clash.moved.fields, language))))]
    typed = [quote(clash.written.value(field)) for field in (STOP_WORD, PLACE) if field in clash.moved.fields]
    return [*blocks, paragraph("\n".join([_("You had written:"), *typed]))] if typed else blocks


def topics_moved(page: Page, clash: Clash) -> list[Block]:
    """Nobody is told whose hand it was."""
    if not clash.moved.topics:
        return []
    _ = translation(page.language)
    told = _("While this form was open, your agreement changed: {topics}. Nothing is signed yet; sign if it suits you.")
    lines = terms.topic_levels(page.agreement, topics.standing(page.agreement), page.language, clash.moved.topics)
    return [paragraph(told.format(topics=", ".join(lines)))]


def signing(page: Page, first: Sequence[Block]) -> View:
    _ = translation(page.language)
    agreement = page.agreement
    carried = {"pair": str(agreement.pair_id), "version": agreement.version, "levels": agreement.levels}
    return View(
        type="modal",
        callback_id=SIGN,
        private_metadata=json.dumps(carried),
        title=_("Our agreement"),
        submit=_("Sign"),
        close=_("Not now"),
        blocks=[*first, *given(agreement, page.language), *questions(page), *promises(page)],
    )


def given(agreement: Agreement, language: str) -> list[Block]:
    _ = translation(language)
    intro = _("Ten minutes that spare you the awkward ones. You both read, change what does not suit you, and sign.")
    return [paragraph(intro), *map(paragraph, terms.rules_and_levels(agreement, language))]


def questions(page: Page) -> list[Block]:
    outline = topics.outline(page.agreement.pair)
    return [
        written(STOP_WORD, outline.stop_word, page),
        written(PLACE, outline.place, page),
        *(picked(choice, page) for choice in outline.choices),
    ]


def written(field: str, question: Question, page: Page) -> InputBlock:
    return InputBlock(
        block_id=block_of(field, page.version),
        label=question.ask.in_(page.language),
        hint=question.hint.in_(page.language) if question.hint else None,
        element=PlainTextInputElement(
            action_id=ANSWER,
            initial_value=page.filled.value(field) if page.filled else None,
            max_length=LONGEST[field],
        ),
    )


def picked(choice: Choice, page: Page) -> InputBlock:
    options = {option.key: plain(option.key, option.name.in_(page.language)) for option in choice.options}
    chosen = terms.chosen(choice, page.filled.choices if page.filled else {})
    return InputBlock(
        block_id=block_of(choice.key, page.version),
        label=choice.ask.in_(page.language),
        element=RadioButtonsElement(
            action_id=ANSWER, options=list(options.values()), initial_option=options[chosen.key]
        ),
    )


def promises(page: Page) -> list[Block]:
    _ = translation(page.language)
    rules = [plain(rule.key, rule.name.in_(page.language)) for rule in topics.outline(page.agreement.pair).rules]
    word = [plain(LEADERS_WORD, _("I use nothing said here for appraisals, pay or staffing"))]
    ours = ticks(block_of(RULES, page.version), _("What we both keep to"), rules, ticked=page.ticked)
    mine = ticks(block_of(LEADERS_WORD, page.version), _("My word as the leader"), word, ticked=page.ticked)
    return [ours, mine] if page.role == Role.LEADER else [ours]


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
    levels = {key: Level(level) for key, level in kept["levels"].items()}
    return Drawn(uuid.UUID(kept["pair"]), int(kept["version"]), levels)


def read_signing(view: dict[str, Any], outline: Outline, role: Role, language: str) -> Terms:
    """Raises Invalid where a field is blank or too long, or a line is not ticked."""
    answers = Answers(view, drawn(view).version)
    _ = translation(language)
    errors = {field: _("This one needs a few words.") for field in LONGEST if not answers.words(field)}
    long = [field for field, most in LONGEST.items() if len(answers.words(field)) > most]
    errors |= dict.fromkeys(long, _("That is longer than fits. Please make it shorter."))
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
