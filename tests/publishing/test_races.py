"""What happens when two people act at the same moment: real threads, real transactions."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from companies.forms import CompanyForm
from companies.models import Company
from organisations.forms.certificates import CertificateFormSet
from organisations.services.profiles import save_profile
from publishing import services
from publishing.choices import Action, Status
from publishing.exceptions import AlreadyDecided, ChangedMeanwhile
from publishing.models import ReviewItem, Revision
from tests.factories import make_clerk, make_company, make_user, publish, submit

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Start all steps together; what each returned or raised."""
    barrier, results = Barrier(len(steps)), [None] * len(steps)

    def run(place: int, step: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[place] = step()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, step)) for place, step in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def profile_save(company: Company, actor: Any, **changed: Any) -> Callable[[], Any]:
    """A member's save of the profile, its form filled in beforehand."""
    data = {
        "original_language": "de", "version": company.version, "name": company.name, "country": company.country,
        "town": company.town, "region": company.region_id, "summary_de": company.summary_de, "outside_area": "1",
        "certificates-TOTAL_FORMS": 0, "certificates-INITIAL_FORMS": 0, **changed,
    }  # fmt: skip
    form = CompanyForm(data, instance=Company.objects.get(pk=company.pk))
    certificates = CertificateFormSet(data, instance=form.instance)
    assert form.is_valid(), form.errors
    assert certificates.is_valid()
    return lambda: save_profile(
        form=form, certificates=certificates, actor=actor, version=company.version, checked=False
    )


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_clerks_one_decides(round_: int) -> None:
    entry = make_company(owner=make_user())
    item = submit(entry)
    one, other = make_clerk("DED2D"), make_clerk("DED2D")
    results = at_once(
        lambda: services.approve(item_id=item.pk, actor=one),
        lambda: services.send_back(item_id=item.pk, actor=other, reason="Weil."),
    )
    assert [type(result) for result in results].count(AlreadyDecided) == 1
    item.refresh_from_db()
    entry.refresh_from_db()
    outcome = {Action.APPROVED: (Status.PUBLISHED, one), Action.SENT_BACK: (Status.SENT_BACK, other)}
    assert (entry.status, item.decided_by) == outcome[Action(item.decision)]
    assert Revision.objects.of("company", entry.pk).filter(action__in=outcome).count() == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_an_owner_saves_while_a_clerk_approves(round_: int) -> None:
    owner = make_user()
    entry = make_company(owner=owner)
    item = submit(entry, owner)
    read = Revision.objects.of("company", entry.pk)[0].pk
    saving = profile_save(entry, owner, summary_de="Neu.")
    clerk = make_clerk("DED2D")
    saved, approved = at_once(saving, lambda: services.approve(item_id=item.pk, actor=clerk, revision_id=read))
    assert not isinstance(saved, Exception), saved
    entry.refresh_from_db()
    assert entry.summary_de == "Neu."
    if isinstance(approved, ChangedMeanwhile):
        # the owner was first: what nobody has read is not published
        assert entry.status == Status.SUBMITTED
        assert ReviewItem.objects.open().get().pk == item.pk
    else:
        # the clerk was first: the edit is live and waits as a change
        assert entry.status == Status.PUBLISHED
        assert ReviewItem.objects.open().get().reason == "change"


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_an_owner_saves_while_a_clerk_reverts(round_: int) -> None:
    owner = make_user()
    entry = publish(make_company(owner=owner))
    profile_save(entry, owner, summary_de="Falsch.")()
    entry.refresh_from_db()
    item = ReviewItem.objects.open().get()
    saving = profile_save(entry, owner, summary_de="Richtig.")
    clerk = make_clerk("DED2D")
    saved, reverted = at_once(
        saving, lambda: services.revert(item_id=item.pk, actor=clerk, reason="Weil.", revision_id=read_of(entry))
    )
    entry.refresh_from_db()
    failed = [result for result in (saved, reverted) if isinstance(result, Exception)]
    assert len(failed) <= 1
    newest = Revision.objects.of("company", entry.pk)[0]
    assert newest.snapshot["summary_de"] == entry.summary_de


def read_of(entry: Company) -> int:
    """The state that is the newest now."""
    return Revision.objects.of("company", entry.pk)[0].pk


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_submitting_twice_leaves_one_place_in_the_queue(round_: int) -> None:
    entry = make_company()
    results = at_once(*[lambda: services.submit(kind="company", pk=entry.pk, actor=None)] * 2)
    assert [type(result) for result in results].count(AlreadyDecided) == 1
    assert ReviewItem.objects.open().count() == 1
