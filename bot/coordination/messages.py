"""What organisers and everybody else are told about a programme as a whole."""

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock
from sqlalchemy.orm import Session

from bot.coordination.census import Census, Concern, Sessions
from bot.models import Letter, Person, Programme, Role, Stage
from bot.said import Said, aside, paragraph, with_help
from bot.wording import day, escape, language_of, mention, plural, translation, when

BAR = 12  # marks in the bar of sessions
MOST_NAMES = 10  # named in one line; the rest are counted, or six programmes would not fit into a message


def programme_closed(_db: Session, letter: Letter) -> Said | None:
    """Thanks, at the end; what each takes along is their own."""
    person, programme, enrolment = letter.person, letter.programme, letter.enrolment
    if person is None or programme is None or enrolment is None:
        return None
    language = language_of(person, programme)
    _ = translation(language)
    thanks = {
        Role.MENTOR: _(
            "Thank you for teaching. What leaders here understand a little better now, they understand because of you."
        ),
        Role.LEADER: _(
            "Thank you for learning in the open. It takes something to be the one who asks, and people notice."
        ),
    }
    blocks = [
        paragraph(_("*{name}* has closed.").format(name=escape(programme.name))),
        paragraph(thanks[Role(enrolment.role or Role.MENTOR)]),
        paragraph(
            _("You owe nobody anything now, and this programme sends no more messages. `/rm-me` shows what is kept.")
        ),
    ]
    return Said(with_help(blocks, language))


def organiser_added(_db: Session, letter: Letter) -> Said | None:
    """To somebody who has become an organiser."""
    if letter.person is None:
        return None
    language = language_of(letter.person)
    _ = translation(language)
    text = _("You are an organiser of mentoring programmes here now. `/rm-programme help` shows what you can do.")
    return Said(with_help([paragraph(text)], language))


def help_text(language: str) -> str:
    _ = translation(language)
    return _(
        "*What organisers can do*\n"
        "• `/rm-programme create` makes a new programme; nobody sees it yet\n"
        "• `/rm-programme open` lets people join with `/rm-join`\n"
        "• `/rm-programme review` shows who has joined: check manager and team, confirm each role\n"
        "• `/rm-programme match` proposes pairs: approve, swap or reject them\n"
        "• `/rm-programme start` introduces the pairs in which both said yes\n"
        "• `/rm-programme close` ends a programme and thanks everybody\n"
        "• `/rm-status` shows how it stands, only to you; `/rm-status share` puts the numbers into the channel\n"
        "With several programmes, put the name after the command. "
        "If nobody is an organiser yet, a workspace admin can begin with `/rm-programme claim`."
    )


def status(census: Census, organiser: Person) -> list[Block]:
    """How a programme stands, for an organiser's eyes: states, dates and pairs, never answers."""
    language = language_of(organiser, census.programme)
    _ = translation(language)
    blocks: list[Block] = [HeaderBlock(text=census.programme.name), paragraph(_in_numbers(census, language))]
    if open_ends := _open_ends(census, language):
        blocks.append(paragraph("\n".join(open_ends)))
    blocks.append(paragraph(_needs_a_person(census.concerns, language)))
    blocks.append(aside(_next_moment(census, organiser, language)))
    if census.letters_failed or census.letters_unsure:
        text = _("Messages: {failed} could not be delivered, {unsure} are being checked with Slack.")
        blocks.append(aside(text.format(failed=census.letters_failed, unsure=census.letters_unsure)))
    return blocks


def shared_status(census: Census, language: str) -> list[Block]:
    """The same in numbers without a name, for everybody in a channel."""
    return [HeaderBlock(text=census.programme.name), paragraph(_in_numbers(census, language))]


def nothing_yet(language: str) -> str:
    _ = translation(language)
    return _("There is no programme yet. `/rm-programme create` makes the first one.")


def no_part(language: str) -> str:
    _ = translation(language)
    return _("You take part in no programme just now. When one is open, `/rm-join` takes you in.")


def nothing_to_share(language: str) -> str:
    _ = translation(language)
    return _("Nothing is open yet, so there is nothing to share. `/rm-status` shows your drafts, only to you.")


def status_help(language: str) -> str:
    _ = translation(language)
    return _(
        "`/rm-status` shows where you stand, only to you.\n"
        "Organisers see how each programme stands: `/rm-status [programme]`, only for their eyes; "
        "`/rm-status share [programme]` puts the numbers, without a name, into the channel."
    )


def stacked(parts: list[list[Block]]) -> list[Block]:
    """One programme after the other, with a line between them."""
    blocks = list(parts[0])
    for part in parts[1:]:
        blocks += [DividerBlock(), *part]
    return blocks


