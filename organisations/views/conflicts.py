"""What somebody else has saved while a form was open, in the reader's words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from bilingual.choices import Language
from publishing.registry import subject_of


def saved_meanwhile(form: Any, saved: Any, fields: Iterable[str], *, with_certificates: bool) -> list[dict[str, str]]:
    """Label and saved value of the form's `fields`; the picture needs no words."""
    subject = subject_of(saved.kind)
    snapshot, labels = subject.snapshot(saved), subject.labels()
    rows = []
    for name in fields:
        column = "region_id" if name == "region" else name
        if name == "contact_consent":
            value = _("yes") if saved.contact_consent_at else _("no")
        elif name == "original_language":
            value = str(Language(saved.original_language).label)
        else:
            value = subject.display(column, snapshot.get(column, ""))
        if name != "logo":
            rows.append({"label": str(labels.get(column, form[name].label)), "value": value})
    if with_certificates:
        value = subject.display("certificates", snapshot["certificates"])
        rows.append({"label": str(labels["certificates"]), "value": value})
    return rows
