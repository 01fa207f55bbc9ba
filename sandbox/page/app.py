"""The page as an ASGI application."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.errors import NotOnScreen
from sandbox.page import calendar, doing, drawer, showing, tour
from sandbox.page.desk import Desk

STATIC = Path(__file__).parent / "static"
# Nothing is loaded from elsewhere, and no script runs but ours: whatever somebody types stays text.
POLICY = b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"


def page(desk: Desk) -> Starlette:
    static = Mount("/static", StaticFiles(directory=STATIC), name="static")
    routes = [*showing.ROUTES, *doing.ROUTES, *calendar.ROUTES, *drawer.ROUTES, *tour.ROUTES, static]
    app = Starlette(routes=routes, middleware=[Middleware(Guarded)], exception_handlers={NotOnScreen: not_there})
    app.state.desk = desk
    return app


def not_there(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 404)


class Guarded:
    """Adds the policy to each answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", POLICY),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await self.app(scope, receive, guarded)
