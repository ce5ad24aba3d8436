"""Every page of allauth is ours: reachable, in the page's language, fit for a strict CSP."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django import Settings

from accounts.adapter import AccountAdapter
from accounts.models import OutgoingMail, User
from bilingual.choices import Language
from tests.accounts.people import PASSWORD, make_user, path_in

FOR_ALL = [
    *("account_login", "account_signup", "account_inactive", "account_reset_password"),
    *("account_reset_password_done", "account_reset_password_from_key_done"),
]
FOR_MEMBERS = [
    *("account_logout", "account_email", "account_change_password", "account_reauthenticate", "account_profile"),
    *("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"),
]
WITH_SECOND_FACTOR = [
    *("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("mfa_list_webauthn", "mfa_reauthenticate"),
]
MAILS = {
    "account/email/": "account_already_exists unknown_account email_confirmation email_confirmation_signup login_code"
    " password_reset_code password_reset_key email_changed email_confirm email_deleted password_changed password_reset"
    " password_set",
    "mfa/email/": "recovery_codes_generated totp_activated totp_deactivated webauthn_added webauthn_removed",
}
ENGLISH = re.compile(r"\b(the|your|password|sign in|please|account|code is)\b", re.IGNORECASE)


class Inspector(HTMLParser):
    """Collects what a strict CSP forbids, the headings, and the visible words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.headings = 0
        self.title = ""
        self.text: list[str] = []
        self._tag = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_data = values.get("type") == "application/json"
        if (tag == "script" and "src" not in values and not is_data) or tag == "style" or "style" in values:
            self.forbidden.append(self.get_starttag_text() or tag)
        self.forbidden += [name for name in values if name.startswith("on")]
        self.headings += tag == "h1"
        self._tag = tag

    def handle_data(self, data: str) -> None:
        if self._tag == "title":
            self.title += data
        if self._tag not in {"script", "style", "code"}:
            self.text.append(data)


def inspect(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200, page
    seen = Inspector(answer.content.decode())
    assert not seen.forbidden
    assert seen.headings == 1
    assert re.search(r"\w", seen.title.replace("Glokal", ""))
    # what is left in English is what nobody has translated
    main = " ".join(Inspector(answer.content.decode().split("<main")[1].split("</main>")[0]).text)
    assert not ENGLISH.search(main), ENGLISH.search(main)


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("name", FOR_ALL)
def test_pages_for_all(client: Client, language: str, name: str) -> None:
    inspect(client, path_in(language, name))


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
def test_pages_for_members(client: Client, sign_in: Callable[[Client, User], None], language: str) -> None:
    sign_in(client, make_user())
    for name in FOR_MEMBERS:
        inspect(client, path_in(language, name))


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
def test_pages_with_a_second_factor(client: Client, sign_in: Callable[[Client, User], None], language: str) -> None:
    user = make_user()
    sign_in(client, user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    RecoveryCodes.activate(user)
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Klíč", "credential": {}}
    )
    for name in WITH_SECOND_FACTOR:
        inspect(client, path_in(language, name))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        inspect(client, path_in(language, name, pk=key.pk))


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
def test_pages_in_the_middle_of_signing_in(client: Client, language: str) -> None:
    user = make_user()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    data = {"login": user.email, "password": PASSWORD}
    page = client.post(path_in(language, "account_login"), data)["Location"]
    assert page == path_in(language, "mfa_authenticate")
    inspect(client, page)


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
def test_the_page_for_the_code(client: Client, language: str) -> None:
    data = {
        "first_name": "A",
        "last_name": "B",
        "email": "c@example.org",
        "password1": "Zwickauer Postkutsche",
        "terms": "on",
    }
    inspect(client, client.post(path_in(language, "account_signup"), data)["Location"])


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
def test_a_spent_link(client: Client, language: str) -> None:
    inspect(client, path_in(language, "account_reset_password_from_key", uidb36="1", key="x-y"))


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize(
    "name", ["account/signup_closed.html", "account/verification_sent.html", "account/verified_email_required.html"]
)
def test_pages_that_no_setting_of_ours_shows(rf: RequestFactory, language: str, name: str) -> None:
    request = rf.get("/")
    with override(language):
        seen = Inspector(render_to_string(name, {"request": request}))
    assert seen.headings == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("prefix", [folder + name for folder, names in MAILS.items() for name in names.split()])
def test_mails(client: Client, language: str, prefix: str, settings: Settings) -> None:
    user = make_user(language=Language(language), first_name="O'Neill & <b>")
    address = path_in("de", "account_login")
    context = {
        "user": user, "code": "ABC-DEF", "password_reset_url": f"http://evil.example{address}", "ip": "127.0.0.1",
        "signup_url": f"http://evil.example{address}", "user_agent": "Firefox & <b>", "timestamp": user.date_joined,
        "from_email": "a@example.org", "to_email": "b@example.org", "deleted_email": "c@example.org",
        "request": object(),
    }  # fmt: skip
    with override("de"):
        AccountAdapter().send_mail(prefix, user.email, context)
    mail = OutgoingMail.objects.get()
    assert mail.language == language
    assert mail.subject
    assert "evil" not in mail.text + mail.html
    assert "&amp;" not in mail.text
    assert "<b>" not in mail.html
    assert f'<html lang="{language}">' in mail.html
    assert "style=" not in mail.html
    for body in (mail.subject, mail.text, " ".join(Inspector(mail.html).text)):
        assert not ENGLISH.search(re.sub(r"https?://\S+", "", body)), body
    if prefix.endswith("reset_key"):
        assert settings.SITE_URL + path_in(language, "account_login") in mail.text
    EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient]).message()
