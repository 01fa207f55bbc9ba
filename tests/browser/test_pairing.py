"""From two people who have joined to a signed agreement."""

from playwright.sync_api import expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from sandbox.browser.tab import Tab
from tests.browser.conftest import Windows


def test_an_organiser_approves_the_matches_and_both_say_yes(demo: Demo, opens: Windows) -> None:
    stage.joined(demo.story)
    orla, tom, mark = opens("orla"), opens("tom"), opens("mark")
    orla.runs("/rm-programme review")
    expect(orla.dialog).to_contain_text("0 of 2 are ready to be matched.")
    orla.submits()
    expect(orla.dialog).not_to_contain_text("0 of 2 are ready")
    orla.closes()
    orla.runs("/rm-programme match")
    expect(orla.dialog).to_contain_text("Mark Ellis learns from @Tom Hughes")
    orla.presses("Approve these")
    expect(orla.dialog.get_by_role("button", name="Approve these")).to_have_count(0)
    orla.closes()
    tom.presses("Yes, gladly")
    expect(tom.messages.last).to_contain_text("We wait for the other answer.")
    mark.presses("Yes, gladly")
    expect(mark.messages.last).to_contain_text("You and @Tom Hughes are both in.")
    expect(tom.messages.last).to_contain_text("You and @Mark Ellis are both in.")
    orla.runs("/rm-programme start")
    tom.link("Mark Ellis").click()
    expect(tom.messages.last).to_contain_text("@Tom Hughes, meet @Mark Ellis.")


def test_both_sign_and_the_leader_books_the_first_session(demo: Demo, opens: Windows) -> None:
    stage.introduced(demo.story)
    tom, mark = opens("tom"), opens("mark")
    reads_and_confirms(tom)
    tom.fills("Which word or sign says", "Pineapple")
    tom.fills("Where do you meet", "The small café round the corner")
    signs(tom)
    expect(tom.messages.last).to_contain_text("You have signed your agreement.")
    reads_and_confirms(mark)
    expect(mark.field("Which word or sign says")).to_have_value("Pineapple")
    signs(mark)
    expect(mark.messages.filter(has_text="You have both signed your agreement.")).to_have_count(1)
    mark.presses("Monday 9 March, 10:00 (London)")
    expect(mark.messages.last).to_contain_text("Session 1 of 6 with @Tom Hughes is in the diary")


def reads_and_confirms(tab: Tab) -> None:
    tab.presses("Read and sign")
    expect(tab.dialog).to_have_accessible_name("My topics")
    tab.submits()
    expect(tab.dialog).to_have_accessible_name("Our agreement")
    for box in tab.dialog.get_by_role("checkbox").all():
        box.check()


def signs(tab: Tab) -> None:
    tab.submits()
    expect(tab.dialog.get_by_role("button", name="Sign")).to_have_count(0)
    tab.closes()
