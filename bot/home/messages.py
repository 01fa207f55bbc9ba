"""Where somebody stands, in words; the answer to what somebody writes to the bot."""

from datetime import datetime

from bot.actions import Act
from bot.home import conditions
from bot.home.rules import Standing, Together
from bot.models import Meeting, Pairing, Person, Role, Sitting
from bot.pairs import back_at
from bot.privacy.rules import paused as on_a_break
from bot.said import Said, button, buttons, paragraph, with_help
from bot.wording import day, day_of, language_of, mention, translation, when_for_both


def standing_text(standing: Standing, now: datetime) -> str:
    """A few lines of mrkdwn: where I stand and what is next. The programme's name is the caller's to say."""
    language = reader_language(standing)
    return "\n".join([state(standing, language), *(text for one in standing.pairs for text in pair_texts(one, now))])


def reader_language(standing: Standing) -> str:
    return language_of(standing.enrolment.person, standing.programme)


def state(standing: Standing, language: str) -> str:
    _ = translation(language)
    if standing.closed:
        return _("This programme has closed. Thank you for taking part!")
    if standing.draft:
        return " ".join([_("You have begun to join. Your steps:"), steps(standing, language)])
    lines = [f"{role_name(standing, language)} {waiting(standing, language)}".strip()]
    if not standing.running:
        lines.append(conditions.of_person(standing, language))
    if standing.paused and standing.enrolment.paused_until:
        text = _("You are on a break and back on {day}.")
        lines.insert(0, text.format(day=day(standing.enrolment.paused_until, language)))
    return "\n".join(lines)


def steps(standing: Standing, language: str) -> str:
    """✓ who sees what ○ role …"""
    _ = translation(language)
    names = {
        _("who sees what"): {"consent"},
        _("role"): {"role"},
        _("motivation"): {"motivation"},
        _("goals"): {"goals"},
        _("topics and languages"): {"topics", "languages"},
        _("work"): {"manager", "team", "capacity"},
    }
    return "  ".join(conditions.marked(name, done=keys.isdisjoint(standing.missing)) for name, keys in names.items())


def role_name(standing: Standing, language: str) -> str:
    _ = translation(language)
    names = {Role.MENTOR: _("You take part as a mentor."), Role.LEADER: _("You take part as a leader.")}
    return names[Role(standing.enrolment.role)] if standing.enrolment.role else _("You take part.")


def waiting(standing: Standing, language: str) -> str:
    """Why there is no partner yet; nothing where there is one."""
    _ = translation(language)
    if standing.pairs:
        return ""
    if standing.enrolment.left_out:
        return _("The last matching had no partner for you yet; you take part in the next one.")
    if standing.missing == ("role_confirmed",):
        return _("An organiser confirms your role, then partners are matched. There is nothing for you to do.")
    if standing.missing:
        return _("Something is still missing before you can be matched; “Review my answers” shows what.")
    return _("Partners are matched next. We write to you when somebody is found.")


def pair_texts(one: Together, now: datetime) -> list[str]:
    """Paragraphs; nothing for a pair whose programme has closed."""
    language = language_of(one.pair.enrolment(one.role).person, one.pair.programme)
    match one.pair.state:
        case Pairing.OFFERED:
            return [offered(one, language)]
        case Pairing.CONFIRMED:
            return [confirmed(one, language)]
        case _:
            lines = [partner_line(one, language), *away(one, now, language), session(one, now, language)]
            return [" ".join([*lines, *wish(one, language)]), conditions.of_pair(one)]


def offered(one: Together, language: str) -> str:
    _ = translation(language)
    text = _("{partner} could be your partner. Your yes or no is next.")
    if one.answered:
        text = _("You said yes to {partner}. We wait for the other answer.")
    return text.format(partner=mention(one.partner))


def confirmed(one: Together, language: str) -> str:
    _ = translation(language)
    text = _("You and {partner} both said yes. You are introduced when the programme starts, on {day}.")
    return text.format(partner=mention(one.partner), day=day(one.pair.programme.starts_on, language))


def partner_line(one: Together, language: str) -> str:
    _ = translation(language)
    return _("Your partner is {partner}.").format(partner=mention(one.partner))


def away(one: Together, now: datetime, language: str) -> list[str]:
    """The partner's break, of which they were told."""
    _ = translation(language)
    theirs = one.pair.enrolment(one.role.partner)
    if theirs.paused_until is None or not on_a_break(theirs, now):
        return []
    return [_("They are on a break and back on {day}.").format(day=day(theirs.paused_until, language))]


def wish(one: Together, language: str) -> list[str]:
    """What organisers see because the mentor said so."""
    _ = translation(language)
    text = _("You have asked for a conversation: organisers see your name, and not why.")
    return [text] if one.asked_for_person else []


def remembered(one: Together, language: str) -> str:
    _ = translation(language)
    return _("What you may take along from your sessions with {partner}:").format(partner=mention(one.partner))


def session(one: Together, now: datetime, language: str) -> str:
    """What is next: a date in both zones, or who picks one."""
    _ = translation(language)
    meeting = one.meeting
    if meeting is None:
        return _("All your sessions are done.")
    number = {"number": meeting.number, "total": one.pair.programme.meeting_count}
    if meeting.state == Sitting.BOOKED and meeting.starts_at:
        return booked(one, meeting, now, language)
    if not one.both_signed:
        return _("Session {number} of {total} can be booked once both have signed.").format(**number)
    aim = max(meeting.target_at, back_at(one.pair) or meeting.target_at)
    text = _("Session {number} of {total} has no date yet; aim for {day}.").format(
        **number, day=day_of(aim, one.pair.enrolment(one.role).person.zone, language)
    )
    return f"{text} {who_books(one, language)}"


def booked(one: Together, meeting: Meeting, now: datetime, language: str) -> str:
    _ = translation(language)
    me = one.pair.enrolment(one.role).person
    starts_at = meeting.starts_at or now
    text = _("Session {number} of {total}: {when}.")
    if starts_at <= now:
        text = _(
            "Session {number} of {total} was planned for {when}. We ask each of you in your messages whether you met."
        )
    when = when_for_both(starts_at, me, one.partner, language)
    return text.format(number=meeting.number, total=one.pair.programme.meeting_count, when=when)


def who_books(one: Together, language: str) -> str:
    _ = translation(language)
    if one.role == Role.LEADER:
        return _("You pick the time.")
    return _("{partner} picks the time; you do not have to chase.").format(partner=mention(one.partner))


def introduction(language: str) -> str:
    """What this is, to somebody who has no part in it yet."""
    _ = translation(language)
    return _(
        "Here a junior colleague mentors a senior leader: about what leaders seldom get to see. Both join because they "
        "want to, with a goal of their own and an agreement on what stays in the room. Joining takes about ten "
        "minutes, and you can leave at any time without giving a reason."
    )


def written_to(person: Person, *, joined: bool) -> Said:
    """The answer to a direct message: nothing of it is kept, and nobody reads it."""
    language = language_of(person)
    _ = translation(language)
    text = _(
        "Hello! This is a bot: nobody reads what you write here, and none of it is kept. What you can do stands on "
        "the *Home* tab above. These always work: `/rm-join` (join, or change your answers), `/rm-status` (where you "
        "stand), `/rm-me` (take a break, leave, see your data)."
    )
    rows = [] if joined else [buttons(button(_("Join"), Act.JOIN, style="primary"))]
    return Said(with_help([paragraph(text), *rows], language))
