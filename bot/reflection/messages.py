"""What we say after a session, and when one was heavy or the roles slip."""

from sqlalchemy.orm import Session

from bot.models import Letter, Pair, Role
from bot.pairs import next_meeting
from bot.playbooks import Moment
from bot.reflection import check_in as after
from bot.reflection import heavy, roles
from bot.reflection.check_in import dm
from bot.said import Said, paragraph, with_help
from bot.scene import Scene, running
from bot.stop_word import agreed_word
from bot.wording import escape, language_of_both, translation


def check_in(db: Session, letter: Letter) -> Said | None:
    """Asked of each alone; once answered, the message shows the answer to its author."""
    scene = Scene.of(letter)
    if scene is None:
        return None
    if letter.facts["version"] != scene.meeting.version:
        return dm(scene, [paragraph(after.replaced(scene))]) if letter.ts else None
    return after.drawn(db, scene)


def felt_heavy(db: Session, letter: Letter) -> Said | None:
    """To the mentor alone: the first time the ways out, later also somebody to talk to."""
    scene = Scene.of(letter)
    if scene is None:
        return None
    times = roles.heavy_until(db, scene.meeting)
    if times == 0:
        return heavy.lighter_after_all(scene) if letter.ts else None
    return heavy.ways_out(scene) if times == 1 else heavy.offer_of_help(scene, letter.facts.get("wish"))


def roles_back(_db: Session, letter: Letter) -> Said | None:
    """To both at once, in their group DM: the word they agreed on, never who pressed."""
    pair = letter.pair
    if pair is None or not running(pair):
        return None
    language = language_of_both(pair)
    return Said(with_help([paragraph(word(pair, language)), paragraph(roles_of_both(pair, language))], language))


def word(pair: Pair, language: str) -> str:
    _ = translation(language)
    agreed = agreed_word(pair)
    if not agreed:
        return _("*Time to bring the roles back.*")
    return _("*{word}*: your word for when the roles slip. No harm done; it is what the word is for.").format(
        word=escape(agreed)
    )


def roles_of_both(pair: Pair, language: str) -> str:
    """What each does now, in the playbook's words; both read both."""
    meeting = next_meeting(pair) or pair.meetings[-1]
    return "\n".join(f"• {Scene(meeting, role, language).says(Moment.ROLES_BACK)}" for role in Role)
