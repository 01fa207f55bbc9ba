"""Fetching a file that somebody put into a form: only from where Slack keeps files, and only a small one."""

import time
from email.message import Message
from http.client import HTTPException, HTTPResponse
from string import punctuation
from typing import IO
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.playbooks.source import MOST_BYTES

HOSTS = ("files.slack.com", "files.slack-gov.com")
LOOPBACK = ("127.0.0.1", "localhost")
SECONDS = 1.0
PIECE = 65_536


class NotFetched(Exception):
    """Slack did not hand the file over, or it is not Slack that was to be asked."""


class Straight(HTTPRedirectHandler):
    """A redirect leads to Slack's page for signing in: the token goes nowhere else."""

    def redirect_request(
        self, _req: Request, _fp: IO[bytes], _code: int, _msg: str, _headers: Message, _newurl: str
    ) -> Request | None:
        return None


def fetch(url: str, token: str, api_url: str) -> bytes:
    """At most a byte more than a playbook may have. An OSError where Slack does not answer within a second."""
    if not trusted(url, api_url):
        raise NotFetched
    late = time.monotonic() + SECONDS
    address = quote(url, safe=punctuation, errors="replace")  # a name of any letters, as HTTP takes it
    request = Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 (https, or loopback)
    try:
        with build_opener(Straight).open(request, timeout=SECONDS) as response:
            if response.headers.get_content_type() == "text/html":
                raise NotFetched
            return whole(response, late)
    except HTTPError as error:
        error.close()
        raise NotFetched from None
    except ConnectionError:  # Slack hung up: to be tried again, although the library calls it a bad answer as well
        raise
    except HTTPException:
        raise NotFetched from None


def trusted(url: str, api_url: str) -> bool:
    """Slack's own host for files; in a rehearsal on loopback, the very server that stands in for Slack."""
    try:
        asked, api = urlsplit(url), urlsplit(api_url)
    except ValueError:
        return False
    if api.hostname in LOOPBACK:
        return (asked.scheme, asked.netloc) == (api.scheme, api.netloc)
    return asked.scheme == "https" and asked.netloc in HOSTS


def whole(response: HTTPResponse, late: float) -> bytes:
    """A file that comes in drops is given up as one that does not come, and half a file is none."""
    content, promised = b"", response.length or 0
    while len(content) <= MOST_BYTES and (piece := response.read1(PIECE)):
        content += piece
        if time.monotonic() > late:
            raise TimeoutError
    if len(content) < min(promised, MOST_BYTES):
        raise ConnectionResetError
    return content[: MOST_BYTES + 1]
