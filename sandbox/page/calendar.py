"""Still to come: the next letters, in the reader's own time."""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup
from starlette.routing import Route

from sandbox.page.desk import Desk
from sandbox.page.drawing import draw
from sandbox.page.faces import local
from sandbox.page.letters import in_words, still_to_come, to_whom
from sandbox.people import Person

AT_MOST = 20


def calendar(desk: Desk, person: Person) -> Markup:
    with desk.rehearsal.house.reading() as db:
        coming = [
            (letter.id.hex, letter.try_at, to_whom(desk.ws, letter), in_words(letter))
            for letter in db.scalars(still_to_come(AT_MOST))
        ]
    return draw("coming.html", person=person, coming=coming, short=short)


def short(person: Person, moment: datetime) -> str:
    """Where there is little room it breaks between the day and the time."""
    return f"{local(person, moment):%a\u00a0%-d\u00a0%b, %H:%M}"


PARTS: dict[str, Callable[[Desk, Person], Markup]] = {"calendar": calendar}
ROUTES: list[Route] = []
