"""The two statements that run for every letter: SQLAlchemy's own way would cost more than the database does."""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Engine, Executable, PoolProxiedConnection, Update, Uuid, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.compiler import SQLCompiler

from bot.bulk import plain
from bot.database import RESTED_SECONDS, Moment, end_turn, lives, wait_for_turn

Driver = Any  # sqlite3's or psycopg's own connection
Values = Mapping[str, Any]
Hits = tuple[list[bool], bool]

as_text = lru_cache(maxsize=64)(plain)  # the moments of a tick are often the same


class Prepared:
    """A statement, compiled once for one kind of database; SQLite has no moments and ids of its own."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 (what else an update compiles to)
        self._text = str(compiled)
        self._always: Mapping[str, Any] = compiled.params
        self._in_order = itemgetter(*compiled.positiontup) if compiled.positiontup else dict
        types = {name: bind.type for name, bind in compiled.binds.items()} if dialect.name == "sqlite" else {}
        self._moments = [name for name, type_ in types.items() if isinstance(type_, Moment)]
        self._ids = [name for name, type_ in types.items() if isinstance(type_, Uuid)]

    def run(self, driver: Driver, values: Values) -> Any:
        """The driver's cursor."""
        given = {**self._always, **values}
        for name in self._moments:
            given[name] = as_text(given[name])
        for name in self._ids:
            given[name] = given[name].hex
        return driver.execute(self._text, self._in_order(given))


class Line(ABC):
    """Settles and claims over one connection, which it keeps until it hangs up. For one thread."""

    def __init__(self, engine: Engine, settle: Update, claim: Update) -> None:
        self._engine = engine
        self._errors = engine.dialect.loaded_dbapi.Error
        self._settle, self._claim = Prepared(settle, engine.dialect), Prepared(claim, engine.dialect)
        self._held: PoolProxiedConnection | None = None
        self._used = float("-inf")

    def turn(self, settled: Sequence[Values], claimed: Values | None) -> Hits:
        """Which of those to be settled were as they should be, and whether the claim holds; all of it is committed."""
        held, done = None, False
        try:
            held = self._at_hand()
            hits = self._run(held, settled, claimed)
            done = True
        except self._errors as error:
            raise SQLAlchemyError(type(error).__name__) from error
        finally:
            self._held, self._used = held if done else None, time.monotonic()
            if held and not done:
                held.invalidate()  # closed, and with it whatever was not committed
        return hits

    def _at_hand(self) -> PoolProxiedConnection:
        """The one that is held, unless it has died while it rested; else another, which the pool asks."""
        held, self._held = self._held, None
        rested = time.monotonic() - self._used > RESTED_SECONDS
        if held and held.driver_connection and rested and not lives(self._engine, held.driver_connection):
            held.invalidate()
            held = None
        return held or self._take()

    def hang_up(self) -> None:
        """Gives the connection back, until the next turn."""
        if self._held:
            self._held.close()
            self._held = None

    def _take(self) -> PoolProxiedConnection:
        return self._engine.raw_connection()

    @abstractmethod
    def _run(self, held: PoolProxiedConnection, settled: Sequence[Values], claimed: Values | None) -> Hits: ...


class OnSQLite(Line):
    """All in one transaction: a commit costs as much as two statements."""

    def _run(self, held: PoolProxiedConnection, settled: Sequence[Values], claimed: Values | None) -> Hits:
        info = held.info
        driver: Driver = held.driver_connection
        wait_for_turn(info)
        try:
            driver.execute("BEGIN IMMEDIATE")
            hits = [self._settle.run(driver, values).rowcount == 1 for values in settled]
            hit = claimed is not None and self._claim.run(driver, claimed).rowcount == 1
            driver.commit()
        finally:
            end_turn(info)
        return hits, hit


class OnPostgreSQL(Line):
    """Each statement commits by itself; the last settlement and the claim are one, and so one way there and back."""

    def __init__(self, engine: Engine, settle: Update, claim: Update) -> None:
        super().__init__(engine, settle, claim)
        done = [update.returning(1).cte(name) for update, name in ((settle, "settled"), (claim, "claimed"))]
        counted = [select(func.count()).select_from(cte).scalar_subquery() for cte in done]
        self._both = Prepared(select(*counted), engine.dialect)

    def hang_up(self) -> None:
        if self._held:
            set_autocommit(self._held.driver_connection, on=False)
        super().hang_up()

    def _take(self) -> PoolProxiedConnection:
        held = super()._take()
        set_autocommit(held.driver_connection, on=True)
        return held

    def _run(self, held: PoolProxiedConnection, settled: Sequence[Values], claimed: Values | None) -> Hits:
        driver: Driver = held.driver_connection
        if not (settled and claimed):
            hits = [self._settle.run(driver, values).rowcount == 1 for values in settled]
            return hits, claimed is not None and self._claim.run(driver, claimed).rowcount == 1
        hits = [self._settle.run(driver, values).rowcount == 1 for values in settled[:-1]]
        last, hit = self._both.run(driver, {**settled[-1], **claimed}).fetchone()
        return [*hits, last == 1], hit == 1


def line(engine: Engine, settle: Update, claim: Update) -> Line:
    return (OnSQLite if engine.dialect.name == "sqlite" else OnPostgreSQL)(engine, settle, claim)


def set_autocommit(driver: Driver, *, on: bool) -> None:
    driver.autocommit = on
