"""Apps higher in the house that have to follow when an organisation changes; they register themselves."""

from collections.abc import Callable
from typing import Any

type Follower = Callable[[Any], None]
"""Called with the organisation in the transaction of its change."""

_followers: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Decorator: call this function after each change of an organisation."""
    _followers.append(follower)
    return follower


def tell(organisation: Any) -> None:
    """Let everything follow that stands on this organisation."""
    for follower in _followers:
        follower(organisation)
