"""Users: names, addresses, passwords, their administration."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from accounts.models import User
from accounts.passwords import StrengthValidator
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, make_user, path_in


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (("Ing.", "Jana", "Nováková", "Ph.D."), "Ing. Jana Nováková, Ph.D."),
        (("Prof. Dr.", "Anna", "Weiß", ""), "Prof. Dr. Anna Weiß"),
        (("", "Jan", "", "DiS."), "Jan, DiS."),
        (("Dr.", "", "", ""), ""),
    ],
)
def test_titles_stand_around_the_name(fields: tuple[str, ...], name: str) -> None:
    user = User(**dict(zip(("title_before", "first_name", "last_name", "title_after"), fields, strict=True)))
    assert user.full_name == name


@pytest.mark.django_db
def test_an_address_is_unique_in_any_case() -> None:
    user = User.objects.create_user("Jana@Example.ORG", PASSWORD)
    assert user.email == "jana@example.org"
    assert User.objects.get(email="JANA@example.org") == user
    assert User.objects.get_by_natural_key("JANA@EXAMPLE.ORG") == user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("JANA@example.org")
    with pytest.raises(ValidationError):
        User(email="JANA@example.org", password="x").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).extra(where=["true"]).update(email=_raw("Jana@example.org"))


def _raw(value: str) -> object:
    from django.db.models.expressions import RawSQL

    return RawSQL("%s", [value])


@pytest.mark.django_db
def test_superusers_may_all() -> None:
    user = get_user_model().objects.create_superuser("admin@example.org", PASSWORD)
    assert user.is_staff
    assert user.is_superuser
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


@pytest.mark.parametrize("password", ["Passwort123", "jana.novakova", "Glokal2026", "qwertzuiop", "abcabcabcabc"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Dieses Passwort ist zu leicht zu erraten."), ("cs", "Toto heslo se dá příliš snadno")],
)
def test_weak_passwords_are_refused_with_advice(password: str, language: str, words: str) -> None:
    user = User(email="jana.novakova@example.org", first_name="Jana", last_name="Nováková")
    with override(language), pytest.raises(ValidationError, match=words) as refusal:
        StrengthValidator().validate(password, user)
    assert " is " not in str(refusal.value)  # nothing left in English


@pytest.mark.parametrize("password", [PASSWORD, OTHER_PASSWORD, f"{PASSWORD}, {OTHER_PASSWORD}. " * 100])
def test_good_passwords_pass_however_long(password: str) -> None:
    StrengthValidator().validate(password, User(email="jana@example.org"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["user_changelist", "user_add", "outgoingmail_changelist"])
def test_admin_pages(client: Client, settings: Settings, name: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("admin@example.org", PASSWORD))
    assert client.get(reverse(f"admin:accounts_{name}")).status_code == 200


@pytest.mark.django_db
def test_the_admin_makes_a_user_who_can_sign_in(client: Client, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    admin = User.objects.create_superuser("admin@example.org", PASSWORD)
    client.force_login(admin)
    data = {
        "email": "Karel@Example.org",
        "preferred_language": "cs",
        "usable_password": "true",
        "password1": OTHER_PASSWORD,
        "password2": OTHER_PASSWORD,
    }
    answer = client.post(reverse("admin:accounts_user_add"), data)
    user = User.objects.get(email="karel@example.org")
    assert answer.status_code == 302
    assert client.get(reverse("admin:accounts_user_change", args=[user.pk])).status_code == 200
    assert authenticate(None, email="karel@example.org", password=OTHER_PASSWORD) == user


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("de", "gespeichert"), ("cs", "uloženy")])
def test_members_change_their_profile(client: Client, language: str, words: str) -> None:
    user = make_user(first_name="Jana", last_name="Nová")
    page = path_in(language, "account_profile")
    assert client.get(page).status_code == 302
    client.force_login(user)
    data = {
        "title_before": "Ing.",
        "first_name": "Jana",
        "last_name": "Nováková",
        "title_after": "Ph.D.",
        "preferred_language": "cs",
    }
    assert words in client.post(page, data, follow=True).content.decode()
    user.refresh_from_db()
    assert (user.full_name, user.preferred_language) == ("Ing. Jana Nováková, Ph.D.", "cs")
    answer = client.post(page, {**data, "last_name": ""})
    assert answer.context["form"].errors["last_name"]