def _in_numbers(census: Census, language: str) -> str:
    _ = translation(language)
    lines = [
        f"*{stage(census.programme, language)}*",
        _enrolled(census, language),
        _matched(census, language),
    ]
    if census.drafts:
        lines.append(_("Still joining: {number}").format(number=census.drafts))
    if census.programme.stage == Stage.RUNNING:
        signed = _("Agreements signed by both: {signed} of {pairs}")
        lines.append(signed.format(signed=census.signed, pairs=census.pairs))
    if census.programme.stage in (Stage.RUNNING, Stage.CLOSED):
        lines.append(_sessions(census.sessions, language))
    return "\n".join(lines)


def stage(programme: Programme, language: str) -> str:
    _ = translation(language)
    words = {
        Stage.DRAFT: _("A draft: nobody can join yet"),
        Stage.OPEN: _("Open for people to join"),
        Stage.MATCHING: _("Being matched"),
        Stage.RUNNING: _("Running until {day}"),
        Stage.CLOSED: _("Closed"),
    }
    return words[Stage(programme.stage)].format(day=day(programme.ends_on, language))


def _enrolled(census: Census, language: str) -> str:
    _, n_ = translation(language), plural(language)
    mentors = n_("{number} mentor", "{number} mentors", census.mentors).format(number=census.mentors)
    leaders = n_("{number} leader", "{number} leaders", census.leaders).format(number=census.leaders)
    return _("Enrolled: {number} ({mentors}, {leaders})").format(
        number=census.enrolled, mentors=mentors, leaders=leaders
    )


def _matched(census: Census, language: str) -> str:
    _, n_ = translation(language), plural(language)
    pairs = n_("{number} pair", "{number} pairs", census.pairs).format(number=census.pairs)
    line = _("Matched: {pairs}").format(pairs=pairs)
    if census.asked:
        asked = n_("{number} offer waits for an answer", "{number} offers wait for an answer", census.asked)
        line += " · " + asked.format(number=census.asked)
    if census.ended:
        ended = n_("{number} pair has ended", "{number} pairs have ended", census.ended)
        line += " · " + ended.format(number=census.ended)
    return line


def _sessions(sessions: Sessions, language: str) -> str:
    _ = translation(language)
    line = _("Sessions: {held} held · {due} due · {missed} missed").format(
        held=sessions.held, due=sessions.due, missed=sessions.missed
    )
    if sessions.unconfirmed:
        line += " · " + _("{number} unconfirmed").format(number=sessions.unconfirmed)
    if not sessions.total:
        return line
    of_all = _("{held} of {total}").format(held=sessions.held, total=sessions.total)
    return f"{line}\n`{_bar(sessions.held, sessions.total)}` {of_all}"


def _bar(held: int, total: int) -> str:
    """Full only when all were held, empty only when none was."""
    full = round(BAR * held / total)
    if 0 < held < total:
        full = min(max(full, 1), BAR - 1)
    return "█" * full + "░" * (BAR - full)


def _open_ends(census: Census, language: str) -> list[str]:
    """Who is without a partner, and who cannot be matched yet: a line each, where there is anybody."""
    _ = translation(language)
    lines = (
        (census.unmatched, _("Without a partner: {names}")),
        (census.unconfirmed, _("Their role waits for you: {names}. `/rm-programme review` confirms it.")),
        (census.incomplete, _("Something is still missing: {names}. `/rm-programme review` shows what.")),
    )
    return [text.format(names=names(people, language)) for people, text in lines if people]


def _needs_a_person(concerns: tuple[Concern, ...], language: str) -> str:
    _ = translation(language)
    if not concerns:
        return _("Needs a person: nobody just now.")
    reasons = {
        "cancelled_twice": _("two cancellations in a row"),
        "missed_twice": _("two sessions missed in a row"),
        "unsigned": _("waiting for signatures for two weeks"),
        "silent": _("no date in the diary for four weeks"),
    }
    lines = [f"• {' & '.join(mention(p) for p in c.people)}: {reasons[c.reason]}" for c in concerns[:MOST_NAMES]]
    if len(concerns) > MOST_NAMES:
        lines.append(_("… and {number} more").format(number=len(concerns) - MOST_NAMES))
    return "\n".join([_("*Needs a person:*"), *lines])


def _next_moment(census: Census, organiser: Person, language: str) -> str:
    _ = translation(language)
    meeting = census.following
    if meeting is None or meeting.starts_at is None:
        return _("Next moment: no session is in the diary.")
    return _("Next moment: session {number} of {mentor} and {leader}, {when}").format(
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
