"""Public pages of companies."""

from companies.filters import CompanyFilterSet
from companies.forms import CompanyForm
from companies.models import Company
from organisations.views.profile import ProfileEditView
from organisations.views.public import OrganisationDetailView, OrganisationListView


class CompanyListView(OrganisationListView):
    """All companies, by facets, words and distance."""

    kind = "company"
    filterset_class = CompanyFilterSet
    template_name = "companies/company_list.html"


class CompanyDetailView(OrganisationDetailView):
    """One company."""

    model = Company
    template_name = "companies/company_detail.html"


class CompanyEditView(ProfileEditView):
    """The profile form of a company."""

    model = Company
    form_class = CompanyForm
