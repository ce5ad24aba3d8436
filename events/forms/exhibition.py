"""Forms of the exhibition: the request, the decision, the plan."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from bilingual.text import page_language
from events.choices import StandState
from events.models import Event, Stand, StandRequest
from events.services.exhibition import MOST_STANDS
from organisations.models import Organisation

FAR = 5000  # decimetres: no hall is longer than 500 metres
PER_METRE = 10


class StandRequestForm(forms.ModelForm[StandRequest]):
    """What an exhibitor tells the organiser."""

    class Meta:
        model = StandRequest
        fields = (
            "organisation", "name", "email", "exhibits", "width", "needs_power", "needs_internet", "needs",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "exhibits": forms.Textarea(attrs={"rows": 4}),
            "needs": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "width": _("In decimetres: 30 is a stand of three metres."),
            "exhibits": _("Stands on the public page once your stand is approved."),
            "needs": _("Only the organisers read this."),
        }

    def __init__(self, *args: Any, user: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event, self.instance.language = event, page_language().value
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.editable_by(user)
        field.empty_label = _("None of them")
        field.help_text = _("With an entry here, the public page links to it.")
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Leave empty to take the name of your organisation.")
        self.fields["email"].initial = user.email
        self.fields["width"].validators += [MinValueValidator(PER_METRE), MaxValueValidator(FAR)]

    def clean(self) -> dict[str, Any]:
        """A name, of the entry or typed."""
        values = super().clean() or {}
        if not values.get("name"):
            if organisation := values.get("organisation"):
                values["name"] = organisation.name
            else:
                self.add_error("name", _("Please say who exhibits."))
        return values


class StandForm(forms.ModelForm[Stand]):
    """One row of the plan."""

    class Meta:
        model = Stand
        fields = ("label", "x", "y", "width", "depth", "has_power", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("x", "y", "width", "depth"):
            lowest = 0 if name in {"x", "y"} else 1
            self.fields[name].validators += [MinValueValidator(lowest), MaxValueValidator(FAR)]


StandFormSet = forms.inlineformset_factory(
    Event, Stand, form=StandForm, extra=2, can_delete=True, max_num=MOST_STANDS, validate_max=True
)


class LayOutForm(forms.Form):
    """Rows of equal stands, so that nobody types thirty lines."""

    number = forms.IntegerField(label=_("How many stands"), min_value=1, max_value=MOST_STANDS, initial=10)
    per_row = forms.IntegerField(label=_("in one row"), min_value=1, max_value=60, initial=5)
    width = forms.IntegerField(label=_("width (dm)"), min_value=5, max_value=200, initial=30)
    depth = forms.IntegerField(label=_("depth (dm)"), min_value=5, max_value=200, initial=20)
    aisle = forms.IntegerField(label=_("aisle between the rows (dm)"), min_value=0, max_value=200, initial=30)


class DecisionForm(forms.Form):
    """Which stand, or none, and what the mail says."""

    stand = forms.ModelChoiceField(Stand.objects.none(), label=_("Stand"), required=False, empty_label="–")
    answer = forms.CharField(
        label=_("Words to the exhibitor"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, request: StandRequest, free: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stand"]
        field.queryset = free
        self.initial.setdefault("stand", request.stand_id)
        self.initial.setdefault("answer", request.answer)


def stands_for(request: StandRequest) -> Any:
    """The free stands of the event, and the one that the request has."""
    taken = StandRequest.objects.filter(event=request.event_id, state=StandState.APPROVED).exclude(pk=request.pk)
    stands = Stand.objects.filter(event=request.event_id)
    return stands.exclude(pk__in=taken.exclude(stand=None).values("stand"))
