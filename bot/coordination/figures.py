"""How a programme stands, drawn: for its organisers with names, for a channel in numbers alone."""

from babel.lists import format_list
from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock

from bot.coordination import bands
from bot.coordination.census import Census, Commitments, Sessions
from bot.coordination.concerns import NEEDS_PERSON, Concern
from bot.coordination.rounds import LASTING, ROLES_HELD, answered_by
from bot.models import Person, Programme, Stage
from bot.said import aside, paragraph
from bot.wording import day, day_of, language_of, mention, plural, translation, when

BAR = 12  # marks in the bar of sessions
MOST_NAMES = 10  # named in one line; the rest are counted, or six programmes would not fit into a message


def status(census: Census, organiser: Person) -> list[Block]:
    """How a programme stands, for an organiser's eyes: states, dates and pairs, never answers."""
    language = language_of(organiser, census.programme)
    _ = translation(language)
    blocks = [*shared_status(census, language)]
    if census.commitments:
        blocks.append(paragraph(commitments_in_numbers(census.commitments, language)))
    blocks += [*to_do(census, organiser, language), *still_to_come(census, language)]
    if census.letters_failed or census.letters_unsure:
        text = _("Messages: {failed} could not be delivered, {unsure} are being checked with Slack.")
        blocks.append(aside(text.format(failed=census.letters_failed, unsure=census.letters_unsure)))
    if census.failures:
        reasons = format_list([f"{reason} ({number})" for reason, number in census.failures.items()], locale=language)
        blocks.append(aside(_("Not delivered because of: {reasons}").format(reasons=reasons)))
    return blocks


def shared_status(census: Census, language: str) -> list[Block]:
    """The same in numbers without a name, for everybody in a channel."""
    return [HeaderBlock(text=census.programme.name), paragraph(in_numbers(census, language))]


def to_do(census: Census, organiser: Person, language: str) -> list[Block]:
    """What is still open; nothing is once the programme has closed."""
    if census.programme.stage == Stage.CLOSED:
        return []
    lines = open_ends(census, language)
    return [
        *([paragraph("\n".join(lines))] if lines else []),
        paragraph(needs_help(readable(census.concerns, organiser), language)),
        aside(next_moment(census, organiser, language)),
    ]


def still_to_come(census: Census, language: str) -> list[Block]:
    """When a closed programme shows the last of its figures."""
    if ROLES_HELD not in census.published or LASTING in census.published:
        return []
    _ = translation(language)
    text = _("Three months after the close everybody is asked what has lasted; the figure stands here from {day} on.")
    programme = census.programme
    return [aside(text.format(day=day_of(answered_by(programme), programme.zone, language)))]


def readable(concerns: tuple[Concern, ...], organiser: Person) -> tuple[Concern, ...]:
    """Without what a mentor has not said to this organiser, who is their partner."""
    return tuple(concern for concern in concerns if concern.hidden_from != organiser.id)


def stacked(parts: list[list[Block]]) -> list[Block]:
    """One programme after the other, with a line between them."""
    blocks = list(parts[0])
    for part in parts[1:]:
        blocks += [DividerBlock(), *part]
    return blocks


def in_numbers(census: Census, language: str) -> str:
    _ = translation(language)
    lines = [
        f"*{stage(census.programme, language)}*",
        enrolled(census, language),
        matched(census, language),
    ]
    if census.drafts:
        lines.append(_("Still joining: {number}").format(number=census.drafts))
    if census.programme.stage == Stage.RUNNING:
        signed = _("Agreements signed by both: {signed} of {pairs}")
        lines.append(signed.format(signed=census.signed, pairs=census.pairs))
    if census.programme.stage in (Stage.RUNNING, Stage.CLOSED):
        lines.append(sessions_in_numbers(census.sessions, language))
    lines += bands.lines(census.published, language)
    return "\n".join(lines)


def stage(programme: Programme, language: str) -> str:
    _ = translation(language)
    words = {
        Stage.DRAFT: _("A draft: nobody can join yet"),
        Stage.OPEN: _("Open for people to join"),
        Stage.MATCHING: _("Being matched"),
        Stage.RUNNING: _("Running, planned until {day}"),
        Stage.CLOSED: _("Closed"),
    }
    return words[Stage(programme.stage)].format(day=day(programme.ends_on, language))


