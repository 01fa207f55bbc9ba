"""The interactive elements of Block Kit, and what each may hold."""

from collections.abc import Mapping

from sandbox.limits import numbers
from sandbox.limits.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DATE,
    DISPATCH_CONFIG,
    IDENTIFIER,
    LINK,
    MARKED_OPTION,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SLACK_FILE,
    TIME,
    Text,
    plain,
)
from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.rules import Chars, Check, Flag, Items, OneOf, Rule, Shape, Whole, exactly_one_of
from sandbox.limits.selections import (
    initial_number_in_range,
    initial_option_offered,
    initial_options_offered,
    initial_text_fits,
    initial_within_most,
    zone_exists,
)

STYLE = OneOf(("primary", "danger"))
ID: dict[str, Rule] = {"action_id": IDENTIFIER}
CONFIRMED: dict[str, Rule] = {**ID, "confirm": CONFIRM}
FOCUSED: dict[str, Rule] = {**CONFIRMED, "focus_on_load": Flag(), "placeholder": plain(numbers.PLACEHOLDER)}
TYPED: dict[str, Rule] = {
    **ID,
    "focus_on_load": Flag(),
    "placeholder": plain(numbers.PLACEHOLDER),
    "dispatch_action_config": DISPATCH_CONFIG,
}
CHOSEN: dict[str, Rule] = {**CONFIRMED, "focus_on_load": Flag()}
MANY: dict[str, Rule] = {"max_selected_items": Whole(1, numbers.SELECT_OPTIONS)}
OFFERED: dict[str, Rule] = {
    "options": Items(OPTION, numbers.SELECT_OPTIONS),
    "option_groups": Items(OPTION_GROUP, numbers.OPTION_GROUPS),
}
ONE_LIST = exactly_one_of("options", "option_groups")


def single(may: Mapping[str, Rule], *also: Check) -> Shape:
    return Shape(may={**FOCUSED, **may}, also=also)


def multi(initial: str, of: Rule, may: Mapping[str, Rule], *also: Check) -> Shape:
    found = {**FOCUSED, **MANY, **may, initial: Items(of, numbers.SELECT_OPTIONS)}
    return Shape(may=found, also=(initial_within_most(initial), *also))


CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": Flag(), "filter": CONVERSATION_FILTER}
QUERY: dict[str, Rule] = {"min_query_length": Whole(0, 100)}
SELECTS: dict[str, Rule] = {
    "static_select": single({**OFFERED, "initial_option": OPTION}, ONE_LIST, initial_option_offered),
    "external_select": single({**QUERY, "initial_option": OPTION}),
    "users_select": single({"initial_user": IDENTIFIER}),
    "conversations_select": single(
        {**CONVERSATIONS, "initial_conversation": IDENTIFIER, "response_url_enabled": Flag()}
    ),
    "channels_select": single({"initial_channel": IDENTIFIER, "response_url_enabled": Flag()}),
}
MULTI_SELECTS: dict[str, Rule] = {
    "multi_static_select": multi("initial_options", OPTION, OFFERED, ONE_LIST, initial_options_offered),
    "multi_external_select": multi("initial_options", OPTION, QUERY),
    "multi_users_select": multi("initial_users", IDENTIFIER, {}),
    "multi_conversations_select": multi("initial_conversations", IDENTIFIER, CONVERSATIONS),
    "multi_channels_select": multi("initial_channels", IDENTIFIER, {}),
}
BUTTON = Shape(
    needs={"text": plain(numbers.BUTTON_TEXT)},
    may={
        **CONFIRMED,
        "url": LINK,
        "value": Chars(numbers.BUTTON_VALUE),
        "style": STYLE,
        "accessibility_label": Chars(numbers.BUTTON_TEXT),
    },
)
IMAGE = Shape(
    needs={"alt_text": Chars(numbers.ALT_TEXT)},
    may={"image_url": LINK, "slack_file": SLACK_FILE},
    also=(exactly_one_of("image_url", "slack_file"),),
)
OVERFLOW = Shape(
    needs={"options": Items(OVERFLOW_OPTION, numbers.OVERFLOW_OPTIONS)},
    may=CONFIRMED,
)
CHOICES: dict[str, Rule] = {
    "radio_buttons": Shape(
        needs={"options": Items(MARKED_OPTION, numbers.CHOICES)},
        may={**CHOSEN, "initial_option": MARKED_OPTION},
        also=(initial_option_offered,),
    ),
    "checkboxes": Shape(
        needs={"options": Items(MARKED_OPTION, numbers.CHOICES)},
        may={**CHOSEN, "initial_options": Items(MARKED_OPTION, numbers.CHOICES)},
        also=(initial_options_offered,),
    ),
}
MOMENTS: dict[str, Rule] = {
    "datepicker": Shape(may={**FOCUSED, "initial_date": DATE}),
    "timepicker": Shape(
        may={**FOCUSED, "initial_time": TIME, "timezone": Chars(100)},
        also=(zone_exists,),
    ),
}
DATETIME: dict[str, Rule] = {
    "datetimepicker": Shape(may={**CHOSEN, "initial_date_time": Whole(10**9, 10**10 - 1)}),
}
LENGTH = Whole(0, numbers.TEXT_INPUT)
INITIAL_TEXT = Chars(numbers.TEXT_INPUT)
TEXT_INPUTS: dict[str, Rule] = {
    "plain_text_input": Shape(
        may={
            **TYPED,
            "initial_value": INITIAL_TEXT,
            "multiline": Flag(),
            "min_length": LENGTH,
            "max_length": Whole(1, numbers.TEXT_INPUT),
        },
        also=(initial_text_fits,),
    ),
    "email_text_input": Shape(may={**TYPED, "initial_value": INITIAL_TEXT}),
    "url_text_input": Shape(may={**TYPED, "initial_value": INITIAL_TEXT}),
    "number_input": Shape(
        needs={"is_decimal_allowed": Flag()},
        may={**TYPED, "initial_value": Chars(100), "min_value": Chars(100), "max_value": Chars(100)},
        also=(initial_number_in_range,),
    ),
    "rich_text_input": Shape(may={**TYPED, "initial_value": RICH_TEXT}),
}
FILE_INPUT: dict[str, Rule] = {
    "file_input": Shape(
        may={
            **ID,
            "filetypes": Items(Chars(20), 100),
            "max_files": Whole(1, numbers.FILES_IN_AN_INPUT),
        }
    )
}
FEEDBACK_BUTTON = Shape(
    needs={"text": plain(numbers.BUTTON_TEXT), "value": Chars(numbers.BUTTON_VALUE)},
    may={"accessibility_label": Chars(numbers.BUTTON_TEXT)},
)
CONTEXT_ACTIONS: dict[str, Rule] = {
    "feedback_buttons": Shape(needs={"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, may=ID),
    "icon_button": Shape(
        needs={"icon": OneOf(("trash",)), "text": plain(numbers.BUTTON_TEXT)},
        may={
            **CONFIRMED,
            "value": Chars(numbers.BUTTON_VALUE),
            "accessibility_label": Chars(numbers.BUTTON_TEXT),
            "visible_to_user_ids": Items(IDENTIFIER, 100),
        },
    ),
}
IN_A_SECTION: dict[str, Rule] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": OVERFLOW,
    **SELECTS,
    **MULTI_SELECTS,
    **CHOICES,
    **MOMENTS,
}
IN_ACTIONS: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    **SELECTS,
    **CHOICES,
    **MOMENTS,
    **DATETIME,
}
IN_AN_INPUT: dict[str, Rule] = {**SELECTS, **MULTI_SELECTS, **CHOICES, **MOMENTS, **DATETIME, **TEXT_INPUTS}
IN_A_CONTEXT: dict[str, Rule] = {
    "image": IMAGE,
    "plain_text": Text(numbers.CONTEXT_TEXT),
    "mrkdwn": Text(numbers.CONTEXT_TEXT),
}
