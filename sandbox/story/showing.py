"""What was to be seen in the story: by whom, in their own language, and by nobody else."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.catalogues import LANGUAGES
from bot.playbooks import Moment, Role, load
from bot.wording import plural, translation
from sandbox.journal import Entry
from sandbox.story import choosing, ending, helping
from sandbox.story.cast import CAST
from sandbox.story.private import HELP
from sandbox.story.telling import COACHED, OFFERED_HELP

Words = Callable[[str], str]
SPOKEN = {one.handle: one.locale[:2] for one in CAST}
GAPS = re.compile(r"\{\w*\}|\n")
MENTORS = ("ayu", "budi", "tom", "arjun")  # whose pair goes on to the end
LEADERS = ("bambang", "lena", "mark", "priya")


@dataclass(frozen=True)
class Sight:
    """Something that these people were to see, and nobody else; `language`: where it is not each one's own."""

    what: str
    words: Words
    readers: tuple[str, ...]
    language: str | None = None

    @property
    def phrases(self) -> dict[str, str]:
        """What to look for, in each language."""
        return {language: self.words(language) for language in LANGUAGES}

    def spoken_by(self, reader: str) -> str:
        return self.language or SPOKEN.get(reader, "en")


def says(sentence: str) -> Words:
    """The longest part of a sentence of the bot in which nothing is filled in."""
    return lambda language: longest_part(translation(language)(sentence))


def counts(one: str, many: str) -> Words:
    """The same of a sentence that is said of one thing."""
    return lambda language: longest_part(plural(language)(one, many, 1))


def advises(moment: Moment, role: Role) -> Words:
    """The same of the playbook's words."""
    return lambda language: longest_part(load().nudge(moment, role).in_(language))


def types(words: str) -> Words:
    """What a person wrote is the same in every language."""
    return lambda _language: words


def spends(form: str) -> Words:
    """As the preparation begins where the two do not talk as usual."""
    told = "*This time: {form}.* {task}"
    return lambda language: translation(language)(told).format(form=load().form(form).name.in_(language), task="")


def supervision(number: int) -> Words:
    return lambda language: longest_part(load().supervision[number].text.in_(language))


def longest_part(text: str) -> str:
    return max((part.strip() for part in GAPS.split(text)), key=len)


def unseen(entries: Iterable[Entry]) -> Iterator[str]:
    """Each sight that somebody missed, or that somebody else had."""
    texts = [(reader, entry.text) for entry in entries for reader in entry.people]
    for sight in SIGHTS:
        phrases = sight.phrases
        seen = {(reader, code) for reader, text in texts for code, words in phrases.items() if words in text}
        missed = [reader for reader in sight.readers if (reader, sight.spoken_by(reader)) not in seen]
        strangers = {reader for reader, _code in seen} - set(sight.readers)
        yield from (f"{reader} did not see {sight.what}" for reader in missed)
        yield from (f"{reader} saw {sight.what}" for reader in sorted(strangers))


def shows(text: str, sight: Sight) -> bool:
    """In any language."""
    return any(words in text for words in sight.phrases.values())


def alike(entries: Iterable[Entry]) -> Iterator[str]:
    """Both hear of a stricter topic in the same words, neutral as to whose hand it was."""
    told = [entry for entry in entries if entry.kind == "message" and shows(entry.text, STRICTER)]
    if len({entry.text for entry in told}) > len({SPOKEN[entry.people[0]] for entry in told}):
        yield "the two were told of a stricter topic in different words"


def own_choices(entries: Iterable[Entry]) -> Iterator[str]:
    """Each one's form holds what they chose themselves, and not what the two of them see."""
    forms = {entry.people[0]: entry.text for entry in entries if is_choosing(entry)}
    for handle, (key, level) in CHOSEN.items():
        line = f"{choosing.topic(key, SPOKEN[handle])}: {translation(SPOKEN[handle])(level)}"
        if line not in forms.get(handle, "").splitlines():
            yield f"{handle} does not find {line!r} in their own topics"


def is_choosing(entry: Entry) -> bool:
    titles = [translation(language)("My topics") for language in LANGUAGES]
    return entry.kind == "modal opened" and entry.text.partition("\n")[0] in titles


