"""Five thousand alerts go out in one run, with the memory that a few need."""

import time
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.choices import Frequency
from accounts.models import OutgoingMail, User
from alerts.models import Finding, SavedSearch
from alerts.services import telling
from alerts.services.finding import find_new
from alerts.services.running import sweep
from tests.alerts.factories import publish_listing, save

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE, EACH = 1_000, 5
MOST_MEMORY = 16 * 1024
"""kB above what stood there before."""


def memory(name: str) -> int:
    """A line of the process's status, in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def forget_peak() -> int:
    """Let the highest use of memory be that of now, in kB."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


def make_people(number: int) -> None:
    """People with five of ten saved searches each."""
    first = save(query="kind=demand")
    users = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", password="!", preferred_language=("de", "cs")[n % 2]) for n in range(number)],
        batch_size=1000,
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users], batch_size=1000
    )
    samples = [save(first.user, f"kind=demand&region=DED2D&q=Drehteile+{n}", name=f"Nr. {n}") for n in range(9)]
    samples.append(first)
    rows = [
        SavedSearch(
            user=user, list="listing", query=sample.query, fingerprint=sample.fingerprint, name=sample.name,
            frequency=Frequency.AT_ONCE, watch_from=timezone.now(),
        )
        for place, user in enumerate(users)
        for sample in samples[place % 2 :: 2]
    ]  # fmt: skip
    SavedSearch.objects.bulk_create(rows, batch_size=1000)
    first.user.saved_searches.all().delete()


def test_five_thousand_alerts_in_one_run() -> None:
    make_people(PEOPLE)
    publish_listing("Drehteile 0 1 2 3 4 5 6 7 8")
    find_new(frequencies=[Frequency.AT_ONCE])
    # what every process loads once
    telling.tell(user_id=User.objects.latest("pk").pk, frequencies=[Frequency.AT_ONCE])
    before, started = forget_peak(), time.process_time()
    told = sweep()
    grown, seconds = memory("VmHWM") - before, time.process_time() - started
    print(f"{told} mails, {seconds:.0f} s of this process, {grown} kB")  # noqa: T201
    assert told == PEOPLE - 1
    assert Finding.objects.exclude(told_at=None).count() == PEOPLE * EACH
    assert OutgoingMail.objects.filter(purpose="saved_search").values("recipient").distinct().count() == PEOPLE
    assert grown < MOST_MEMORY
    assert sweep() == 0
