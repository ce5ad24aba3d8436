"""From the registration to the second factor, in both languages."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import demo
from accounts.models import OutgoingMail, User
from accounts.services import create_user
from bilingual.choices import Language
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, make_user, path_in

REGISTRATION = {
    "first_name": "Jana",
    "last_name": "Nováková",
    "title_before": "Ing.",
    "title_after": "Ph.D.",
    "email": "Jana@Example.org",
    "password1": PASSWORD,
    "terms": "on",
}


def totp_code(secret: str) -> str:
    """What the app would show."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("de", "Bitte bestätigen Sie Ihre E-Mail-Adresse", "vielen Dank für Ihre Registrierung bei Glokal."),
        ("cs", "Potvrďte prosím svou e-mailovou adresu", "děkujeme za registraci na platformě Glokal."),
    ],
)
def test_registration(client: Client, run_jobs: Callable[[], None], language: str, subject: str, words: str) -> None:
    answer = client.post(path_in(language, "account_signup"), REGISTRATION)
    assert answer["Location"] == path_in(language, "account_email_verification_sent")
    user = User.objects.get(email="jana@example.org")
    assert (user.full_name, user.preferred_language) == ("Ing. Jana Nováková, Ph.D.", language)
    assert user.terms_accepted_at

    run_jobs()
    (sent,) = django_mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert sent.to == ["jana@example.org"]
    assert sent.subject == subject
    assert words in sent.body
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(sent.body), re.MULTILINE)
    assert code
    assert code[0] in str(sent.alternatives[0][0])
    assert not OutgoingMail.objects.get().text  # the code is no longer kept

    answer = client.post(answer["Location"], {"code": code[0]})
    assert answer.status_code == 302
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(path_in(language, "account_profile")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("terms", "", {"de": "Bitte stimmen Sie den Nutzungsbedingungen zu", "cs": "je třeba souhlasit"}),
        ("password1", "Jana Nováková", {"de": "zu leicht zu erraten", "cs": "příliš snadno uhodnout"}),
        ("first_name", "", {"de": "Dieses Feld ist zwingend erforderlich.", "cs": "Toto pole je třeba vyplnit."}),
    ],
)
@pytest.mark.parametrize("language", ["de", "cs"])
def test_registration_with_a_mistake(
    client: Client, language: str, field: str, value: str, words: dict[str, str]
) -> None:
    answer = client.post(path_in(language, "account_signup"), {**REGISTRATION, field: value})
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert len(errors[field]) == 1
    assert words[language] in errors[field][0]
    assert 'value="Jana@Example.org"' in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_second_registration_tells_only_the_owner() -> None:
    make_user()
    answer = Client().post(path_in("cs", "account_signup"), REGISTRATION)
    assert answer["Location"] == path_in("cs", "account_email_verification_sent")
    mail = OutgoingMail.objects.get()
    assert (mail.language, mail.subject) == ("de", "Sie haben bereits ein Konto")  # the owner reads German


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "E-Mail-Adresse oder Passwort ist nicht richtig."), ("cs", "E-mailová adresa nebo heslo není správné.")],
)
def test_login(client: Client, language: str, words: str) -> None:
    make_user()
    page = path_in(language, "account_login")
    answer = client.post(page, {"login": "jana@example.org", "password": "wrong"})
    assert words in answer.content.decode()
    answer = client.post(page, {"login": "JANA@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(path_in(language, "account_profile")).status_code == 200


@pytest.mark.django_db
def test_guessing_passwords_is_stopped(client: Client) -> None:
    make_user()
    page = path_in("de", "account_login")
    for _ in range(5):
        client.post(page, {"login": "jana@example.org", "password": "wrong"})
    answer = client.post(page, {"login": "jana@example.org", "password": PASSWORD})
    assert "Zu viele fehlgeschlagene Anmeldeversuche." in answer.content.decode()


@pytest.mark.django_db
def test_password_reset_speaks_the_language_of_the_owner(client: Client, settings: Settings) -> None:
    user = make_user(language=Language.CS)
    client.post(path_in("de", "account_reset_password"), {"email": user.email}, HTTP_HOST="localhost")
    mail = OutgoingMail.objects.get()
    assert (mail.language, mail.subject, mail.user) == ("cs", "Nastavení nového hesla", user)
    assert "ěkdo, pravděpodobně vy, požádal" in mail.text
    link = re.search(r"https?://\S+", mail.text)
    assert link
    start = settings.SITE_URL + path_in("cs", "account_reset_password_from_key", uidb36="x", key="y")[:-4]
    assert link[0].startswith(start)

    page = client.get(link[0].removeprefix(settings.SITE_URL), follow=True).redirect_chain[-1][0]
    assert client.post(page, {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(OTHER_PASSWORD)
    assert OutgoingMail.objects.filter(language="cs", purpose="account/password_reset").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "cs"])
def test_password_reset_for_a_stranger_answers_alike(client: Client, language: str) -> None:
    answer = client.post(path_in(language, "account_reset_password"), {"email": "nobody@example.org"})
    assert answer["Location"] == path_in(language, "account_reset_password_done")
    mail = OutgoingMail.objects.get()
    assert (mail.language, mail.user, mail.purpose) == (language, None, "account/unknown_account")


def test_totp_from_setting_up_to_signing_in(
    client: Client, sign_in: Callable[[Client, User], None], run_jobs: Callable[[], None]
) -> None:
    user = make_user(language=Language.CS)
    sign_in(client, user)
    page = path_in("de", "mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    client.post(page, {"code": totp_code(secret)})
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    run_jobs()
    assert [sent.subject for sent in django_mail.outbox] == ["Ověřovací aplikace nastavena"]

    stranger = Client()
    answer = stranger.post(path_in("de", "account_login"), {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == path_in("de", "mfa_authenticate")
    assert "Falscher Code." in stranger.post(answer["Location"], {"code": "000000"}).content.decode()
    assert stranger.post(answer["Location"], {"code": totp_code(secret)}).status_code == 302
    assert stranger.get(path_in("de", "account_profile")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("de", "zweiten Faktor ein"), ("cs", "nastavte druhý faktor")])
def test_staff_need_a_second_factor(client: Client, language: str, words: str) -> None:
    user = make_user(language=Language(language), is_staff=True, is_superuser=True)
    client.force_login(user)
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[0][0] == path_in(language, "mfa_index")
    assert words in answer.content.decode()

    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get(reverse("admin:index")).status_code == 302
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.django_db
def test_the_second_factor_costs_one_query_and_only_there(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_user(is_staff=True))
    with django_assert_num_queries(3):  # session, user, second factor
        client.get(reverse("admin:jsi18n"))
    settings.STAFF_SECOND_FACTOR = False
    with django_assert_num_queries(2):
        client.get(reverse("admin:jsi18n"))


@pytest.mark.django_db
def test_strangers_sign_in_to_the_administration_on_our_page(client: Client) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].split("?")[0] in {path_in(code, "account_login") for code in Language.values}


@pytest.mark.django_db
def test_the_administration_speaks_the_language_of_its_user(client: Client, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(make_user(language=Language.CS, is_staff=True, is_superuser=True))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    answer = client.get(reverse("admin:index"), headers={"accept-language": "de"})
    assert answer["Content-Language"] == "cs"
    assert '<html lang="cs"' in answer.content.decode()
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


@pytest.mark.django_db
def test_the_address_decides_under_a_prefix_and_is_remembered(client: Client, settings: Settings) -> None:
    user = make_user(language=Language.CS)
    client.force_login(user)
    answer = client.get(path_in("de", "account_profile"))
    assert answer["Content-Language"] == "de"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
    assert settings.LANGUAGE_COOKIE_NAME not in client.get(path_in("de", "account_profile")).cookies
    user.refresh_from_db()
    assert user.preferred_language == "cs"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "cs"])
def test_demo_accounts_only_in_the_demo(client: Client, settings: Settings, language: str) -> None:
    page = path_in(language, "account_login")
    assert demo.PASSWORD not in client.get(page).content.decode()
    settings.DEMO = True
    text = client.get(page).content.decode()
    assert all(f'value="{account.email}"' in text for account in demo.ACCOUNTS)


@pytest.mark.django_db
def test_demo_accounts_sign_in_by_their_button(client: Client) -> None:
    account = demo.ACCOUNTS[0]
    create_user(email=account.email, password=account.password, language=Language.DE, is_verified=True)
    answer = client.post(path_in("de", "account_login"), {"login": account.email, "password": account.password})
    assert answer.status_code == 302
