"""The other of a pair is asked for a yes to a theme."""

from sqlalchemy.orm import Session

from bot import themes
from bot.actions import Act
from bot.models import Insight, Letter
from bot.said import Said, button, buttons, paragraph, with_help
from bot.scene import Scene, running
from bot.wording import mention, translation


def theme_offered(db: Session, letter: Letter) -> Said | None:
    """That a theme waits, never its words: they open in a window. Once answered, it shows one's own answer."""
    if letter.pair is None or letter.person is None or not running(letter.pair):
        return None
    scene = Scene.seen_by(letter.pair.meetings[0], letter.person)
    answer = letter.facts.get("answer")
    if answer is not None:
        return dm(scene, after(scene, answer)) if letter.ts else None
    insight_id = themes.insight_of(letter)
    if db.get(Insight, (letter.workspace_id, insight_id)) is None:
        return None
    _ = translation(scene.language)
    told = _(
        "{partner} would like to share one line that you two have learned with the whole programme, without names. "
        "It waits for your yes."
    ).format(partner=mention(scene.partner))
    read = button(_("Read it"), Act.READ_THEME, str(insight_id))
    return Said(with_help([paragraph(told), buttons(read)], scene.language))


def dm(scene: Scene, text: str) -> Said:
    return Said(with_help([paragraph(text)], scene.language))


def after(scene: Scene, answer: str) -> str:
    _ = translation(scene.language)
    if answer == themes.YES:
        return _("You said yes: the theme is on the programme's board, without saying whose it is.")
    return _("The theme stays between the two of you. Thank you for reading it.")
