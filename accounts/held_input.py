"""A form that was sent after the session had ended is kept until its sender has signed in again."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase, QueryDict

KEY = "held_input"
LARGEST = 200_000  # characters; more than any of our forms holds
NOT_KEPT = ("csrfmiddlewaretoken", "password")


class HeldInputMixin(LoginRequiredMixin):
    """Asks to sign in as usual; what was typed waits in the session and comes back with the same page.

    Uploaded files are not kept, the page says so.
    """

    held: QueryDict | None = None
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hold what a signed-out reader sends, or take out what was held for this page."""
        if not request.user.is_authenticated:
            if request.method == "POST":
                self._hold(request)
        elif request.method == "GET":
            held = request.session.get(KEY)
            if held and held["path"] == request.path:
                del request.session[KEY]
                self.held = QueryDict(held["data"])
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def _hold(request: HttpRequest) -> None:
        data = request.POST.copy()
        for name in NOT_KEPT:
            data.pop(name, None)
        text = data.urlencode()
        if len(text) <= LARGEST:
            # one at a time, so that nobody fills the session store
            request.session[KEY] = {"path": request.path, "data": text}
            request.session.set_expiry(3600)
