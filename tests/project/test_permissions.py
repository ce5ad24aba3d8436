"""Every cell of the tables in docs/permissions.md, against the running site."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from glokal.environment import BASE_DIR
from tests.conftest import bring_reference_back
from tests.pages import url
from tests.project import (  # noqa: F401 - they add their rows
    alert_permissions,
    enquiry_permissions,
    exchange_permissions,
    exchange_setup_permissions,
    listing_permissions,
    match_permissions,
    radar_permissions,
    term_permissions,
)
from tests.project.event_permissions import EVENT_ACTIONS, EventScene
from tests.project.permissions import ACTIONS, Scene
from tests.project.stage import Stage

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


def outcome(scene: Scene, response: Any, *, happened: bool) -> str:
    """What the table calls this answer."""
    if happened:
        return "yes"
    address = getattr(response, "url", "")
    if response.status_code == 302 and address.startswith((url("de", "account_login"), reverse("admin:login"))):
        # the sign-in page of the administration turns away who is signed in already
        response = scene.client.get(address, follow=True)
        if response.status_code == 200:
            return "sign in"
    return str(response.status_code) if response.status_code in {403, 404} else "no"


def test_table_and_checks_agree() -> None:
    assert {action for action, _role, _answer in cells()} == set(ACTIONS)
    assert {answer for _action, _role, answer in cells()} <= ANSWERS
    assert len(cells()) == len(ACTIONS) * 8


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Where all checks of this file take place."""
    with django_db_blocker.unblock():
        bring_reference_back()
        with Stage.opened() as opened:
            yield opened


@pytest.fixture
def db(stage: Stage) -> Stage:
    """Instead of a transaction of each test: the stage goes back to what was there."""
    return stage


@pytest.mark.parametrize(("action", "role", "answer"), cells())
def test_permission(db: Stage, action: str, role: str, answer: str) -> None:
    scene = db.scene(EventScene if action in EVENT_ACTIONS else Scene, action, role)
    response, happened = ACTIONS[action](scene)
    assert outcome(scene, response, happened=happened) == answer
