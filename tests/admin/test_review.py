"""The page of one entry: reading, deciding, and what happens when somebody was quicker."""

import re
from typing import Any

import pytest

from organisations.models import Certificate
from publishing import services
from publishing.choices import Action, StandardReason, Status
from publishing.models import ReviewItem, Revision
from tests.factories import edit, make_clerk, make_company, make_superuser, make_user, publish, submit

pytestmark = pytest.mark.django_db
REVIEW = "publishing_reviewitem_change"


def newest(item: ReviewItem) -> int:
    """The state that a clerk reads now."""
    return Revision.objects.of(item.kind, item.object_id)[0].pk


def post(client: Any, url: str, item: ReviewItem, decision: str, **more: Any) -> Any:
    """A decision with the state that was read."""
    return client.post(url, {"decision": decision, "revision": newest(item), **more})


@pytest.fixture
def clerk() -> Any:
    return make_clerk("DED2D")


def test_a_first_publication_shows_all_facts_in_both_languages(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company("Glas GmbH", owner=make_user(), summary_cs="Sklo.", vat_id="DE136695976")
    item = submit(entry)
    page = as_user(clerk).get(address(REVIEW, item.pk)).text
    for text in ("Glas GmbH", "DE136695976", "Drehteile in kleinen Losen.", "Sklo."):
        assert text in page
    assert re.search(r'<dd lang="cs">\s*Sklo\.', page)
    assert "<ins>" not in page


def test_a_change_is_shown_word_by_word_with_texts_for_those_who_hear_it(
    as_user: Any, address: Any, clerk: Any
) -> None:
    entry = publish(make_company("Glas GmbH", owner=make_user(), summary_cs="Sklo.", description_de="Immer gleich."))
    edit(entry, summary_de="Drehteile in großen Losen.")
    item = ReviewItem.objects.open().get()
    page = as_user(clerk).get(address(REVIEW, item.pk))
    (row,) = page.context["dossier"].changed
    assert [cell.language for cell in row.cells] == ["de", "cs"]
    assert ("removed", " kleinen") in row.cells[0].spans
    assert page.text.count("<ins>") == page.text.count("<del>") == 1
    assert 'class="visually-hidden"' in page.text[page.text.index("<del>") : page.text.index("</del>")]


def test_after_sending_back_the_clerk_sees_what_the_owner_has_improved(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company(owner=make_user())
    services.send_back(item_id=submit(entry).pk, actor=clerk, reason="Mehr bitte.")
    entry.refresh_from_db()
    edit(entry, description_de="Mehr.")
    item = submit(entry)
    found = as_user(clerk).get(address(REVIEW, item.pk)).context["dossier"]
    assert found.seen.action == Action.SENT_BACK
    assert [cell.field for row in found.changed for cell in row.cells if cell.is_changed] == ["description_de"]


def test_approving_leads_to_the_next_entry_and_then_to_the_start(as_user: Any, address: Any, clerk: Any) -> None:
    first, second = submit(make_company()), submit(make_company())
    client = as_user(clerk)
    response = post(client, address(REVIEW, first.pk), first, "approve")
    assert response.headers["Location"] == address(REVIEW, second.pk)
    response = post(client, address(REVIEW, second.pk), second, "approve")
    assert response.headers["Location"] == address("index")
    assert not ReviewItem.objects.open().exists()


@pytest.mark.parametrize("decision", ["send_back", "revert"])
def test_a_refusal_needs_a_reason(decision: str, as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company(owner=make_user())
    item = submit(entry)
    if decision == "revert":
        edit(publish(entry), summary_de="Neu.")
        item = ReviewItem.objects.open().get()
    client, url = as_user(clerk), address(REVIEW, item.pk)
    response = post(client, url, item, decision, reason="  ")
    assert response.status_code == 422
    assert response.context["form"].errors["reason"]
    response = post(client, url, item, decision, standard=[StandardReason.TRANSLATION])
    assert response.status_code == 302
    item.refresh_from_db()
    assert item.note


def test_a_decision_that_does_not_fit_is_refused(as_user: Any, address: Any, clerk: Any) -> None:
    item = submit(make_company())
    client, url = as_user(clerk), address(REVIEW, item.pk)
    assert post(client, url, item, "revert", reason="Weil.").status_code == 422
    assert post(client, url, item, "nonsense").status_code == 422
    assert client.post(url, {"decision": "approve", "revision": "x\x00"}).status_code == 422
    item.refresh_from_db()
    assert item.closed_at is None


def test_decided_meanwhile_by_another_clerk(as_user: Any, address: Any, clerk: Any) -> None:
    item = submit(make_company(owner=make_user()))
    read = newest(item)
    services.approve(item_id=item.pk, actor=make_clerk("DED2D", first_name="Petra", last_name="Schnell"))
    data = {"decision": "send_back", "revision": read, "reason": "Mein langer Grund."}
    response = as_user(clerk).post(address(REVIEW, item.pk), data)
    assert response.status_code == 409
    assert "Petra Schnell" in response.text
    assert "Mein langer Grund." in response.text
    assert 'name="decision"' not in response.text


def test_changed_meanwhile_by_the_owner(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company(owner=make_user())
    item = submit(entry)
    read = newest(item)
    edit(entry, town="Ostritz")
    client, url = as_user(clerk), address(REVIEW, item.pk)
    response = client.post(url, {"decision": "send_back", "revision": read, "reason": "Mein Grund."})
    assert response.status_code == 409
    assert [cell.after for row in response.context["since"] for cell in row.cells] == ["Ostritz"]
    assert "Mein Grund.</textarea>" in response.text.replace("\n", "")
    assert f'name="revision" value="{newest(item)}"' in response.text
    entry.refresh_from_db()
    assert entry.status == Status.SUBMITTED


def test_moved_to_another_region_meanwhile(as_user: Any, address: Any, clerk: Any) -> None:
    item = submit(make_company("Geheim GmbH"))
    ReviewItem.objects.update(region_code="CZ051")
    data = {"decision": "send_back", "revision": 1, "reason": "Mein Grund."}
    response = as_user(clerk).post(address(REVIEW, item.pk), data)
    assert response.status_code == 404
    assert "Mein Grund." in response.text
    assert "Geheim" not in response.text


PAGES = [
    ("publishing_reviewitem_change", "item"),
    ("companies_company_change", "entry"),
    ("companies_company_history", "entry"),
    ("companies_company_step", "entry"),
    ("companies_company_delete", "entry"),
]


@pytest.mark.parametrize(("name", "what"), PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_strangers_neither_item_nor_entry_exists(
    name: str, what: str, method: str, as_user: Any, address: Any
) -> None:
    entry = make_company("Geheim GmbH")
    pk = {"item": submit(entry).pk, "entry": entry.pk}[what]
    response = getattr(as_user(make_clerk("CZ051")), method)(address(name, pk))
    assert response.status_code in ({403, 404} if "delete" in name else {404})
    assert "Geheim" not in response.text
    assert getattr(as_user(make_user(is_staff=True)), method)(address(name, pk)).status_code in {403, 404}


@pytest.mark.parametrize("pk", ["0", "x", "1%00", "99999999999999999999"])
def test_what_never_existed(pk: str, as_user: Any, clerk: Any) -> None:
    client = as_user(clerk)
    for model in (
        "publishing/reviewitem",
        "companies/company",
        "institutions/institution",
        "organisations/joinrequest",
    ):
        assert client.get(f"/admin/{model}/{pk}/change/").status_code == 404


def test_a_certificate_is_readable(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company()
    Certificate.objects.create(organisation_id=entry.pk, standard="ISO 9001", number="QM-1")
    item = submit(entry)
    assert "ISO 9001, QM-1" in as_user(clerk).get(address(REVIEW, item.pk)).text


def test_superusers_decide_outside_the_area(as_user: Any, address: Any) -> None:
    item = submit(make_company(region=None))
    client = as_user(make_superuser())
    assert post(client, address(REVIEW, item.pk), item, "approve").status_code == 302
