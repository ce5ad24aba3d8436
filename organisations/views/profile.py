"""Editing a profile."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from organisations.exceptions import EditConflict
from organisations.forms.certificates import CertificateFormSet
from organisations.forms.pickers import LISTS
from organisations.forms.profile import ProfileForm
from organisations.services.profiles import save_profile
from publishing.registry import subject_of

STEPS = ("find", "add_certificate")


class ProfileEditView(HeldInputMixin, View):
    """The form of a profile; its steps that only look something up keep what is typed and save nothing."""

    model: type[models.Model]
    form_class: type[ProfileForm]
    template_name = "organisations/profile_form.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The saved profile, or what was typed before the session ended."""
        entry = self._entry(pk)
        if self.held is not None:
            messages.info(request, _("You were signed out in the meantime. What you typed is back, but not saved yet."))
            form = self.form_class(self.held, instance=entry).without_errors()
            return self._page(form, CertificateFormSet(self.held, instance=entry))
        return self._page(self.form_class(instance=entry), CertificateFormSet(instance=entry))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, or take one of the steps."""
        entry = self._entry(pk)
        form = self.form_class(request.POST, request.FILES, instance=entry)
        certificates = CertificateFormSet(request.POST, instance=entry)
        if (step := self._step(request.POST)) in STEPS:
            return self._page(form.without_errors(), self._with_row(certificates, step))
        if not (form.is_valid() & certificates.is_valid()):
            return self._page(form, certificates, status=422)
        try:
            self._save(form, certificates)
        except EditConflict as conflict:
            return self._conflict(form, certificates, conflict)
        messages.success(request, _("The profile has been saved."))
        return redirect("organisation_status", pk)

    def _entry(self, pk: int) -> Any:
        return get_object_or_404(self.model._default_manager.editable_by(self.request.user), pk=pk)  # type: ignore[attr-defined]

    def _save(self, form: ProfileForm, certificates: Any) -> None:
        save_profile(
            form=form,
            certificates=certificates,
            actor=self.request.user,
            version=form.cleaned_data["version"],
            checked=form.cleaned_data["translation_checked"],
        )

    @staticmethod
    def _step(data: QueryDict) -> str:
        """What the pressed button means; Enter in a search box searches, elsewhere it saves."""
        action = data.get("action", "")
        if action == "enter":
            new_search = any(data.get(f"{name}_search", "") != data.get(f"{name}_searched", "") for name in LISTS)
            return "find" if new_search else ""
        return action

    @staticmethod
    def _with_row(certificates: Any, step: str) -> Any:
        if step != "add_certificate":
            return certificates
        data = certificates.data.copy()
        name = f"{certificates.prefix}-TOTAL_FORMS"
        total = data.get(name, "0")
        data[name] = str(int(total) + 1) if total.isdigit() else "1"
        return CertificateFormSet(data, instance=certificates.instance)

    def _conflict(self, form: ProfileForm, certificates: Any, conflict: EditConflict) -> HttpResponse:
        """Nothing is lost: the typed texts stay in the form, the saved ones of the other editor stand beside."""
        subject = subject_of(form.instance.kind)
        snapshot = subject.snapshot(subject.get(form.instance.pk))
        saved = [
            {"label": form[name].label, "value": subject.display(name, snapshot.get(name, ""))}
            for name in conflict.fields
        ]
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(conflict.version)
        typed = self.form_class(data, instance=form.instance).without_errors()
        return self._page(typed, certificates, conflict=saved, status=409)

    def _page(self, form: ProfileForm, certificates: Any, *, status: int = 200, **context: Any) -> HttpResponse:
        saved = self.model._default_manager.get(pk=form.instance.pk)
        context |= {"form": form, "certificates": certificates, "organisation": saved}
        return render(self.request, self.template_name, context, status=status)
