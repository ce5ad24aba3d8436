"""What a page does behind the reader's back: requests to others, errors on the console."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request


@dataclass
class Watch:
    """Listens to all pages of a context."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def over(cls, context: BrowserContext) -> "Watch":
        """Begin to listen."""
        watch = cls()
        context.on("request", watch.requested)
        context.on("console", watch.said)
        context.on("weberror", lambda error: watch.errors.append(str(error.error)))
        return watch

    def requested(self, request: Request) -> None:
        """Only the site itself may be asked."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "localhost":
            self.foreign.append(request.url)

    def said(self, message: ConsoleMessage) -> None:
        """Warnings and errors; the browser also reports a page that is meant to answer 404 or 422."""
        page = message.page
        own_answer = page is not None and message.location.get("url", "").split("#")[0] == page.url.split("#")[0]
        if message.type in {"error", "warning"} and not (own_answer and "status of 4" in message.text):
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def assert_quiet(self) -> None:
        """Nothing was asked of others and nothing went wrong; forgets what it has seen."""
        seen = [*(f"request to {address}" for address in self.foreign), *self.errors]
        self.foreign.clear()
        self.errors.clear()
        assert not seen, "\n".join(seen)
