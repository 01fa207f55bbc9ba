"""Answers that say something, and answers that do not, in many scripts."""

import pytest

from bot.enrolment.substance import Lack, lack, words_of

EMPTY = ["", "   ", "-", "...", "?!", "12 345", "😀😀😀", "'''", "\u200b\u200f", "٣٤٥"]
PLACEHOLDERS = [
    *("n/a", "N/A", "na", "none", "None.", "test", "TEST test", "just a test", "idk", "I don't know", "I don’t know"),
    *(
        "same as above",
        "See above!",
        "no idea yet",
        "tbd",
        "lorem ipsum",
        "yes",
        "Ok",
        "tidak ada",
        "Tidak ada.",
        "belum",
    ),
    *("sama seperti di atas", "tidak tahu", "ya", "ｎ／ａ", "n.a."),
]
KEYBOARD = ["asdf", "asdf asdf", "qwerty uiop", "xxx", "xxx yyy zzz", "lkjh", "фыва", "aaaaaaaa", "asdf jkl qwe"]
ONE_WORD = ["Growth", "Bertumbuh", "नमस्ते", "نعم", "Weiterentwicklung"]
REPEATED = ["growth growth growth", "learn, learn, learn", "ああああああ", "哈哈哈哈哈哈"]
TOO_SHORT = ["learn AI", "belajar AI", "特になし", "学习", "ไทย", "see more"]
ENOUGH = [
    "I want to learn",
    "To be braver",
    "Saya ingin belajar",
    "Agar pimpinan paham pekerjaan kami",
    "若手の働き方を知りたい",
    "我想了解年轻人",
    "ผมอยากเรียนรู้",
    "أريد أن أتعلم من الشباب",
    "אני רוצה ללמוד",
    "मुझे सीखना है",
    "배우고 싶어요 정말",
    "Ich will es wissen, wer uns was wert ist",
    "AI 使い方を学ぶ",
    "None of the leaders has ever seen our queue",
    "I don't know how it works, and want to",
    "\u202eI want to learn\u202c",
]
CASES = [
    *((text, Lack.NO_WORDS) for text in EMPTY),
    *((text, Lack.PLACEHOLDER) for text in PLACEHOLDERS),
    *((text, Lack.KEYBOARD) for text in KEYBOARD),
    *((text, Lack.ONE_WORD) for text in ONE_WORD),
    *((text, Lack.REPEATED) for text in REPEATED),
    *((text, Lack.TOO_SHORT) for text in TOO_SHORT),
    *((text, None) for text in ENOUGH),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_answer_has_to_say_something(text: str, expected: Lack | None) -> None:
    assert lack(text) == expected


def test_the_longest_answer_is_judged_too() -> None:
    assert lack("x y z " * 500) is None
    assert lack("x" * 3000) == Lack.KEYBOARD


def test_marks_belong_to_their_letter() -> None:
    assert words_of("सीखना है") == ["सीखना", "है"]
    assert words_of("don’t 'quote' STOP") == ["don't", "quote", "stop"]
