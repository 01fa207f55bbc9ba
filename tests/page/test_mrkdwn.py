"""What somebody wrote looks as it does in Slack, and never becomes markup of theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sandbox.page.mrkdwn import followed, mrkdwn, text_html
from tests.page.markup import parsed

NAMES = {"U0AYU": "Ayu Lestari", "U0EVIL": "<img src=x onerror=alert(1)>", "C0GENERAL": "general"}


def names(some_id: str) -> str:
    return NAMES.get(some_id, some_id)


def html(text: str) -> str:
    return str(mrkdwn(text, names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
        ("*bold and _both_*", "<strong>bold and <em>both</em></strong>"),
        ("say `a *b* c`", "say <code>a *b* c</code>"),
        ("```one\n*two*```", "<pre>one\n*two*</pre>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("* a list\n* as typed", "* a list<br>* as typed"),
        ("• one\n• two", "• one<br>• two"),
        ("&gt; first\n&gt; second\nthen", "<blockquote>first<br>second</blockquote>then"),
        ("> quoted *so*", "<blockquote>quoted <strong>so</strong></blockquote>"),
        ("*one\ntwo*", "*one<br>two*"),
        (
            "<@U0AYU> in <#C0GENERAL>",
            '<span class="mention">@Ayu Lestari</span> in <span class="mention">#general</span>',
        ),
        ("<!here>", '<span class="mention">@here</span>'),
        ("<!date^1^{date}|Monday>", "Monday"),
        ("*<@U0AYU>:*", '<strong><span class="mention">@Ayu Lestari</span>:</strong>'),
        ("Tom &amp; Ann &lt;3", "Tom &amp; Ann &lt;3"),
    ],
)
def test_text_is_marked_up_as_in_slack(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_link_opens_elsewhere_and_keeps_its_label() -> None:
    link = parsed(html("<https://example.com/?a=1&amp;b=2|the page>")).one("a")
    assert link.attributes["href"] == "https://example.com/?a=1&b=2"
    assert link.attributes["rel"] == "noopener noreferrer"
    assert link.text == "the page"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//example.com", " javascript:x", ""]
)
def test_only_web_and_mail_addresses_are_followed(address: str) -> None:
    assert followed(address) == ""
    assert parsed(html(f"<{address}|click>")).all("a") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<https://example.com|<b>x</b>>",
        '<https://example.com/"onmouseover="alert(1)|x>',
        "*<img src=x onerror=alert(1)>*",
        "`<img src=x>`",
        "```</pre><script>```",
        "<@U0EVIL>",
        "\ue0000\ue001 <https://example.com|x>",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    assert_harmless(html(text))


@given(st.text(alphabet=st.sampled_from("*_~`<>|&;\"'/ \n@#!:abhtpsU0\ue000\ue001"), max_size=60))
def test_whatever_is_typed_comes_out_well_formed_and_harmless(text: str) -> None:
    assert_harmless(html(text))


def test_plain_text_is_shown_letter_by_letter() -> None:
    assert text_html({"type": "plain_text", "text": "*a* &amp; <b>"}, names) == Markup("*a* &amp;amp; &lt;b&gt;")
    assert text_html(None, names) == ""


def assert_harmless(shown: str) -> None:
    """Only elements and attributes of ours, and links that a browser may follow."""
    for element in parsed(shown).all():
        assert element.tag in {"a", "span", "strong", "em", "s", "code", "pre", "blockquote", "br"}
        assert element.attributes.keys() <= {"href", "target", "rel", "class"}
        assert element.attributes.get("href", "http://").lower().startswith(("http://", "https://", "mailto:"))
