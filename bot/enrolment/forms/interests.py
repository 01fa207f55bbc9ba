"""The fifth step: topics to teach or to learn, and the languages for it."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Option, StaticMultiSelectElement
from slack_sdk.models.views import View

from bot import filled
from bot.books import book_of
from bot.enrolment.answers import Interests
from bot.enrolment.forms.frame import ANSWER, ask, choice, step_view
from bot.enrolment.steps import Step
from bot.enrolment.titles import spoken
from bot.errors import Invalid
from bot.models import Enrolment, Role
from bot.wording import language_name, shorten, translation

TOPICS = "topics"
LANGUAGES = "languages"
# ISO 639-1.
CODES = (
    "ar bg bn cs da de el en es fa fi fr he hi hr hu id it ja jv km ko lo mr ms my ne nl no pa pl pt ro ru si sk sr su "
    "sv sw ta te th tl tr uk ur vi zh"
)


def draw_interests(enrolment: Enrolment) -> View:
    language = spoken(enrolment)
    _ = translation(language)
    learn, teach = _("What would you like to learn about?"), _("What could you teach, from your own daily work?")
    asked = learn if enrolment.role == Role.LEADER else teach
    topics = several(topic_options(enrolment, language), enrolment.topics, _("Choose topics"))
    languages = several(language_options(language), known_languages(enrolment), _("Choose languages"))
    return step_view(
        Step.TOPICS,
        enrolment.id,
        language,
        [
            ask(TOPICS, asked, topics, hint=_("The more you choose, the easier it is to find somebody who fits.")),
            ask(LANGUAGES, _("In which languages can you hold a session?"), languages),
        ],
    )


def several(options: Sequence[Option], marked: Sequence[str], placeholder: str) -> StaticMultiSelectElement:
    """`marked`: values that may be of another version of the list; those we do not have any more are left out."""
    initial = [option for option in options if option.value in marked]
    return StaticMultiSelectElement(
        action_id=ANSWER, placeholder=placeholder, options=options, initial_options=initial or None
    )


def topic_options(enrolment: Enrolment, language: str) -> list[Option]:
    topics = book_of(enrolment.programme).topics
    return [choice(topic.key, topic.name.in_(language)) for topic in topics]


def language_options(language: str) -> list[Option]:
    names = {code: language_name(code, language) for code in CODES.split()}
    return [choice(code, shorten(name, 75)) for code, name in sorted(names.items(), key=lambda named: named[1])]


def known_languages(enrolment: Enrolment) -> list[str]:
    """Before somebody has answered: the language of their Slack."""
    return enrolment.languages or [enrolment.person.locale.replace("_", "-").split("-")[0].lower()]


def read_interests(view: dict[str, Any], enrolment: Enrolment) -> Interests:
    _ = translation(spoken(enrolment))
    offered = {topic.key for topic in book_of(enrolment.programme).topics}
    topics = [key for key in filled.options(view, TOPICS) if key in offered]
    languages = [code for code in filled.options(view, LANGUAGES) if code in CODES.split()]
    errors = {}
    if not topics:
        errors[TOPICS] = _("Please choose one topic at least.")
    if not languages:
        errors[LANGUAGES] = _("Please choose one language at least.")
    if errors:
        raise Invalid(errors)
    return Interests(topics=tuple(topics), languages=tuple(languages))
