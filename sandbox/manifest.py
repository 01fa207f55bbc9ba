"""The app's manifest: which commands, events, scopes and tabs the workspace grants it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.errors import Json, SlackError


@dataclass(frozen=True)
class Manifest:
    raw: Json

    @classmethod
    def read(cls, source: str | Path | Json) -> "Manifest":
        if isinstance(source, dict):
            return cls(source)
        return cls(yaml.safe_load(Path(source).read_text(encoding="utf-8")))

    def _at(self, *path: str) -> Any:
        found: Any = self.raw
        for name in path:
            found = (found or {}).get(name)
        return found

    @property
    def scopes(self) -> list[str]:
        return list(self._at("oauth_config", "scopes", "bot") or [])

    @property
    def commands(self) -> dict[str, Json]:
        return {entry["command"]: entry for entry in self._at("features", "slash_commands") or []}

    @property
    def events(self) -> list[str]:
        return list(self._at("settings", "event_subscriptions", "bot_events") or [])

    @property
    def interactive(self) -> bool:
        return bool(self._at("settings", "interactivity", "is_enabled"))

    @property
    def app_home(self) -> Json:
        return dict(self._at("features", "app_home") or {})

    @property
    def bot_name(self) -> str:
        return str(self._at("features", "bot_user", "display_name") or self._at("display_information", "name"))

    def require(self, scope: str) -> None:
        if scope not in self.scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(self.scopes))
