"""The scene of a permission check: its rows are made once and found by every role as if nobody had asked yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import wraps
from typing import Any

from django.db import transaction


class Stage:
    """Savepoints in a transaction that is never committed: after the scene, and after the rows of an action."""

    def __init__(self) -> None:
        self._nothing = transaction.savepoint_create()
        self._kind: type[Any] | None = None
        self._action = self._before_action = self._before_role = ""
        self._scene: Any = None
        self._kept: dict[Any, Any] = {}

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator["Stage"]:
        """A stage of which nothing is left."""
        block = transaction.atomic()
        # as in Django's TestCase: what has to be durable may be in it
        block._from_testcase = True  # type: ignore[attr-defined]
        with block:
            yield cls()
            transaction.set_rollback(True)

    def scene(self, kind: type[Any], action: str, role: str) -> Any:
        """The scene before `role` tries the action, with the rows that an earlier role's check has asked to keep."""
        if kind is not self._kind:
            transaction.savepoint_rollback(self._nothing)
            self._scene, self._kind, self._action = kind(), kind, ""
            self._before_action = transaction.savepoint_create()
        if action != self._action:
            transaction.savepoint_rollback(self._before_action)
            self._before_role, self._action, self._kept = transaction.savepoint_create(), action, {}
        transaction.savepoint_rollback(self._before_role)
        scene = deepcopy(self._scene)
        scene.enter(role, self)
        return scene

    def keep(self, scene: Any, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` returns; its rows and what it has done to the scene are there for the next roles as well."""
        if key in self._kept:
            facts, made = deepcopy(self._kept[key])
            scene.__dict__.update(facts)
            return made
        made = make()
        self._kept[key] = deepcopy((scene.facts(), made))
        self._before_role = transaction.savepoint_create()
        return made


def kept(make: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates what makes rows for a scene: once for all roles. Nothing may be written before in the same check."""

    @wraps(make)
    def found(scene: Any, *args: Any, **facts: Any) -> Any:
        key = (make.__module__, make.__qualname__, args, tuple(sorted(facts)))
        return scene.stage.keep(scene, key, lambda: make(scene, *args, **facts))

    return found
