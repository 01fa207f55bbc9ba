"""The form to sign and the page to read."""

import pytest
from sqlalchemy.orm import Session

from bot.agreement import forms, rules, terms, topics
from bot.agreement.forms import Clash
from bot.agreement.rules import Moved
from bot.errors import Invalid, Refused
from bot.models import Pair, Role
from bot.playbooks import load
from bot.playbooks.agreement import Level
from tests.agreement.signing import CHOICES, ELSEWHERE, TERMS, Terms, choose, introduced, sign, strangers
from tests.factories import make_person
from tests.fitting import LONGEST_NAME, filled, fits

RULES = [rule.key for rule in load("core-6").agreement.rules]
SIGNED = {"stop_word": "hat", "place": "the café", "rules": RULES, "leaders_word": ["leaders_word"]}


def read(pair: Pair, view: dict[str, object], role: Role = Role.LEADER) -> Terms:
    return forms.read_signing(view, topics.outline(pair), role, "en")


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("role", list(Role))
def test_a_form_filled_in_is_read_as_what_was_meant(db: Session, role: Role, language: str) -> None:
    pair = introduced(db)
    view = forms.draw_signing(rules.current(db, pair), role, language)
    assert read(pair, filled(view, **SIGNED), role) == TERMS


def test_only_the_leader_gives_the_leaders_word(db: Session) -> None:
    agreement = rules.current(db, introduced(db))
    texts = {role: str(forms.draw_signing(agreement, role, "en").to_dict()) for role in Role}
    assert "appraisals, pay or staffing" in texts[Role.LEADER]
    assert "appraisals, pay or staffing" not in texts[Role.MENTOR]


def test_a_topic_that_is_no_more_is_left_out_of_what_changed(db: Session) -> None:
    agreement = rules.current(db, introduced(db))
    levels = {"health": Level.OFF, "gone": Level.OFF}
    assert terms.topic_levels(agreement, levels, "en", levels) == ["*Health: off limits*"]


def test_the_partner_finds_what_was_proposed(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR, Terms("topi", "a walk", {**CHOICES, "notice": "h24"}))
    view = filled(forms.draw_signing(rules.current(db, pair), Role.LEADER, "en"), rules=RULES, leaders_word=["x"])
    assert read(pair, view) == Terms("topi", "a walk", {**CHOICES, "notice": "h24"})
    assert forms.drawn(view) == forms.Drawn(pair.id, 1, rules.current(db, pair).levels)


def test_whoever_signed_before_finds_the_lines_ticked(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.LEADER)
    assert read(pair, filled(forms.draw_signing(rules.current(db, pair), Role.LEADER, "en"))) == TERMS


def test_blank_words_and_missing_ticks_are_named_under_their_fields(db: Session) -> None:
    pair = introduced(db)
    view = forms.draw_signing(rules.current(db, pair), Role.LEADER, "en")
    blanks = filled(view, stop_word=" \u200b ", place=None, rules=RULES[1:], leaders_word=[])
    with pytest.raises(Invalid) as caught:
        read(pair, blanks)
    assert set(caught.value.errors) == {"stop_word:0", "place:0", "rules:0", "leaders_word:0"}


def test_space_around_words_and_hidden_marks_are_dropped(db: Session) -> None:
    pair = introduced(db)
    view = forms.draw_signing(rules.current(db, pair), Role.LEADER, "en")
    assert read(pair, filled(view, **SIGNED | {"stop_word": " h\u202eat\u200b "})) == TERMS


def test_the_leaders_word_is_asked_of_the_leader_whatever_the_form_holds(db: Session) -> None:
    pair = introduced(db)
    view = filled(forms.draw_signing(rules.current(db, pair), Role.LEADER, "en"), **SIGNED)
    del view["state"]["values"]["leaders_word:0"]
    with pytest.raises(Invalid) as caught:
        read(pair, view)
    assert set(caught.value.errors) == {"leaders_word:0"}


def test_ticks_and_choices_that_were_never_offered_do_not_count(db: Session) -> None:
    pair = introduced(db)
    view = forms.draw_signing(rules.current(db, pair), Role.LEADER, "en")
    assert read(pair, filled(view, **SIGNED | {"notice": "whatever"})) == TERMS
    with pytest.raises(Invalid) as caught:
        read(pair, filled(view, **SIGNED | {"rules": ["whatever"]}))
    assert set(caught.value.errors) == {"rules:0"}


