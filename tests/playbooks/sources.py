"""The sources of our own playbooks, to be spoilt."""

from importlib.resources import files

CORE_6 = (files("bot.playbooks") / "core-6.yaml").read_text(encoding="utf-8")
