"""The organiser's forms: drawn within Slack's limits, read as they were filled in, each fault in words."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.coordination import forms
from bot.coordination.rules import Plan
from bot.errors import Invalid
from bot.models import Person, Programme
from bot.playbooks import load
from bot.playbooks import read as read_playbook
from tests.factories import NOW
from tests.fitting import filled, fits
from tests.shelf.books import own

ORLA = Person(workspace_id="T0RM", slack_id="U0ORLA", name="Orla", zone="Europe/Dublin", locale="en-GB")
LONGEST = "<" * 60
BOOKS = {"core-6": load()}
WEEKLY = read_playbook(
    own("weekly").replace("meetings: 6", "meetings: 8").replace("cadence_days: 30", "cadence_days: 7"), "weekly"
)
FILLED: dict[str, Any] = {"name": "  Spring ", "contacts": ["U0HANA", "U0HUGO"], "sponsor": "U0SAM"}


def test_an_organiser_in_a_hurry_only_names_it_and_picks_people() -> None:
    assert read(**FILLED) == Plan(
        name="Spring",
        label="reverse",
        starts_on=date(2026, 3, 23),
        ends_on=date(2026, 9, 19),
        cadence_days=30,
        meeting_count=6,
        minutes=60,
        language="en",
        contacts=("U0HANA", "U0HUGO"),
        sponsor="U0SAM",
        playbook="core-6",
    )


def test_without_a_last_day_it_ends_a_month_after_the_last_session_as_it_is_planned() -> None:
    books = BOOKS | {"weekly": WEEKLY}
    drawn = forms.draw_create(ORLA, books, NOW)
    planned = (
        ("core-6", None, date(2026, 8, 20)),
        ("weekly", None, date(2026, 5, 11)),
        ("weekly", "3", date(2026, 4, 6)),
    )
    for playbook, count, last in planned:
        plan = forms.read_create(filled(drawn, **FILLED, playbook=playbook, count=count), books, "en")
        assert (forms.last_session_on(plan), plan.ends_on) == (last, last + timedelta(days=30))


def test_every_choice_is_kept() -> None:
    plan = read(
        **FILLED,
        label="reciprocal",
        starts_on="2026-04-01",
        ends_on="2026-12-31",
        cadence="14",
        count="12",
        minutes="45",
        language="id",
    )
    assert (plan.label, plan.starts_on, plan.ends_on) == ("reciprocal", date(2026, 4, 1), date(2026, 12, 31))
    assert (plan.cadence_days, plan.meeting_count, plan.minutes, plan.language) == (14, 12, 45, "id")


def test_what_is_not_chosen_is_as_the_chosen_playbook_plans_it() -> None:
    books = BOOKS | {"weekly": WEEKLY}
    drawn = forms.draw_create(ORLA, books, NOW)
    plan = forms.read_create(filled(drawn, **FILLED, playbook="weekly"), books, "en")
    assert (plan.playbook, plan.meeting_count, plan.cadence_days, plan.minutes) == ("weekly", 8, 7, WEEKLY.minutes)
    plan = forms.read_create(filled(drawn, **FILLED, playbook="weekly", count="4", cadence="14"), books, "en")
    assert (plan.playbook, plan.meeting_count, plan.cadence_days, plan.minutes) == ("weekly", 4, 14, WEEKLY.minutes)


@pytest.mark.parametrize("never", ["nope", "weekly", None])
def test_a_playbook_that_is_not_there_is_the_first(never: str | None) -> None:
    assert read(**FILLED, playbook=never).playbook == "core-6"


def test_each_playbook_is_offered_with_what_it_plans() -> None:
    drawn = fits(forms.draw_create(ORLA, BOOKS | {"weekly": WEEKLY}, NOW))
    [menu] = [block["element"] for block in drawn["blocks"] if block.get("block_id") == "playbook"]
    assert [option["text"]["text"] for option in menu["options"]] == ["Core six", "Ours"]
    assert menu["options"][1]["description"]["text"] == "8 sessions of 60 minutes, every 7 days, version 1"
    assert menu["initial_option"] == menu["options"][0]


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_as_many_playbooks_as_there_may_be_fit_at_their_longest(locale: str) -> None:
    organiser = Person(workspace_id="T0RM", slack_id="U0ORLA", name="Orla", zone="UTC", locale=locale)
    long = own("long", version=999_999, title="x" * 75).replace("minutes: 60", "minutes: 240")
    fits(forms.draw_create(organiser, BOOKS | {f"long-{n}": read_playbook(long, "long") for n in range(120)}, NOW))


def test_a_choice_that_slack_leaves_out_has_a_default() -> None:
    plan = read(**FILLED, label=None, cadence=None, count=None, minutes=None, language=None)
    assert (plan.label, plan.cadence_days, plan.meeting_count, plan.minutes, plan.language) == (
        "reverse",
        30,
        6,
        60,
        "en",
    )


@pytest.mark.parametrize("field", ["name", "starts_on", "contacts", "sponsor"])
def test_an_empty_field_says_so_under_itself(field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        read(**FILLED | {field: None})
    assert invalid.value.errors == {field: "Please fill this in."}


def test_a_choice_that_was_never_offered_has_the_default_too() -> None:
    never = {"label": "x", "cadence": "9999", "count": "0", "minutes": "1e9", "language": "xx"}
    assert read(**FILLED, **never) == read(**FILLED, **dict.fromkeys(never))


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad\u2060", "\x00\x01", "\u3164"])
def test_a_name_that_nobody_can_see_is_empty(unseen: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(**FILLED | {"name": unseen})
    assert list(caught.value.errors) == ["name"]


def test_a_name_of_spaces_is_empty() -> None:
    with pytest.raises(Invalid) as invalid:
        read(**FILLED | {"name": "   "})
    assert list(invalid.value.errors) == ["name"]


def test_all_empty_fields_are_told_at_once() -> None:
    with pytest.raises(Invalid) as invalid:
        read(starts_on=None, ends_on=None)
    assert list(invalid.value.errors) == ["name", "starts_on", "contacts", "sponsor"]


@pytest.mark.parametrize(
    ("field", "fault", "words"),
    [
        ("name", "taken", "already"),
        ("starts_on", "past", "today or later"),
        ("ends_on", "before_start", "after the start"),
        ("ends_on", "too_short", "Thursday 20 August"),
        ("contacts", "too_few", "at least 2"),
        ("contacts", "sponsor", "cannot be one of the people who help"),
        ("contacts", "cannot", "deactivated"),
        ("sponsor", "cannot", "cannot be the sponsor"),
    ],
)
def test_each_fault_stands_in_words_under_its_field(field: str, fault: str, words: str) -> None:
    errors = forms.explain({field: fault}, read(**FILLED), "en").errors
    assert list(errors) == [field]
    assert words in errors[field]


def test_errors_stand_under_fields_that_the_form_has() -> None:
    blocks = {block.get("block_id") for block in fits(forms.draw_create(ORLA, BOOKS, NOW))["blocks"]}
    assert {"name", "starts_on", "ends_on", "contacts", "sponsor"} <= blocks


@pytest.mark.parametrize("locale", ["en-GB", "id-ID", "ja-JP", ""])
def test_the_form_fits_in_each_language(locale: str) -> None:
    organiser = Person(workspace_id="T0RM", slack_id="U0ORLA", name="Orla", zone="Asia/Tokyo", locale=locale)
    fits(forms.draw_create(organiser, BOOKS, NOW))


def test_the_suggested_start_is_counted_from_the_organisers_own_day() -> None:
    early = Person(workspace_id="T0RM", slack_id="U0KIRI", zone="Pacific/Kiritimati", locale="")
    sent = filled(forms.draw_create(early, BOOKS, NOW), **FILLED)
    assert forms.read_create(sent, BOOKS, "en").starts_on == date(2026, 3, 24)


@pytest.mark.parametrize(
    ("pairs", "words"), [(0, "0 pairs are still going on"), (1, "1 pair is still"), (2, "2 pairs are still")]
)
def test_closing_says_what_it_does_before_it_does_it(pairs: int, words: str) -> None:
    view = fits(forms.draw_close(programme("Spring <3"), pairs, "en"))
    assert words in said(view)
    assert "*Spring &lt;3*" in said(view)
    assert "cannot be undone" in said(view)


def test_a_close_form_carries_its_programme_and_nothing_else() -> None:
    spring = programme("Spring")
    assert forms.read_programme_id(fits(forms.draw_close(spring, 0, "en"))) == spring.id


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_longest_name_fits_wherever_it_is_said(language: str) -> None:
    fits(forms.draw_close(programme(LONGEST), 9999, language))
    fits(forms.draw_created(LONGEST, language))
    fits(forms.draw_closed(LONGEST, 9999, language))


def test_what_was_created_and_closed_is_said() -> None:
    assert "`/rm-programme open` lets people join" in said(fits(forms.draw_created("Spring", "en")))
    assert said(fits(forms.draw_closed("Spring", 1, "en"))) == "*Spring* has closed. 1 person is being thanked."
    assert said(fits(forms.draw_closed("Spring", 0, "en"))) == "*Spring* has closed. 0 people are being thanked."


def read(now: datetime = NOW, **answers: Any) -> Plan:
    return forms.read_create(filled(forms.draw_create(ORLA, BOOKS, now), **answers), BOOKS, "en")


def programme(name: str) -> Programme:
    return Programme(workspace_id="T0RM", name=name)


def said(view: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in view["blocks"])
