"""What we say when a rule says no."""

from collections.abc import Callable

from bot.errors import Refused
from bot.wording import translation

Words = Callable[[str], str]


def sentence(refused: Refused, language: str) -> str:
    """What happened and what to do, in the person's language."""
    _ = translation(language)
    sentences = {key: words for group in groups() for key, words in group(_).items()}
    return sentences[refused.reason].format(**refused.details)


def groups() -> tuple[Callable[[Words], dict[str, str]], ...]:
    return (
        on_people,
        on_joining,
        on_programmes,
        on_playbooks,
        on_offers,
        on_proposals,
        on_sessions,
        on_help,
        on_endings,
        on_commitments,
    )


def on_people(_: Words) -> dict[str, str]:
    return {
        "not_a_member": _(
            "Sorry, this programme is for full members of this workspace. "
            "If you think that includes you, please ask an organiser."
        ),
        "not_an_organiser": _("That is for organisers. `/rm-status` shows where you stand."),
        "not_your_pair": _("That belongs to somebody else's pair, so nothing was changed."),
        "programme_closed": _("This programme has closed in the meantime, so nothing was changed. Thank you!"),
        "pair_over": _("This pair has ended in the meantime, so nothing was changed."),
        "old_button": _("That button is out of date, so nothing was changed. App Home shows where you stand."),
        "old_form": _("That form is out of date, so nothing was changed. Please open it once more."),
        "nothing_to_pause": _("You take part in no programme just now, so there is nothing to pause."),
        "not_paused": _("You are not on a break, so nothing was changed."),
        "nothing_to_leave": _("You take part in no programme just now, so there is nothing to leave."),
        "words_deleted": _("What you wrote in this programme has been deleted by now, as promised when you joined."),
        "not_your_part": _("That belongs to a part in a programme that you do not have, so nothing was changed."),
    }


def on_joining(_: Words) -> dict[str, str]:
    return {
        "nothing_to_join": _(
            "Nothing is open to join just now. When an organiser opens the next programme, `/rm-join` takes you in."
        ),
        "too_late": _(
            "This programme has started already, so its pairs are made. "
            "When the next one opens, `/rm-join` takes you in."
        ),
        "not_your_answers": _("Those answers belong to somebody else, so nothing was changed."),
        "no_longer_joining": _("You are not in this programme any more. `/rm-join` starts afresh, whenever you like."),
        "joined_already": _("You have joined already, so nothing was changed. `/rm-join` shows your answers."),
        "steps_open": _("A step is still open, so you have not joined yet. `/rm-join` takes you to it."),
        "leave_instead": _("You have joined already. If you want to leave, `/rm-me leave` does it: no reason needed."),
        "role_in_use": _(
            "You are in a pair in this role, so it stays as it is for now. "
            "If it does not fit, please talk to one of the people who help: “I need help” names them."
        ),
    }


def on_programmes(_: Words) -> dict[str, str]:
    return {
        "organisers_exist": _("There are organisers already. Please ask one of them."),
        "not_an_admin": _("Only an admin of this workspace can become the first organiser."),
        "nobody_to_start": _(
            "No pair has said yes on both sides yet, so nothing was started. "
            "Offers that wait for an answer: {unanswered}."
        ),
        "no_programme": _("There is no programme yet. `/rm-programme create` makes one."),
        "no_such_programme": _("There is no programme of that name. These exist: {names}."),
        "which_programme": _("More than one programme would fit: {names}. Please put its name after the command."),
        "no_fitting_programme": _("None of these is at the right stage for that: {names}."),
        "programme_is_past": _(
            "“{name}” was to end before today, so it was not opened. `/rm-programme create` makes a new one."
        ),
        "programme_is_draft": _("“{name}” has not been opened yet. `/rm-programme open {name}` opens it."),
        "programme_is_open": _("“{name}” is open for people to join. `/rm-programme match {name}` comes next."),
        "programme_is_matching": _("“{name}” is being matched. `/rm-programme start {name}` comes next."),
        "programme_is_running": _("“{name}” is running already, so nothing was changed."),
        "programme_is_closed": _("“{name}” has closed, so nothing was changed."),
    }


def on_playbooks(_: Words) -> dict[str, str]:
    return {
        "playbook_is_ours": _("`{name}` is one of ours. Please give yours an `id` of its own, and load it again."),
        "playbook_is_older": _("Version {version} is there already. Please raise the `version`, and load it again."),
        "playbook_version_taken": _(
            "Version {version} is there already, with other words. Please raise the `version`, and load it again."
        ),
        "shelf_full": _("There is no room for another playbook. A new version of one that is there can still come."),
        "file_not_fetched": _(
            "Slack did not hand over the file. Please try once more. If it happens again, whoever runs the bot "
            "may have to give it the scope files:read: `python -m bot doctor` tells."
        ),
    }


