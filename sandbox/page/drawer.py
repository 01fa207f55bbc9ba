"""Behind the scenes."""

from collections.abc import Callable

from markupsafe import Markup
from starlette.routing import Route

from sandbox.page.desk import Desk
from sandbox.people import Person

PARTS: dict[str, Callable[[Desk, Person], Markup]] = {}
ROUTES: list[Route] = []
