"""The shelf: which playbooks are there, and a field for a file of one's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel.lists import format_list
from slack_sdk.models.blocks import Block, DividerBlock, InputBlock, MarkdownTextObject, SectionBlock
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot import filled
from bot.actions import Act
from bot.errors import Invalid
from bot.playbooks import Playbook
from bot.playbooks.faults import Fault
from bot.said import aside, button, notice, paragraph
from bot.shelf.telling import told
from bot.wording import escape, language_name, plural, translation

LOAD = "load_playbook"
FILE = "file"
KINDS = ("yaml", "yml")
MOST_BOOKS = 40  # a form holds 100 blocks
MOST_FAULTS = 20


def draw_shelf(books: Mapping[str, Playbook], language: str, said: Sequence[Block] = (), attempt: int = 0) -> View:
    """`said` stands on top. Each attempt has a field of its own, since Slack keeps the file in an old one."""
    _ = translation(language)
    shown = list(books.values())[:MOST_BOOKS]
    return View(
        type="modal",
        callback_id=LOAD,
        title=_("Playbooks"),
        submit=_("Load"),
        close=_("Close"),
        private_metadata=str(attempt),
        blocks=[*said, *(on_shelf(book, language) for book in shown), DividerBlock(), field(attempt, language)],
    )


def on_shelf(book: Playbook, language: str) -> SectionBlock:
    _, n_ = translation(language), plural(language)
    name = f"*{escape(book.name.in_(language))}*  ·  `{escape(book.id)}`  ·  "
    measures = [
        n_("{number} session", "{number} sessions", book.meetings).format(number=book.meetings),
        _("{number} minutes").format(number=book.minutes),
        n_("every {number} day", "every {number} days", book.cadence_days).format(number=book.cadence_days),
        format_list([language_name(code, language) for code in book.languages], locale=language),
    ]
    version = _("version {number}").format(number=book.version)
    text = MarkdownTextObject(text=f"{name}{version}\n{'  ·  '.join(measures)}")
    return SectionBlock(text=text, accessory=button(_("Send me the file"), Act.SEND_PLAYBOOK, book.id))


def field(attempt: int, language: str) -> InputBlock:
    _ = translation(language)
    return InputBlock(
        block_id=f"{FILE}_{attempt}",
        label=_("A playbook of your own, as a YAML file"),
        hint=_(
            "Start from one that is there: have its file sent to you, change what you like, and give it an id of its "
            "own. Programmes that have begun keep the version they began with."
        ),
        element=FileInputElement(action_id=FILE, filetypes=list(KINDS), max_files=1),
    )


def draw_sent(books: Mapping[str, Playbook], book: Playbook, language: str, attempt: int) -> View:
    _ = translation(language)
    text = _("`{name}` is on its way to you as a direct message.").format(name=escape(file_name(book)))
    return draw_shelf(books, language, [paragraph(text)], attempt)


def draw_faults(books: Mapping[str, Playbook], faults: Sequence[Fault], language: str, attempt: int) -> View:
    """The first of them, so that a window holds them; the file is asked for once more."""
    _, n_ = translation(language), plural(language)
    count, more = len(faults), len(faults) - MOST_FAULTS
    opening = n_(
        "*This file was not loaded:* {number} thing in it is not as it should be.",
        "*This file was not loaded:* {number} things in it are not as they should be.",
        count,
    ).format(number=count)
    said: list[Block] = [paragraph(opening), *(paragraph(told(one, language)) for one in faults[:MOST_FAULTS])]
    if more > 0:
        said.append(aside(n_("and {number} more", "and {number} more", more).format(number=more)))
    return draw_shelf(books, language, [*said, DividerBlock()], attempt + 1)


def draw_loaded(book: Playbook, new: bool, language: str) -> View:
    _ = translation(language)
    loaded = _(
        "*{name}* (`{id}`, version {version}) is on the shelf. `/rm-programme create` offers it from now on; "
        "programmes that have begun keep what they have."
    )
    known = _("*{name}* (`{id}`, version {version}) was there already, just like this. Nothing was changed.")
    name, text = escape(book.name.in_(language)), loaded if new else known
    return notice(_("Playbooks"), text.format(name=name, id=escape(book.id), version=book.version), _("Close"))


def read_file(view: dict[str, Any], language: str) -> str:
    """Where Slack keeps the file. Raises Invalid where there is none, or none that may be read."""
    _ = translation(language)
    block = f"{FILE}_{read_attempt(view)}"
    files = filled.files(view, block)
    if not files:
        raise Invalid({block: _("Please choose a file.")})
    return str(files[0].get("url_private") or "")


def read_attempt(view: dict[str, Any]) -> int:
    return filled.carried(view, int)


def file_name(book: Playbook) -> str:
    return f"{book.id}.yaml"
