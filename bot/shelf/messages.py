"""A playbook as a file, to whoever asked for it."""

from sqlalchemy.orm import Session

from bot.models import Letter
from bot.said import Attachment, Said, paragraph
from bot.shelf import rules
from bot.wording import escape, language_of, translation


def playbook_file(db: Session, letter: Letter) -> Said | None:
    """A file carries no buttons, so this message has no help under it."""
    if letter.person is None:
        return None
    name, version = str(letter.facts["name"]), int(letter.facts["version"])
    source = rules.source(db, letter.workspace_id, name, version)
    if source is None:
        return None
    _ = translation(language_of(letter.person))
    text = _("The playbook `{name}`, version {version}. Once you have changed it, `/rm-programme playbook` loads it.")
    file = Attachment(name=f"{name}.yaml", content=source.encode(), title=f"{name} {version}")
    return Said([paragraph(text.format(name=escape(name), version=version))], file)
