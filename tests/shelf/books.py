"""Playbooks of one's own, made from core six."""

from tests.playbooks.sources import CORE_6


def own(name: str = "ours", version: int = 1, title: str = "Ours") -> str:
    changed = CORE_6.replace("id: core-6", f"id: {name}").replace("\nversion: 1\n", f"\nversion: {version}\n")
    return changed.replace('en: "Core six"', f'en: "{title}"')
