"""The pages behind the links that stop mails about saved searches."""

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.unsubscribing import LinkUnusableError
from accounts.views.unsubscribing import OneClickView
from alerts.links import ALL, read_token
from alerts.models import SavedSearch
from alerts.services.saving import stop_mails

type Target = tuple[User, SavedSearch | None, int]


class StopView(OneClickView):
    """Stops the mails about one saved search or about all; the searches themselves stay."""

    settings_url_name = "saved_searches"

    def find(self, token: str) -> Target:
        """The person, the search if it is still there, and its number or ALL."""
        try:
            user_id, pk = read_token(token)
        except LinkUnusableError as error:
            raise Http404 from error
        user = User.objects.filter(pk=user_id).first()
        if user is None:
            raise Http404
        return user, SavedSearch.objects.filter(pk=pk, user=user).first(), pk

    def describe(self, found: Target) -> str:
        """The search by its name."""
        _user, search, pk = found
        if pk == ALL:
            return _("E-mails about all your saved searches")
        if search is None:
            return _("This saved search has been deleted, so no e-mails come any more.")
        return _("E-mails about the saved search “%(name)s”") % {"name": search.name}

    def stop(self, found: Target) -> None:
        """No more mails; what is deleted has none."""
        user, search, pk = found
        if pk == ALL or search is not None:
            stop_mails(user=user, search=search)
