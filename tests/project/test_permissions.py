"""Every cell of the tables in docs/permissions.md, against the running site."""

from typing import Any

import pytest

from glokal.environment import BASE_DIR
from tests.project.permissions import ACTIONS, Scene

ANSWERS = {"yes", "no", "404", "403", "sign in"}


def cells() -> list[tuple[str, str, str]]:
    """(action, role, answer) of every cell."""
    found, roles = [], []
    for line in (BASE_DIR / "docs" / "permissions.md").read_text().splitlines():
        parts = [part.strip() for part in line.strip("|").split("|")]
        if parts[0] == "action":
            roles = parts[1:]
        elif line.startswith("| "):
            found += [(parts[0], role, answer) for role, answer in zip(roles, parts[1:], strict=True)]
    return found


def outcome(response: Any, *, happened: bool) -> str:
    """What the table calls this answer."""
    if happened:
        return "yes"
    if response.status_code in {403, 404}:
        return str(response.status_code)
    address = getattr(response, "url", "")
    asks = response.status_code == 302 and ("/anmelden/" in address or "/prihlaseni/" in address or "login" in address)
    return "sign in" if asks else "no"


def test_table_and_checks_agree() -> None:
    assert {action for action, _role, _answer in cells()} == set(ACTIONS)
    assert {answer for _action, _role, answer in cells()} <= ANSWERS
    assert len(cells()) == len(ACTIONS) * 8


@pytest.mark.django_db
@pytest.mark.parametrize(("action", "role", "answer"), cells())
def test_permission(action: str, role: str, answer: str) -> None:
    response, happened = ACTIONS[action](Scene(role))
    assert outcome(response, happened=happened) == answer
