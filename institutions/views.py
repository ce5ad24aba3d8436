"""Public pages of institutions."""

from institutions.filters import InstitutionFilterSet
from institutions.forms import InstitutionForm
from institutions.models import Institution
from organisations.views.profile import ProfileEditView
from organisations.views.public import OrganisationDetailView, OrganisationListView


class InstitutionListView(OrganisationListView):
    """All institutions, by facets, words and distance."""

    kind = "institution"
    filterset_class = InstitutionFilterSet
    template_name = "institutions/institution_list.html"


class InstitutionDetailView(OrganisationDetailView):
    """One institution."""

    model = Institution
    template_name = "institutions/institution_detail.html"
    related = (*OrganisationDetailView.related, "regions_served")


class InstitutionEditView(ProfileEditView):
    """The profile form of an institution."""

    model = Institution
    form_class = InstitutionForm
