"""A session that is in the diary: what comes before it, after it, and what one sees of it."""

from icalendar import Calendar
from playwright.sync_api import expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from sandbox.browser.tab import Tab
from tests.browser.conftest import Windows

LETTERS = 12  # to travel from a booked session to the check-in after it


def test_the_clock_travels_to_the_first_prompt_and_to_the_check_in(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tom, mark = opens("tom"), opens("mark")
    travels_until(tom, "Read the questions")
    expect(mark.messages.last.get_by_role("button", name="Send my questions")).to_be_visible()
    travels_until(tom, "We moved it")
    tom.presses("Yes")
    expect(tom.messages.last).to_contain_text("Thank you: you said that you met.")
    expect(mark.messages.last).to_contain_text("(edited)")  # Tom's answer redraws it: a press before that may be lost
    mark.presses("Yes")
    expect(mark.messages.last).to_contain_text("Thank you: you said that you met.")
    mark.runs("/rm-status")
    expect(mark.messages.last).to_contain_text("Only visible to you")
    orla = opens("orla")
    orla.runs("/rm-status")
    expect(orla.messages.last).to_contain_text("Sessions: 1 held")


def test_a_press_is_not_lost_when_its_message_is_drawn_anew_under_the_finger(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tom, mark = opens("tom"), opens("mark")
    travels_until(tom, "We moved it")
    tom.messages.get_by_role("button", name="Yes", exact=True).last.hover()
    tom.page.mouse.down()
    with tom.page.expect_response("**/now?*"):
        mark.presses("Yes")  # redraws Tom's question
    expect(mark.messages.last).to_contain_text("Thank you: you said that you met.")
    tom.page.mouse.up()
    expect(tom.messages.last).to_contain_text("Thank you: you said that you met.")


def test_a_calendar_file_downloads_as_what_it_is(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tab = opens("mark")
    tab.presses("Calendar file")
    link = tab.page.get_by_role("link").and_(tab.page.locator("[download$='.ics']"))
    with tab.page.expect_download() as download:
        link.click()
    assert tab.page.request.get(download.value.url).headers["content-type"].startswith("text/calendar")
    assert download.value.suggested_filename.endswith(".ics")
    event = Calendar.from_ical(download.value.path().read_bytes()).events[0]
    assert "Tom Hughes" in str(event["summary"])


def travels_until(tab: Tab, button: str) -> None:
    """Letter by letter: some are no longer worth sending when they fall due, and then nothing comes."""
    for _ in range(LETTERS):
        if tab.messages.get_by_role("button", name=button, exact=True).count():
            return
        tab.travels("To the next letter")
    raise AssertionError(f"after {LETTERS} letters nothing offers {button!r}")
