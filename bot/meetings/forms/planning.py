"""The mentor's plan of a session: what it is about, and in which form the two spend it."""

from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.errors import Refused
from bot.meetings.forms.frame import ANSWER, carry, ways_in
from bot.meetings.rules import Plan
from bot.models import Role
from bot.playbooks.themes import Theme
from bot.said import aside, paragraph
from bot.scene import Scene
from bot.wording import mention, translation

PLANNING = "plan_session"
THEME, FORM = "theme", "form"


def draw_planning(scene: Scene) -> View:
    _ = translation(scene.language)
    intro = _("*{session}* with {leader}: the plan is yours. {leader} sees the theme and the form, and nothing else.")
    return View(
        type="modal",
        callback_id=PLANNING,
        private_metadata=carry(scene.meeting),
        title=_("Plan the session"),
        submit=_("Save"),
        close=_("Not now"),
        blocks=[
            paragraph(intro.format(session=scene.name, leader=mention(scene.partner))),
            theme_block(scene),
            form_block(scene),
            *map(aside, asked_of_both(scene)),
            paragraph(ways_in(scene)),
        ],
    )


def theme_block(scene: Scene) -> Block:
    """The first session opens and the last one closes, whoever plans it."""
    _ = translation(scene.language)
    themes = themes_to_choose(scene)
    if not themes:
        return paragraph(_("*Theme:* {theme}").format(theme=scene.theme))
    options = {theme.n: option(str(theme.n), theme.title.in_(scene.language)) for theme in themes}
    select = StaticSelectElement(
        action_id=ANSWER, options=list(options.values()), initial_option=options[scene.chapter.n]
    )
    return InputBlock(block_id=THEME, label=_("Theme"), element=select)


def themes_to_choose(scene: Scene) -> tuple[Theme, ...]:
    between = 1 < scene.meeting.number < scene.total
    return scene.playbook.themes[1:-1] if between else ()


def form_block(scene: Scene) -> InputBlock:
    _ = translation(scene.language)
    options = {form.key: option(form.key, form.name.in_(scene.language)) for form in scene.playbook.forms}
    radio = RadioButtonsElement(
        action_id=ANSWER, options=list(options.values()), initial_option=options[scene.form.key]
    )
    return InputBlock(block_id=FORM, label=_("How you spend it"), element=radio)


def option(value: str, text: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=text))


def asked_of_both(scene: Scene) -> list[str]:
    """What each form asks of the mentor, who reads this, and of the leader."""
    _ = translation(scene.language)
    line = _("*{form}.* You: {mentor} {leader}: {task}")
    return [
        line.format(
            form=form.name.in_(scene.language),
            mentor=form.for_(Role.MENTOR).in_(scene.language),
            leader=mention(scene.partner),
            task=form.for_(Role.LEADER).in_(scene.language),
        )
        for form in scene.playbook.forms
    ]


def read_planning(view: dict[str, Any], scene: Scene) -> Plan:
    """Refuses what was not offered, as by a form that was drawn from another edition."""
    themes = [theme.n for theme in themes_to_choose(scene)]
    theme = filled.one_of(view, THEME, themes)
    form = filled.one_of(view, FORM, [form.key.value for form in scene.playbook.forms])
    if form is None or (themes and theme is None):
        raise Refused("old_form")
    return Plan(theme, form)


def draw_planned(scene: Scene) -> View:
    _ = translation(scene.language)
    told = _("*{session}:* {theme}\n*Form:* {form}\n{leader} finds it in the preparation.").format(
        session=scene.name,
        theme=scene.theme,
        form=scene.form.name.in_(scene.language),
        leader=mention(scene.partner),
    )
    return View(type="modal", title=_("Plan the session"), close=_("Good"), blocks=[paragraph(told)])
