"""What a mentor hears for whom a session was heavy: the ways out, and the second time somebody to talk to."""

from slack_sdk.models.blocks import ButtonElement

from bot.actions import Act
from bot.pairs import next_meeting
from bot.playbooks import Moment
from bot.reflection.check_in import dm
from bot.reflection.roles import Wish
from bot.said import Said, button, buttons, paragraph
from bot.scene import Scene
from bot.wording import translation


def ways_out(scene: Scene) -> Said:
    return dm(scene, [paragraph(scene.says(Moment.FELT_HEAVY)), buttons(*exits(scene))])


def offer_of_help(scene: Scene, wish: str | None) -> Said:
    """Asked until it is answered; a yes stands until it is taken back."""
    if scene.pair.needs_person_at:
        return after_wish(scene, Wish.PERSON)
    if wish == Wish.NOBODY:
        return after_wish(scene, Wish.NOBODY)
    _ = translation(scene.language)
    row = buttons(yes(scene), no(scene, _("No, thank you")), *exits(scene))
    return dm(scene, [paragraph(scene.says(Moment.HEAVY_TWICE)), row])


def after_wish(scene: Scene, wish: Wish) -> Said:
    _ = translation(scene.language)
    if wish == Wish.PERSON:
        told = _("Thank you for saying so. An organiser sees only that you would welcome a conversation, not why.")
        return dm(scene, [paragraph(told), buttons(no(scene, _("I no longer need it")), *exits(scene))])
    told = _("That is fine, and nobody is told anything. Should you change your mind, the button stays here.")
    return dm(scene, [paragraph(told), buttons(yes(scene), *exits(scene))])


def lighter_after_all(scene: Scene) -> Said:
    _ = translation(scene.language)
    told = _(
        "You have changed your answer, and that is fine. Should a session be heavy, “I need help” is here for you."
    )
    return dm(scene, [paragraph(told)])


def yes(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Yes, please"), Act.WANTS_PERSON, str(scene.pair.id))


def no(scene: Scene, text: str) -> ButtonElement:
    return button(text, Act.WANTS_NOBODY, str(scene.pair.id))


def exits(scene: Scene) -> list[ButtonElement]:
    """Another theme, where one of those in the middle comes next; a break."""
    _ = translation(scene.language)
    following = next_meeting(scene.pair)
    between = following is not None and 1 < following.number < scene.total
    theme = [button(_("Choose another theme"), Act.PLAN_SESSION, str(following.id))] if following and between else []
    return [*theme, button(_("Take a break"), Act.PAUSE_FROM_DM, str(scene.pair.id))]
