"""Slack's mrkdwn as HTML: nothing that somebody typed comes out as markup of theirs."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from sandbox.errors import Json
from sandbox.rendering import Names, shown

WHOLE = re.compile(r"```(?P<block>.+?)```|`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>", re.DOTALL)
MARKS = re.compile(r"(?<![\w*_~])([*_~])(?=[^\s*_~])([^\n]*?[^\s\n])\1(?![\w*_~])")
TAGS = {"*": "strong", "_": "em", "~": "s"}
KEPT = re.compile("\ue000(\\d+)\ue001")  # where a piece stands that no mark may reach into
QUOTE = "&gt;"
FOLLOWED = ("http://", "https://", "mailto:")


def mrkdwn(text: str, names: Names) -> Markup:
    """Bold, italic, strike, code, quotes, links and mentions; lists stay as they are typed."""
    kept: list[Markup] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(_piece(match, names))
        return f"\ue000{len(kept) - 1}\ue001"

    rest = WHOLE.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    lines = str(escape(_plain(rest))).split("\n")
    html = "".join(_paragraphs(lines))
    return Markup(KEPT.sub(lambda match: kept[int(match[1])], html))  # noqa: S704 - each part is escaped above


def text_html(text: Json | None, names: Names) -> Markup:
    """A text object of Block Kit; plain_text letter by letter."""
    if not text:
        return Markup("")
    return mrkdwn(text["text"], names) if text["type"] == "mrkdwn" else escape(text["text"])


def followed(address: str) -> str:
    """The address if a browser may follow it, else nothing: no script hides behind a link."""
    return address if address.lower().startswith(FOLLOWED) else ""


def _piece(match: re.Match[str], names: Names) -> Markup:
    if match["block"]:
        return Markup("<pre>{}</pre>").format(_plain(match["block"]).strip("\n"))
    if match["code"]:
        return Markup("<code>{}</code>").format(_plain(match["code"]))
    return _token(match["token"], names)


def _token(token: str, names: Names) -> Markup:
    label = shown(f"<{token}>", names)
    address = followed(_plain(token.partition("|")[0]))
    if address:
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, label)
    if token[0] in "@#!" and not token.startswith("!date^"):
        return Markup('<span class="mention">{}</span>').format(label)
    return escape(label)


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines that begin with > are one quotation."""
    for quoted, group in groupby(lines, key=lambda line: line.startswith(QUOTE)):
        if quoted:
            said = "<br>".join(_marked(line.removeprefix(QUOTE).lstrip()) for line in group)
            yield f"<blockquote>{said}</blockquote>"
        else:
            yield "<br>".join(_marked(line) for line in group)


def _marked(text: str) -> str:
    return MARKS.sub(lambda match: f"<{TAGS[match[1]]}>{_marked(match[2])}</{TAGS[match[1]]}>", text)