def enrolled(census: Census, language: str) -> str:
    _, n_ = translation(language), plural(language)
    mentors = n_("{number} mentor", "{number} mentors", census.mentors).format(number=census.mentors)
    leaders = n_("{number} leader", "{number} leaders", census.leaders).format(number=census.leaders)
    return _("Enrolled: {number} ({mentors}, {leaders})").format(
        number=census.enrolled, mentors=mentors, leaders=leaders
    )


def matched(census: Census, language: str) -> str:
    _, n_ = translation(language), plural(language)
    if census.programme.stage == Stage.CLOSED:
        return n_("{number} pair took part", "{number} pairs took part", census.ended).format(number=census.ended)
    pairs = n_("{number} pair", "{number} pairs", census.pairs).format(number=census.pairs)
    line = _("Matched: {pairs}").format(pairs=pairs)
    if census.asked:
        asked = n_("{number} offer waits for an answer", "{number} offers wait for an answer", census.asked)
        line += " · " + asked.format(number=census.asked)
    if census.ended:
        ended = n_("{number} pair has ended", "{number} pairs have ended", census.ended)
        line += " · " + ended.format(number=census.ended)
    return line


def sessions_in_numbers(sessions: Sessions, language: str) -> str:
    _ = translation(language)
    line = _("Sessions: {held} held · {due} due · {missed} missed").format(
        held=sessions.held, due=sessions.due, missed=sessions.missed
    )
    if sessions.unconfirmed:
        line += " · " + _("{number} unconfirmed").format(number=sessions.unconfirmed)
    if not sessions.total:
        return line
    of_all = _("{held} of {total}").format(held=sessions.held, total=sessions.total)
    return f"{line}\n`{bar(sessions.held, sessions.total)}` {of_all}"


def commitments_in_numbers(commitments: Commitments, language: str) -> str:
    _ = translation(language)
    text = _("Commitments of all pairs: {done} done · {open} open · {dropped} dropped")
    return text.format(done=commitments.done, open=commitments.open, dropped=commitments.dropped)


def bar(held: int, total: int) -> str:
    """Full only when all were held, empty only when none was."""
    full = round(BAR * held / total)
    if 0 < held < total:
        full = min(max(full, 1), BAR - 1)
    return "█" * full + "░" * (BAR - full)


def open_ends(census: Census, language: str) -> list[str]:
    """Who is without a partner, and who cannot be matched yet: a line each, where there is anybody."""
    _ = translation(language)
    lines = (
        (census.unmatched, _("Without a partner: {names}")),
        (census.unconfirmed, _("Their role waits for you: {names}. `/rm-programme review` confirms it.")),
        (census.incomplete, _("Something is still missing: {names}. `/rm-programme review` shows what.")),
    )
    return [text.format(names=names(people, language)) for people, text in lines if people]


def needs_help(concerns: tuple[Concern, ...], language: str) -> str:
    _ = translation(language)
    if not concerns:
        return _("Needs your help: nobody just now.")
    reasons = {
        "cancelled_twice": _("two cancellations in a row"),
        "missed_twice": _("two sessions missed in a row"),
        "unsigned": _("waiting for signatures for two weeks"),
        "silent": _("no date in the diary for four weeks"),
        NEEDS_PERSON: _("would welcome a conversation, just the two of you; we do not ask why"),
    }
    lines = [f"• {' & '.join(mention(p) for p in c.people)}: {reasons[c.reason]}" for c in concerns[:MOST_NAMES]]
    if len(concerns) > MOST_NAMES:
        lines.append(_("… and {number} more").format(number=len(concerns) - MOST_NAMES))
    return "\n".join([_("*Needs your help:*"), *lines])


def next_moment(census: Census, organiser: Person, language: str) -> str:
    _ = translation(language)
    meeting = census.following
    if meeting is None or meeting.starts_at is None:
        return _("Next: no session is in the diary.")
    return _("Next: session {number} of {mentor} and {leader}, {when}").format(
        number=meeting.number,
        mentor=mention(meeting.pair.mentor.person),
        leader=mention(meeting.pair.leader.person),
        when=when(meeting.starts_at, organiser.zone, language),
    )


def names(people: tuple[Person, ...], language: str) -> str:
    _ = translation(language)
    shown = ", ".join(mention(person) for person in people[:MOST_NAMES])
    more = len(people) - MOST_NAMES
    return shown if more <= 0 else _("{names} and {number} more").format(names=shown, number=more)
