"""Certificates, a row each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from organisations.models import Certificate
from tests.organisations.conftest import Editor

pytestmark = pytest.mark.django_db
Make = Callable[..., Editor]


def rows(editor: Editor) -> list[tuple[str, str]]:
    return sorted(editor.reload().certificates.values_list("standard", "number"))


def row(index: int, **values: str) -> dict[str, str]:
    return {f"certificates-{index}-{name}": value for name, value in values.items()}


def test_add_change_delete(editor: Make) -> None:
    form = editor()
    form.send(**row(0, standard="ISO 9001", number="4711", issuer="TÜV", valid_until="2027-05-31"))
    assert form.reload().certificates.get().valid_until == date(2027, 5, 31)
    page = form.open()
    assert page.form("version")["certificates-0-valid_until"] == ["2027-05-31"]
    form.send(**row(0, number="4712"), **row(1, standard="other", title="Zunftsiegel"))
    assert rows(form) == [("ISO 9001", "4712"), ("other", "")]
    form.open()
    form.send(**row(0, DELETE="on"))
    assert rows(form) == [("other", "")]


def test_one_more_row(editor: Make) -> None:
    form = editor()
    page = form.send(action="add_certificate", summary_de="Getippt", **row(0, standard="", number="half"))
    assert page.status == 200
    kept = page.form("version")
    assert (kept["certificates-TOTAL_FORMS"], kept["summary_de"]) == (["2"], ["Getippt"])
    assert kept["certificates-0-number"] == ["half"]
    assert not page.error("certificates-0-standard")
    assert rows(form) == []


def test_errors_beside_the_row_and_in_the_summary(editor: Make) -> None:
    for language in ("de", "cs"):
        form = editor(language=language)
        page = form.send(**row(0, standard="other", number="7", valid_until="soon"))
        assert page.status == 422
        assert page.error("certificates-0-title")
        assert page.error("certificates-0-valid_until")
        assert "data-error-summary" in page.source
        assert "#id_certificates-0-title" in [link["href"] for link in page.links if link["tag"] == "a"]
        assert page.form("version")["certificates-0-number"] == ["7"]
        assert rows(form) == []


@pytest.mark.parametrize("total", ["", "x", "²", "-1", "9" * 5000, "1000000", "999999", None])
@pytest.mark.parametrize("action", ["save", "add_certificate"])
def test_a_broken_count_never_breaks_the_page(editor: Make, total: str | None, action: str) -> None:
    form = editor()
    assert form.send(action=action, **{"certificates-TOTAL_FORMS": total}).status in {200, 302, 422}


def test_at_most_twenty(editor: Make) -> None:
    form = editor()
    many = {"certificates-TOTAL_FORMS": "21"}
    for number in range(21):
        many |= row(number, standard="ISO 9001", number=f"n{number}")
    page = form.send(**many)
    assert page.status == 422
    assert "20" in page.source
    assert rows(form) == []


def test_certificates_of_others_cannot_be_touched(editor: Make) -> None:
    mine, theirs = editor(), editor()
    other = Certificate.objects.create(organisation_id=theirs.entry.pk, standard="TISAX", number="1")
    form = mine
    form.send(**{"certificates-INITIAL_FORMS": "1"}, **row(0, id=str(other.pk), standard="FSC", number="2"))
    other.refresh_from_db()
    assert (other.standard, other.number) == ("TISAX", "1")
    assert rows(mine) == [("FSC", "2")]


def test_a_row_that_was_deleted_meanwhile_is_entered_anew(editor: Make) -> None:
    form = editor()
    form.send(**row(0, standard="TISAX", number="1"))
    form.open()
    form.reload().certificates.all().delete()
    assert form.send().status == 302
    assert rows(form) == [("TISAX", "1")]


def test_the_last_day_counts() -> None:
    today = timezone.localdate()
    assert not Certificate(valid_until=today).has_expired
    assert Certificate(valid_until=today - timedelta(days=1)).has_expired
    assert not Certificate(valid_until=None).has_expired