BOTH_GO_ON = (
    "You both want to go on, {partner} and you. From here on it is yours: the two of you arrange it, as often and "
    "as long as it is good for both. The programme ends as planned, and with it our messages about your sessions."
)
THE_WORD = "*{word}*: your word for when the roles slip. No harm done; it is what the word is for."
CIRCLE = (
    "*{people}: you are mentors in “{programme}”, and this conversation is yours.*\n"
    "Only mentors are in here: no leader and no organiser reads along, and neither can we. "
    "We only leave you a message now and then."
)
TALKS = (MENTORS, MENTORS, MENTORS)
# One each of what they made stricter, and of what the other did.
CHOSEN = {
    "budi": ("health", "Off limits"),
    "lena": ("health", "Ask first"),
    "ayu": ("family", "Off limits"),
    "bambang": ("family", "Ask first"),
}
STRICTER = Sight(
    "that a topic is stricter",
    counts(
        "One line of your agreement is stricter now: {lines}. It holds at once, and nobody has to explain.",
        "Some lines of your agreement are stricter now: {lines}. They hold at once, and nobody has to explain.",
    ),
    ("budi", "lena"),
)
SIGHTS = (
    STRICTER,
    Sight("coaching as a leader", advises(Moment.DRIFT_TWICE, Role.LEADER), COACHED),
    Sight("coaching as a mentor", advises(Moment.DRIFT_TWICE, Role.MENTOR), ()),
    Sight("the ways out after a heavy session", advises(Moment.FELT_HEAVY, Role.MENTOR), (OFFERED_HELP,)),
    Sight("the offer of somebody to talk to", advises(Moment.HEAVY_TWICE, Role.MENTOR), (OFFERED_HELP,)),
    Sight(
        "what an organiser sees of a yes",
        says("Thank you for saying so. An organiser sees only that you would welcome a conversation, not why."),
        (OFFERED_HELP,),
    ),
    Sight("who needs a person", types("would welcome a conversation, just the two of you"), ("orla",)),
    Sight("two cancellations as a leader", advises(Moment.LEADER_CANCELLED_TWICE, Role.LEADER), ("mark",)),
    Sight("two cancellations as a mentor", advises(Moment.LEADER_CANCELLED_TWICE, Role.MENTOR), ("tom",)),
    Sight("the question for a word", says("Your word is on its way to {leader}. Thank you!"), ("sam",)),
    Sight("that a word waits", says("{sponsor} has written you a word."), ("mark",)),
    Sight("the sponsor's word", types(helping.WORD), ("sam", "mark")),
    Sight(
        "a commitment that is done",
        says("Done, as you said. {mentor} sees it in your list. Thank you for keeping your word."),
        ("lena", "mark"),
    ),
    Sight(
        "a commitment that is dropped",
        says("Dropped, and said so: that is fine. {mentor} sees it in your list."),
        ("bambang",),
    ),
    Sight("the list of commitments", says("Dropped; it was for {date}"), ("ayu", "bambang")),
    Sight(
        "the question for a theme",
        says(
            "{partner} would like to share one line that you two have learned with the whole programme, without names. "
            "It waits for your yes."
        ),
        ("ayu", "budi", "tom"),
    ),
    Sight(
        "that a note waits",
        says("{author} has written a note to you, as somebody who helps in *{programme}*: {when}."),
        HELP,
    ),
    Sight("the note", types("Sesi itu berat bagi saya."), ("ayu", *HELP)),
    Sight(
        "that the second contact has the note",
        says(
            "Nobody has answered your note yet, so {contact} has it as well now. "
            "You can also write to {people} directly."
        ),
        ("ayu",),
    ),
    Sight(
        "that somebody looks after the note",
        says("{contact} looks after your note and will write to you."),
        ("ayu",),
    ),
    Sight("the way half-way as a mentor", advises(Moment.MIDPOINT, Role.MENTOR), MENTORS),
    Sight("the way half-way as a leader", advises(Moment.MIDPOINT, Role.LEADER), LEADERS),
    Sight("the end as a mentor", advises(Moment.CLOSING, Role.MENTOR), MENTORS),
    Sight("the end as a leader", advises(Moment.CLOSING, Role.LEADER), LEADERS),
    Sight("their goals, rated anew", says("Kept, for your eyes only."), MENTORS + LEADERS),
    Sight("Lena's thank-you", types("You showed me what my forms cost."), ("lena", "budi")),
    Sight("Bambang's thank-you", types("sekarang saya menyimak dulu."), ("bambang", "ayu")),
    Sight("a certificate", says("Your certificate, with thanks for the time you gave."), ending.TAKE_CERTIFICATE),
    Sight("that both go on", says(BOTH_GO_ON), ending.GO_ON),
    Sight("that the roles come back", advises(Moment.ROLES_BACK, Role.LEADER), ("ayu", "bambang", "budi", "lena")),
    Sight("the word", says(THE_WORD), ("ayu", "bambang", "budi", "lena")),
    Sight("that mentors have a conversation of their own", says(CIRCLE), (*MENTORS, "nia"), "en"),
    *(Sight(f"talk {number} over", supervision(number), who, "en") for number, who in enumerate(TALKS)),
    Sight("shadowing in the plan", spends("shadowing"), ("arjun", "priya")),
)
