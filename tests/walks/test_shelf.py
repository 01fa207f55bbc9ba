"""An organiser has a playbook sent, changes it, loads it, and is told on which line it is wrong."""

import pytest
from sqlalchemy import select

from bot.books import book_of
from bot.models import AuditEntry, Edition, Programme
from bot.playbooks import source_of
from sandbox import Person, Workspace
from sandbox.rehearsal import Rehearsal
from tests.shelf.books import own

pytestmark = pytest.mark.usefixtures("stage")
FIELD = "A playbook of your own, as a YAML file"


def load(person: Person, source: str | bytes, name: str = "ours.yaml") -> str:
    person.attaches(FIELD, name, source if isinstance(source, bytes) else source.encode())
    person.submits()
    return shown(person)


def shown(person: Person) -> str:
    assert person.modal is not None
    return person.modal.text


def test_a_playbook_is_sent_changed_and_loaded(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    orla.runs("/rm-programme playbook")
    assert "*Core six*  ·  `core-6`  ·  version 1" in shown(orla)
    orla.presses("Send me the file")
    assert "is on its way to you" in shown(orla)
    stage.waits()
    [file] = orla.dm[-1].files
    assert (file.name, file.bytes.decode()) == ("core-6.yaml", source_of("core-6"))
    assert "offers it from now on" in load(orla, own())
    orla.closes()
    orla.runs("/rm-programme playbook")
    assert "*Ours*" in shown(orla)
    assert "was there already, just like this" in load(orla, own())
    with stage.house.sessions() as db:
        assert [edition.source for edition in db.scalars(select(Edition))] == [own()]
        loaded = select(AuditEntry).where(AuditEntry.action == "playbook_loaded")
        assert len(db.scalars(loaded).all()) == 1
    assert ws.troubles == []


def test_each_fault_is_told_with_its_line_until_the_file_is_right(ws: Workspace) -> None:
    orla = ws.person("orla")
    orla.runs("/rm-programme playbook")
    assert "not readable as YAML" in load(orla, "id: [")
    text = load(orla, own().replace("moment: before_1h", "moment: full_moon").replace("minutes: 60", "minutes: 600"))
    assert "3 things in it are not as they should be" in text
    assert "minutes: must be at most 240" in text.replace("`", "").replace("*", "")
    assert "not known; choose one of: matched, before_48h" in text
    assert "larger than 200000 bytes" in load(orla, b"#" * 300_000)
    assert "offers it from now on" in load(orla, own())
    assert ws.troubles == []


def test_a_version_that_is_there_is_never_changed(ws: Workspace) -> None:
    orla = ws.person("orla")
    orla.runs("/rm-programme playbook")
    load(orla, own())
    orla.closes()
    orla.runs("/rm-programme playbook")
    load(orla, own(title="Other words"))
    assert orla.modal is not None
    assert "Please raise the `version`" in orla.modal.errors[FIELD]
    assert "offers it from now on" in load(orla, own(version=2, title="Other words"))
    assert ws.troubles == []


def test_one_of_our_names_is_not_taken(ws: Workspace) -> None:
    orla = ws.person("orla")
    orla.runs("/rm-programme playbook")
    load(orla, own(name="core-6", version=9))
    assert orla.modal is not None
    assert "is one of ours" in orla.modal.errors[FIELD]


def test_a_file_that_slack_does_not_hand_over_is_told_in_words(ws: Workspace) -> None:
    orla = ws.person("orla")
    orla.runs("/rm-programme playbook")
    orla.attaches(FIELD, "ours.yaml", own().encode())
    ws.uploads.held.clear()
    orla.submits()
    assert orla.modal is not None
    assert "Slack did not hand over the file" in orla.modal.errors[FIELD]


def test_a_running_programme_keeps_what_it_began_with_and_a_new_one_gets_the_newest(
    stage: Rehearsal, ws: Workspace
) -> None:
    orla = ws.person("orla")
    for version, name in ((1, "Spring"), (2, "Autumn")):
        orla.runs("/rm-programme playbook")
        load(orla, own(version=version, title=f"Ours {version}"))
        orla.closes()
        creates(orla, name, playbook=f"Ours {version}")
    creates(orla, "Plain", playbook="Core six")
    with stage.house.sessions() as db:
        books = {programme.name: book_of(programme).name.in_("en") for programme in db.scalars(select(Programme))}
        kept = {(edition.name, edition.version) for edition in db.scalars(select(Edition))}
    assert books == {"Spring": "Ours 1", "Autumn": "Ours 2", "Plain": "Core six"}
    assert kept == {("ours", 1), ("ours", 2), ("core-6", 1)}
    assert ws.troubles == []


def creates(orla: Person, name: str, *, playbook: str) -> None:
    orla.runs("/rm-programme create")
    orla.fills("Name", name)
    orla.chooses("Playbook", playbook)
    orla.chooses("People who help (two at least)", "hana", "hugo")
    orla.chooses("Sponsor", "sam")
    orla.submits()
    assert "is there as a draft" in shown(orla)
    orla.closes()


@pytest.mark.parametrize("person", ["ayu", "lena"])
def test_the_shelf_is_for_organisers(ws: Workspace, person: str) -> None:
    assert "That is for organisers" in ws.person(person).runs("/rm-programme playbook").text
    assert ws.person(person).modal is None
