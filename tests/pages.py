"""A page as a browser has it: its forms with what they would send, errors beside fields, headings, links."""

from html.parser import HTMLParser
from typing import Any

from django.urls import reverse
from django.utils.translation import override

LANGUAGES = ("de", "cs")
VOID = {"input", "br", "img", "meta", "link", "hr", "path", "use", "source", "wbr"}


def url(language: str, view: str, *args: Any, **kwargs: Any) -> str:
    """The address of `view` in `language`."""
    with override(language):
        return reverse(view, args=args, kwargs=kwargs)


class Form:
    """What a form would send if it were submitted as it stands."""

    def __init__(self, attrs: dict[str, str]) -> None:
        self.action = attrs.get("action", "")
        self.method = attrs.get("method", "get")
        self.data: dict[str, list[str]] = {}

    def add(self, name: str, value: str) -> None:
        self.data.setdefault(name, []).append(value)


class Page(HTMLParser):
    """The parts of a response that tests look at."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.status = response.status_code
        self.source = response.content.decode()
        self.language = ""
        self.forms: list[Form] = []
        self.texts: dict[str, list[str]] = {}
        self.headings: list[str] = []
        self.links: list[dict[str, str]] = []
        self.scripts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._select = ""
        self._option: dict[str, str] | None = None
        self._textarea = ""
        self.feed(self.source)

    def form(self, field: str) -> dict[str, list[str]]:
        """The data of the form that has `field`."""
        return next(form.data for form in self.forms if field in form.data)

    def error(self, field: str) -> str:
        """The text of the error beside a field."""
        return " ".join("".join(self.texts.get(f"id_{field}_error", [])).split())

    def alternates(self) -> dict[str, str]:
        """hreflang → address."""
        others = (link for link in self.links if link.get("rel") == "alternate" and "hreflang" in link)
        return {link["hreflang"]: link["href"] for link in others}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values.get("lang", "")
        elif tag == "h1":
            self.headings.append("")
        elif tag in {"link", "a"}:
            self.links.append({**values, "tag": tag})
        elif tag == "script":
            self.scripts.append("")
        elif tag == "form":
            self.forms.append(Form(values))
        elif self.forms:
            self._control(tag, values)
        if tag not in VOID:
            self._open.append((tag, values.get("id", "")))

    def _control(self, tag: str, values: dict[str, str]) -> None:
        form, name = self.forms[-1], values.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in values:
            form.add(self._select, values.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            form.add(name, "")
        elif tag == "input" and name and values.get("type") not in {"file", "submit"}:
            ticked = values.get("type") in {"checkbox", "radio"}
            if not ticked or "checked" in values:
                form.add(name, values.get("value", "on" if ticked else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            if self._select not in self.forms[-1].data:
                self.forms[-1].add(self._select, "")
            self._select = ""
        if tag == "textarea":
            self._textarea = ""
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        tag = self._open[-1][0] if self._open else ""
        if self._textarea:
            self.forms[-1].data[self._textarea][-1] += data.removeprefix("\n").removeprefix("\r\n")
        if tag == "script":
            self.scripts[-1] += data
        for opened, identifier in self._open:
            if identifier:
                self.texts.setdefault(identifier, []).append(data)
            if opened == "h1":
                self.headings[-1] += data
