"""What a form for an event says, before anything is decided about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bilingual.choices import Language
from organisations.choices import Country


@dataclass(frozen=True, slots=True)
class Contact:
    """Who sends the form; all mails about it go to this address."""

    name: str
    email: str
    language: str = Language.DE.value
    organisation_id: int | None = None
    organisation_name: str = ""
    country: str = Country.DE.value


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wants to come. `items`: (item, pick-up point or None); answers and consents by their numbers."""

    first_name: str
    last_name: str
    title_before: str = ""
    title_after: str = ""
    email: str = ""
    function: str = ""
    languages: Sequence[str] = ()
    items: Sequence[tuple[int, int | None]] = ()
    answers: Mapping[int, Any] = field(default_factory=dict)
    consents: Mapping[int, bool] = field(default_factory=dict)
    needs: str = ""
    wants_online: bool = False


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form on its way; `user` is None for a guest."""

    event_id: int
    contact: Contact
    people: Sequence[Person]
    key: UUID
    user: Any = None
