"""What we say under a field whose answer does not say enough: what is missing, in a friendly way."""

from bot.enrolment.substance import Lack, lack
from bot.wording import translation


def complaints(answers: dict[str, str], questions: dict[str, str], language: str) -> dict[str, str]:
    """By block id, for each answer that lacks something; `questions` ask on, in the reader's language."""
    lacking = {block: lack(answer) for block, answer in answers.items()}
    return {block: f"{opening(why, language)} {questions[block]}" for block, why in lacking.items() if why}


def opening(why: Lack, language: str) -> str:
    _ = translation(language)
    return {
        Lack.NO_WORDS: _("A few words would help here."),
        Lack.PLACEHOLDER: _("That does not say much yet."),
        Lack.KEYBOARD: _("That looks as if the keyboard was only being tried out."),
        Lack.ONE_WORD: _("One word is a start."),
        Lack.REPEATED: _("That is one and the same again."),
        Lack.TOO_SHORT: _("That is very short; one sentence is enough."),
    }[why]
