"""The certificates of an organisation, a row each."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from organisations.choices import Standard
from organisations.forms.blanks import name_blanks
from organisations.models import Certificate, Organisation


class CertificateForm(forms.ModelForm[Certificate]):
    """One certificate."""

    class Meta:
        model = Certificate
        fields = ("standard", "title", "number", "issuer", "valid_until")
        widgets = {"valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self)

    def clean(self) -> dict[str, Any]:
        """Another certificate needs its name."""
        values = super().clean() or self.cleaned_data
        if values.get("standard") == Standard.OTHER and not values.get("title"):
            self.add_error("title", _("Please enter the name of the certificate."))
        return values


LONGEST = 25  # rows that are looked at, whatever is sent
CertificateFormSet = forms.inlineformset_factory(
    *(Organisation, Certificate),
    form=CertificateForm,
    extra=1,
    max_num=20,
    absolute_max=LONGEST,
    validate_max=True,
    can_delete=True,
    can_delete_extra=False,
)

PREFIX = CertificateFormSet.get_default_prefix()
NUMBER = re.compile(r"^[0-9]{1,6}$")
Row = dict[str, str]


def posted_certificates(data: Mapping[str, Any], entry: Any, *, more: int = 0, with_others: bool = False) -> Any:
    """The formset of what was posted, whatever has become of the saved rows since the page was opened.

    A row whose certificate is gone counts as a new one, and a new row that says the same as a saved one is that one.
    `more`: empty rows at the end; `with_others`: also rows that somebody else has added meanwhile.
    """
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    if not NUMBER.match(total):
        return CertificateFormSet(data, instance=entry)
    saved = {str(certificate.pk): _row(certificate) for certificate in entry.certificates.all()}
    rows = _find_saved([_posted(data, number) for number in range(min(int(total), LONGEST))], saved)
    if with_others:
        rows += [row for pk, row in saved.items() if pk not in {row["id"] for row in rows}]
    rows.sort(key=lambda row: not row["id"])
    return CertificateFormSet(_as_data(rows, more), instance=entry)


def unjudged(certificates: Any) -> Any:
    """What was typed, without errors: for the steps of the form that do not save."""
    for row in certificates.forms:
        row._errors, row.cleaned_data = ErrorDict(), {}
    certificates._errors, certificates._non_form_errors = [{} for _row in certificates.forms], []
    return certificates


def _row(certificate: Certificate) -> Row:
    until = certificate.valid_until
    values = {field: getattr(certificate, field) for field in ("standard", "title", "number", "issuer")}
    return {**values, "valid_until": until.isoformat() if until else "", "id": str(certificate.pk)}


def _posted(data: Mapping[str, Any], number: int) -> Row:
    names = (*CertificateForm._meta.fields, "id", "DELETE")  # type: ignore[misc]
    return {name: data.get(f"{PREFIX}-{number}-{name}", "") for name in names}


def _find_saved(rows: list[Row], saved: dict[str, Row]) -> list[Row]:
    """The rows with the ids that are right now, without those that need no deleting any more."""
    free = dict(saved)
    for row in rows:
        if free.pop(row["id"], None) is None:
            row["id"] = ""
    for row in rows:
        facts = {name: value.strip() for name, value in row.items() if name not in {"id", "DELETE"}}
        twin = next((pk for pk, other in free.items() if {**facts, "id": pk} == other), None)
        if not row["id"] and not row["DELETE"] and twin:
            free.pop(twin)
            row["id"] = twin
    return [row for row in rows if row["id"] or not row["DELETE"]]


def _as_data(rows: Iterable[Row], more: int) -> Row:
    rows = [*rows, *[{"id": ""}] * more]
    known = sum(bool(row["id"]) for row in rows)
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": str(known)}
    for number, row in enumerate(rows):
        data |= {f"{PREFIX}-{number}-{name}": value for name, value in row.items() if value}
    return data