def on_offers(_: Words) -> dict[str, str]:
    return {
        "offer_answered": _(
            "You have answered this one already, and your answer stands. "
            "If you have changed your mind, `/rm-me leave` or “I need help” are there for you."
        ),
        "offer_over": _("This offer is no longer open, so nothing was changed."),
    }


def on_proposals(_: Words) -> dict[str, str]:
    return {
        "proposals_changed": _(
            "The proposals have changed in the meantime, so nothing was done. "
            "`/rm-programme match` shows them as they are now."
        ),
        "role_paired": _("This person has a pair in that role, so the role stays. Nothing was changed."),
        "person_gone": _("This person is no longer in the programme, so nothing was changed."),
        "swap_line": _("These two are in one line of management, so nothing was changed."),
        "swap_team": _("These two are in the same team, so nothing was changed."),
        "swap_language": _("These two share no language, so nothing was changed."),
        "swap_apart": _("These two cannot be paired for a reason that is theirs, so nothing was changed."),
        "swap_twice": _("These two are proposed to each other already, so nothing was changed."),
        "swap_full": _("That mentor has no place free, and the two pairs cannot be exchanged. Nothing was changed."),
    }


def on_sessions(_: Words) -> dict[str, str]:
    return {
        "topics_first": _(
            "Your topics come first: “Our agreement” on App Home takes you to them. Nothing was signed yet."
        ),
        "agreement_first": _("Dates come once you have both signed your agreement. App Home takes you to it."),
        "leader_books": _("Your leader picks this date, so you do not have to chase. Once it stands, you may move it."),
        "session_over": _("That session is behind you already, so nothing was changed."),
        "date_changed": _("The date has changed in the meantime, so nothing was changed. Please look at it once more."),
        "too_soon": _("That time is past, or less than an hour away. Please pick a later one."),
        "on_a_break": _("One of you is on a break at that time. Please pick a day after it."),
        "after_the_programme": _("That is too long after the end of the programme. Please pick an earlier time."),
        "time_taken": _("One of you has another session at that time by now. Please pick another one."),
        "nothing_booked": _("There is no date in the diary just now, so nothing was changed."),
        "session_began": _("That session has begun already. We will ask you both afterwards whether you met."),
        "mentor_plans": _("The plan of a session is the mentor's to make, so nothing was changed."),
        "leader_asks": _("The questions before a session are the leader's to send, so nothing was changed."),
        "answer_about_an_old_date": _("That is about a date which no longer stands, so your answer was not counted."),
        "answered_by_both": _(
            "You have both answered, so this stays as it is. Something wrong? “I need help” is there."
        ),
        "not_yet": _("That session has not taken place yet, so there is nothing to answer."),
        "no_answer_yet": _("Please tell us first whether you met; then you can write your note."),
        "did_not_meet": _("You have not said that you met, so there is nothing to answer here."),
        "no_session_now": _(
            "That works from an hour before a session until four hours after it, so nothing was posted. "
            "Until then it is yours to say in your own words."
        ),
        "no_conversation_yet": _(
            "The two of you have no conversation with us yet, so nothing was posted. Please just say the word."
        ),
        "mentor_asks_for_person": _("That is the mentor's to say, so nothing was changed. “I need help” is there."),
    }


def on_help(_: Words) -> dict[str, str]:
    return {
        "nobody_to_write_to": _("Nobody is named who could get a note. Please ask whoever runs Slack where you work."),
        "not_your_note": _("That was written to somebody else, so it stays closed."),
        "note_looked_after": _("Somebody else who helps looks after this already, so it stays with them."),
        "date_again": _("There is a date again, or the pair has moved on, so no word is needed now. Thank you!"),
        "word_written": _("You have written your word already, and it is on its way."),
    }


def on_endings(_: Words) -> dict[str, str]:
    return {
        "leader_thanks": _("A thank-you is the leader's to write, so nothing was changed."),
        "partner_gone": _("Your partner no longer takes part here, so we cannot bring them anything. You still can."),
        "nothing_held": _("A certificate comes once you have had a session together. So far none is confirmed."),
    }


def on_commitments(_: Words) -> dict[str, str]:
    return {
        "leader_commits": _("A commitment is the leader's to write and to answer, so nothing was changed."),
        "commits_afterwards": _("What you will do is written down once the session has taken place."),
        "three_open": _(
            "Three commitments are open, which is plenty. "
            "“Our commitments” lets you mark one as done, moved or dropped first."
        ),
        "commitment_closed": _("That one is marked already, so nothing was changed."),
        "theme_too_early": _("A theme can be shared once a commitment is done, or after three sessions."),
        "theme_waits": _("One theme of yours waits for a yes already. The next one can follow after that."),
        "theme_answered": _("That theme has had its answer already, so nothing was changed."),
        "theme_of_yours": _("That theme waits for a yes from the other of you, so nothing was changed."),
        "no_board": _("A board belongs to a programme, and you take part in none just now."),
        "not_on_board": _("That theme is on no board that you could answer, so nothing was changed."),
        "leaders_answer": _("What was changed is for the programme's leaders to say, so nothing was changed."),
    }
