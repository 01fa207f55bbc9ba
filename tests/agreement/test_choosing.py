"""The form in which one side chooses, and only they see it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.agreement import forms, rules, topics
from bot.agreement.topics import Sheet
from bot.errors import Invalid, Refused
from bot.models import Edition, Pair, Role
from bot.playbooks.agreement import Level
from tests.agreement.signing import choose, introduced, strangers
from tests.factories import NOW
from tests.fitting import filled, fits
from tests.playbooks.sources import CORE_6

ASK, OFF = Level.ASK, Level.OFF


def sheet(db: Session, pair: Pair, role: Role = Role.MENTOR) -> Sheet:
    return topics.sheet(db, rules.current(db, pair), role)


def read(db: Session, pair: Pair, view: dict[str, Any], role: Role = Role.MENTOR) -> topics.Chosen:
    return forms.read_choosing(view, sheet(db, pair, role), "en")


def drawn(db: Session, pair: Pair, **answers: Any) -> dict[str, Any]:
    return filled(forms.draw_choosing(sheet(db, pair), "en"), **answers)


def offered(view: dict[str, Any], block_id: str) -> list[str]:
    (block,) = (block for block in view["blocks"] if block.get("block_id") == block_id)
    return [option["value"] for option in block["element"]["options"]]


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_form_nobody_touched_is_read_as_the_floors(db: Session, language: str) -> None:
    pair = strangers(db)
    chosen = read(db, pair, filled(forms.draw_choosing(sheet(db, pair), language)))
    assert chosen.levels == sheet(db, pair).floors
    assert (chosen.role, chosen.added) == (Role.MENTOR, {})
    assert forms.about_topics(drawn(db, pair)) == pair.id


def test_who_sees_what_is_said_before_anything_is_chosen(db: Session) -> None:
    blocks = drawn(db, strangers(db))["blocks"]
    first = next(number for number, block in enumerate(blocks) if block["type"] == "input")
    told = " ".join(block["text"]["text"] for block in blocks[:first])
    assert "the stricter of both choices" in told
    assert "nobody is told whose it is" in told
    assert "a partner who chose something more open can tell that the stricter choice was yours" in told


def test_topics_stand_by_work_and_personal_with_what_the_floor_allows(db: Session) -> None:
    view = drawn(db, strangers(db))
    order = [block.get("block_id") or block["text"]["text"] for block in view["blocks"]]
    assert order.index("Work") < order.index("level_own_team") < order.index("Personal") < order.index("level_health")
    assert offered(view, "level_own_team") == ["open", "ask", "off"]
    assert offered(view, "level_health") == ["ask", "off"]
    assert offered(view, "own_level_0") == ["ask", "off"]


def test_what_was_chosen_before_stands_in_the_form_and_is_not_the_partners(db: Session) -> None:
    pair = introduced(db)
    choose(db, pair, Role.MENTOR, health=OFF)
    choose(db, pair, Role.LEADER, family=OFF)
    chosen = read(db, pair, drawn(db, pair))
    assert (chosen.levels["health"], chosen.levels["family"]) == (OFF, ASK)


def test_the_partners_choices_change_nothing_in_ones_own_form(db: Session) -> None:
    pair = introduced(db)
    before = drawn(db, pair)
    choose(db, pair, Role.LEADER, health=OFF, own_team=OFF)
    assert drawn(db, pair) == before


def test_levels_and_own_topics_are_read_as_they_were_filled_in(db: Session) -> None:
    pair = strangers(db)
    view = drawn(db, pair, level_health="off", own_0="  My\u200b evenings ", own_1="Sport", own_level_1="off")
    chosen = read(db, pair, view)
    assert chosen.levels["health"] == OFF
    assert chosen.added == {"My evenings": ASK, "Sport": OFF}


def test_a_level_that_was_not_offered_stays_as_it_was(db: Session) -> None:
    pair = introduced(db)
    choose(db, pair, Role.MENTOR, health=OFF)
    chosen = read(db, pair, drawn(db, pair, level_health="open", own_0="Sport", own_level_0="open"))
    assert chosen.levels["health"] == OFF
    assert chosen.added == {"Sport": ASK}


@pytest.mark.parametrize("name", ["Health", "health", "KESEHATAN"])
def test_the_name_of_a_topic_that_is_in_the_list_is_refused_under_its_field(db: Session, name: str) -> None:
    pair = strangers(db)
    with pytest.raises(Invalid) as caught:
        read(db, pair, drawn(db, pair, own_1=name))
    assert list(caught.value.errors) == ["own_1"]


def test_a_name_given_twice_is_refused_under_the_second(db: Session) -> None:
    pair = strangers(db)
    with pytest.raises(Invalid) as caught:
        read(db, pair, drawn(db, pair, own_0="Sport", own_2="sport"))
    assert list(caught.value.errors) == ["own_2"]


@pytest.mark.parametrize("name", ["x" * 61, "&" * 13])
def test_a_name_that_would_not_fit_where_it_is_shown_is_refused_under_its_field(db: Session, name: str) -> None:
    pair = strangers(db)
    view = drawn(db, pair)
    view["state"]["values"]["own_0"] = {"answer": {"type": "plain_text_input", "value": name}}
    with pytest.raises(Invalid) as caught:
        read(db, pair, view)
    assert caught.value.errors == {"own_0": "That is longer than fits. Please make it shorter."}


def test_an_added_topic_stands_in_both_forms_and_its_name_is_taken(db: Session) -> None:
    pair = introduced(db)
    choose(db, pair, Role.LEADER, {"Sport": OFF})
    view = drawn(db, pair)
    (topic,) = rules.current(db, pair).added_topics
    block_id = f"level_own_{topic.id}"
    assert offered(view, block_id) == ["open", "ask", "off"]
    chosen = read(db, pair, drawn(db, pair, **{block_id: "ask"}))
    assert chosen.levels[topics.key_of(topic)] == ASK
    with pytest.raises(Invalid):
        read(db, pair, drawn(db, pair, own_0="SPORT"))


def test_a_name_that_the_partner_added_while_one_was_writing_is_taken_as_that_topic(db: Session) -> None:
    pair = introduced(db)
    view = drawn(db, pair, own_0="Sport", own_level_0="off")
    choose(db, pair, Role.LEADER, {"Sport": ASK})
    chosen = read(db, pair, view)
    assert not any(key.startswith(topics.OWN) for key in chosen.levels)
    topics.choose(db, pair, chosen, NOW)
    (topic,) = rules.current(db, pair).added_topics
    assert topics.standing(rules.current(db, pair))[topics.key_of(topic)] == OFF


def test_three_of_ones_own_are_as_many_as_fit_even_from_a_second_window(db: Session) -> None:
    pair = introduced(db)
    view = drawn(db, pair, own_0="Four", own_1="Five")
    choose(db, pair, Role.MENTOR, {"One": ASK, "Two": ASK})
    with pytest.raises(Invalid) as caught:
        read(db, pair, view)
    assert list(caught.value.errors) == ["own_1"]
    choose(db, pair, Role.MENTOR, {"Three": ASK})
    assert "'own_0'" not in str(drawn(db, pair))  # level_own_ and the id of a topic may hold it too


def test_a_topic_that_the_programme_closes_is_only_said(db: Session) -> None:
    pair = strangers(db)
    strict(db, pair, "health")
    view = drawn(db, pair)
    texts = [block["text"]["text"] for block in view["blocks"] if "text" in block]
    assert "*Health*\nOff limits in this programme." in texts
    assert "health" not in read(db, pair, view).levels
    assert topics.standing(rules.current(db, pair))["health"] == OFF


def strict(db: Session, pair: Pair, key: str) -> None:
    """The programme's own edition of the playbook, in which that topic is off limits."""
    line = next(line for line in CORE_6.splitlines() if f"key: {key}, side" in line)
    source = CORE_6.replace(line, line.replace('floor: "ask"', 'floor: "off"'))
    db.add(Edition(workspace_id=pair.workspace_id, name="core-6", version=1, source=source, loaded_at=NOW))
    db.flush()
    db.expire_all()


def test_the_longest_names_fit(db: Session) -> None:
    pair = introduced(db)
    for role in Role:
        choose(db, pair, role, {role[0] * 59 + str(number): OFF for number in range(3)})
        choose(db, pair, role, {})
    agreement = rules.current(db, pair)
    for language in ("en", "id"):
        fits(forms.draw_choosing(sheet(db, pair), language))
        fits(forms.draw_reading(agreement, Role.LEADER, language))
        fits(forms.draw_signing(agreement, Role.LEADER, language))


def test_a_form_of_another_kind_is_out_of_date() -> None:
    with pytest.raises(Refused, match="old_form"):
        forms.about_topics({"private_metadata": "{}"})
