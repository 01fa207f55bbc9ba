"""Whether an answer says something, in whatever script: a motivation of "n/a" starts a pair that stops."""

import re
import unicodedata
from enum import StrEnum

FEWEST_WORDS = 3
FEWEST_LETTERS = 6  # where words are written without spaces
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
# An answer made of these words alone says nothing.
PLACEHOLDERS = frozenset(
    {"a", "blank", "dunno", "empty", "foo", "bar", "idk", "ipsum", "lorem", "n", "na", "nil", "no", "none"}
    | {"nope", "nothing", "null", "ok", "placeholder", "same", "tba", "tbd", "test", "testing", "todo", "undefined"}
    | {"unknown", "whatever", "yes"}
    | {"belum", "kosong", "sama", "tes", "tidak", "ya"}
)
PLACEHOLDER_PHRASES = frozenset(
    {
        "as above",
        "i don't know",
        "i do not know",
        "i dont know",
        "i have no idea",
        "just a test",
        "no idea",
        "no idea yet",
        "not applicable",
        "nothing to say",
        "same as above",
        "same as before",
        "see above",
        "this is a test",
        "to be decided",
        "to be determined",
        "belum ada",
        "belum tahu",
        "hanya tes",
        "lihat di atas",
        "sama seperti di atas",
        "sama seperti sebelumnya",
        "saya tidak tahu",
        "tidak ada",
        "tidak ada apa apa",
        "tidak tahu",
    }
)


class Lack(StrEnum):
    """Why an answer does not say enough."""

    NO_WORDS = "no_words"  # nothing, or only signs, digits, emoji
    PLACEHOLDER = "placeholder"
    KEYBOARD = "keyboard"
    ONE_WORD = "one_word"
    REPEATED = "repeated"
    TOO_SHORT = "too_short"


def lack(text: str) -> Lack | None:
    """What the answer lacks; None: it says something."""
    words = words_of(text)
    if not words:
        return Lack.NO_WORDS
    if " ".join(words) in PLACEHOLDER_PHRASES or PLACEHOLDERS.issuperset(words):
        return Lack.PLACEHOLDER
    if all(noise(word) for word in words):
        return Lack.KEYBOARD
    return lack_of_unspaced(words) if any(map(unspaced, words)) else lack_of_words(words)


def words_of(text: str) -> list[str]:
    """Runs of letters with their marks, in lower case; what only joins or directs letters is left out."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    shown = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    marked = "".join(letter if is_letter(letter) else " " for letter in shown)
    return [word for word in (run.strip("'") for run in marked.split()) if word]


def is_letter(character: str) -> bool:
    return character == "'" or unicodedata.category(character)[0] in "LM"


def unspaced(word: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(UNSPACED) for letter in word)


def noise(word: str) -> bool:
    """One letter over and over, or a stretch of the keyboard in either direction."""
    if len(word) < 2 or unspaced(word):
        return False
    return len(set(word)) == 1 or (len(word) > 2 and any(word in row or word[::-1] in row for row in KEYBOARD_ROWS))


def lack_of_unspaced(words: list[str]) -> Lack | None:
    letters = re.sub(r"[\W\d_]", "", "".join(words))
    if len(letters) < FEWEST_LETTERS:
        return Lack.TOO_SHORT
    return Lack.REPEATED if len(set(letters)) < FEWEST_WORDS else None


def lack_of_words(words: list[str]) -> Lack | None:
    if len(words) == 1:
        return Lack.ONE_WORD
    if len(set(words)) == 1:
        return Lack.REPEATED
    return Lack.TOO_SHORT if len(words) < FEWEST_WORDS else None