def test_a_clash_shows_the_partners_words_and_quotes_ones_own(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    mine = Terms("<!here>", "my & your desk", {**CHOICES, "notice": "h24"})
    clash = Clash(Moved(["stop_word", "place", "notice"]), mine)
    view = fits(forms.draw_clash(rules.current(db, pair), Role.LEADER, "en", clash))
    told, written = (block["text"]["text"] for block in view["blocks"][:2])
    assert "your word for slipping roles, where you meet, how early you move a session" in told
    assert "> &lt;!here&gt;\n> my &amp; your desk" in written
    assert "stop_word:1" in str(view)


def test_a_clash_about_a_choice_alone_quotes_nothing(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    clash = Clash(Moved(["notice"]), TERMS)
    view = forms.draw_clash(rules.current(db, pair), Role.LEADER, "en", clash)
    assert "You had written" not in str(fits(view))


def test_the_page_to_read_shows_what_stands_escaped(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR, Terms("<!channel>", "&" * 150, CHOICES))
    page = str(fits(forms.draw_reading(rules.current(db, pair), Role.MENTOR, "en")))
    assert "&lt;!channel&gt;" in page
    assert "*Ask first:* Colleagues by name" in page
    assert "Change it" in page


def test_the_page_of_an_agreement_nobody_filled_in_says_so(db: Session) -> None:
    page = str(fits(forms.draw_reading(rules.current(db, introduced(db)), Role.LEADER, "en")))
    assert "Read and sign" in page


def test_the_longest_words_fit(db: Session) -> None:
    pair = introduced(db, mentor=make_person(db, LONGEST_NAME))
    longest = Terms("<" * 60, "&" * 150, CHOICES)
    sign(db, pair, Role.MENTOR, longest)
    agreement = rules.current(db, pair)
    fits(forms.draw_clash(agreement, Role.LEADER, "id", Clash(Moved([*rules.FIELDS]), longest)))
    fits(forms.draw_reading(agreement, Role.MENTOR, "id"))


def test_a_choice_that_another_playbook_offered_falls_back_to_its_default(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR, Terms("hat", "the café", {**CHOICES, "notice": "h72"}))
    notice = topics.outline(pair).choice("notice")
    assert terms.chosen(notice, rules.current(db, pair).choices).key == "h48"


def test_topics_that_moved_are_named_and_what_was_written_stays(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    choose(db, pair, Role.MENTOR, {"<!here>": Level.ASK}, health=Level.OFF)
    agreement = rules.current(db, pair)
    (topic,) = agreement.added_topics
    mine = Terms("topi", "my desk", {**CHOICES, "notice": "h24"})
    moved = Moved(topics=["health", topics.key_of(topic)])
    drawn = forms.draw_clash(agreement, Role.LEADER, "en", Clash(moved, mine))
    told = fits(drawn)["blocks"][0]["text"]["text"]
    assert "your agreement changed: *Health: off limits*, *&lt;!here&gt;: ask first*." in told
    assert read(pair, filled(drawn)) == mine


def test_words_and_topics_that_moved_are_both_told(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    view = forms.draw_clash(rules.current(db, pair), Role.LEADER, "en", Clash(Moved(["place"], ["health"]), ELSEWHERE))
    texts = [block["text"]["text"] for block in fits(view)["blocks"][:3]]
    assert texts[1] == "You had written:\n> a walk by the river"
    assert "*Health: ask first*" in texts[2]


def test_the_levels_are_the_programmes_own_until_both_have_chosen(db: Session) -> None:
    pair = strangers(db)
    choose(db, pair, Role.MENTOR, health=Level.OFF)
    page = str(fits(forms.draw_reading(rules.current(db, pair), Role.LEADER, "en")))
    assert "These are the programme's own limits" in page
    assert "Off limits" not in page
    choose(db, pair, Role.LEADER)
    page = str(fits(forms.draw_reading(rules.current(db, pair), Role.LEADER, "en")))
    assert "*Off limits:* Health" in page


def test_the_page_looks_back_on_the_latest_versions_without_a_name(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    sign(db, pair, Role.LEADER)
    for level in (Level.OFF, Level.ASK, Level.OFF, Level.ASK, Level.OFF):
        choose(db, pair, Role.MENTOR, health=level)
    page = fits(forms.draw_reading(rules.current(db, pair), Role.LEADER, "en"))
    told = page["blocks"][-1]["elements"][0]["text"].splitlines()
    assert len(told) == 5
    assert told[:2] == [
        "Version 6, Monday 2 March: a topic became stricter.",
        "Version 5, Monday 2 March: a topic became more open.",
    ]


def test_a_form_from_before_levels_were_carried_is_out_of_date(db: Session) -> None:
    view = filled(forms.draw_signing(rules.current(db, introduced(db)), Role.MENTOR, "en"))
    with pytest.raises(Refused, match="old_form"):
        forms.drawn({**view, "private_metadata": '{"pair": "00000000-0000-0000-0000-000000000000", "version": 0}'})


@pytest.mark.parametrize("levels", ['{"health": "purple"}', '{"health": ["off"]}', '["health"]', "7"])
def test_a_form_that_carries_levels_which_there_are_not_is_out_of_date(db: Session, levels: str) -> None:
    carried = f'{{"pair": "{introduced(db).id}", "version": 0, "levels": {levels}}}'
    with pytest.raises(Refused, match="old_form"):
        forms.drawn({"private_metadata": carried})


def test_words_that_are_too_long_are_named_under_their_fields(db: Session) -> None:
    pair = introduced(db)
    view = filled(forms.draw_signing(rules.current(db, pair), Role.LEADER, "en"), **SIGNED)
    for block_id, size in (("stop_word:0", 61), ("place:0", 151)):
        view["state"]["values"][block_id]["answer"]["value"] = "x" * size
    with pytest.raises(Invalid) as caught:
        read(pair, view)
    assert set(caught.value.errors) == {"stop_word:0", "place:0"}
