"""The pages behind the links that stop mails."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from accounts.models import User
from accounts.notifications import is_known, kind_of
from accounts.services.notifications import stop_mails
from accounts.unsubscribing import EVERYTHING, LinkUnusableError, read_unsubscribe_token


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class OneClickView(TemplateView):
    """Says what a link of a mail stops and asks once more; a mail program posts and is done (RFC 8058).

    Nobody signs in, and a POST needs no token beside the one in the address, which says all that is to be said.
    """

    template_name = "accounts/unsubscribe.html"
    settings_url_name = "notification_settings"

    def find(self, token: str) -> Any:
        """What the link means; raises Http404 for one that we have not made."""
        raise NotImplementedError

    def describe(self, found: Any) -> str:
        """What will not come any more, as the page says it."""
        raise NotImplementedError

    def stop(self, found: Any) -> None:
        """Stop it; doing it twice does no harm."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        found = self.find(self.kwargs["token"])
        names = {"found": found, "what": self.describe(found), "settings_url_name": self.settings_url_name}
        return super().get_context_data(**names, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stop it, whoever asks: a mail program with its one field or a reader with the button of the page."""
        self.stop(self.find(self.kwargs["token"]))
        return self.render_to_response(self.get_context_data(done=True))


class UnsubscribeView(OneClickView):
    """Stops the mails that follow the notifications of one kind, or of all."""

    def find(self, token: str) -> tuple[User, str]:
        """The person and the code of the kind."""
        try:
            user_id, code = read_unsubscribe_token(token)
        except LinkUnusableError as error:
            raise Http404 from error
        user = User.objects.filter(pk=user_id).first()
        if user is None or (code != EVERYTHING and not is_known(code)):
            raise Http404
        return user, code

    def describe(self, found: tuple[User, str]) -> str:
        """The kind by its name."""
        _user, code = found
        if code == EVERYTHING:
            return _("E-mails about notifications of all kinds")
        return _("E-mails about notifications of the kind “%(kind)s”") % {"kind": kind_of(code).label}

    def stop(self, found: tuple[User, str]) -> None:
        """From now on only the inbox tells."""
        user, code = found
        stop_mails(user=user, kind=code)
