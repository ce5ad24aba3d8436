"""What each row of docs/permissions.md means: the request, and the trace by which one sees that it was allowed."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from companies.models import Company
from glokal.models import Page as SitePage
from glokal.page_data import load_pages
from organisations.choices import Role
from organisations.models import Invitation, JoinRequest, Membership, Organisation
from organisations.services import members
from publishing.models import Responsibility, ReviewItem, Revision
from publishing.services import archive
from tests.factories import edit, make_clerk, make_company, make_superuser, make_user, publish, submit
from tests.pages import Page, url
from tests.project.scene import SECRET, Scene

type Answer = tuple[Any, bool]
"""The response, and whether the action has happened."""

ACTIONS: dict[str, Callable[[Scene], Answer]] = {}


def action(name: str) -> Callable[[Callable[[Scene], Answer]], None]:
    """Ties a row of the table to what checks it."""

    def tie(check: Callable[[Scene], Answer]) -> None:
        ACTIONS[name] = check

    return tie


def reading(name: str, view: str, *, prepare: Callable[[Scene], Any] | None = None, key: str = "pk") -> None:
    """A row about a page that is read; `key` is the attribute of the company in the address, if any."""

    def check(scene: Scene) -> Answer:
        if prepare:
            prepare(scene)
        response = scene.get(view, *([getattr(scene.company, key)] if key else []))
        return response, response.status_code == 200

    ACTIONS[name] = check


reading("see a published entry", "company_detail", prepare=lambda scene: publish(scene.company), key="slug")
reading("see a draft", "company_detail", key="slug")
reading("see state, reasons and history", "organisation_status")
reading("see the members", "organisation_members")
reading("open the administration", "admin:index", key="")
reading("read the history of an entry", "admin:companies_company_history")
for _name, _model in {
    "look up reference data": "organisations_region",
    "see all memberships": "organisations_membership",
    "see all revisions": "publishing_revision",
    "see user accounts": "accounts_user",
    "see outgoing mails": "accounts_outgoingmail",
}.items():
    reading(_name, f"admin:{_model}_changelist", key="")


@action("see an archived entry")
def _(scene: Scene) -> Answer:
    archive(kind="company", pk=publish(scene.company).pk, actor=None)
    response = scene.get("company_detail", scene.company.slug)
    return response, response.status_code == 200


@action("see a contact person without consent")
def _(scene: Scene) -> Answer:
    response = scene.get("company_detail", publish(scene.company).slug)
    assert response.status_code == 200
    return response, SECRET in response.content.decode()


@action("enter a new organisation")
def _(scene: Scene) -> Answer:
    facts = {"kind": "company", "name": "Neu GmbH", "country": "DE", "postcode": "02763", "town": "Zittau"}
    response = scene.post("organisation_start", **facts, region="", original_language="de")
    return response, Organisation.objects.filter(name="Neu GmbH").exists()


@action("ask to join a published entry")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    response = scene.post("organisation_join", scene.company.pk, message="Vertrieb")
    return response, JoinRequest.objects.exists()


@action("edit the profile")
def _(scene: Scene) -> Answer:
    page = Client()
    page.force_login(scene.owner)
    data = Page(page.get(url("de", "company_edit", scene.company.pk))).form("version")
    response = scene.post("company_edit", scene.company.pk, **{**data, "town": "Zittau-Nord", "action": "save"})
    return response, Company.objects.filter(town="Zittau-Nord").exists()


@action("submit for review")
def _(scene: Scene) -> Answer:
    response = scene.post("organisation_submit", scene.company.pk)
    return response, scene.status() == "submitted"


@action("withdraw from review")
def _(scene: Scene) -> Answer:
    submit(scene.company)
    response = scene.post("organisation_withdraw", scene.company.pk, step="withdraw")
    return response, scene.status() == "draft"


@action("take off the public pages")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    response = scene.post("organisation_withdraw", scene.company.pk, step="archive")
    return response, scene.status() == "archived"


@action("invite a member")
def _(scene: Scene) -> Answer:
    response = scene.post("organisation_members", scene.company.pk, email="x@example.org", role="owner", language="de")
    return response, Invitation.objects.exists()


def _invitation(scene: Scene) -> Invitation:
    facts = {"email": "x@example.org", "role": Role.OWNER, "language": "de", "actor": scene.owner}
    return members.invite(organisation_id=scene.company.pk, **facts)


@action("withdraw an invitation")
def _(scene: Scene) -> Answer:
    response = scene.post("invitation_revoke", scene.company.pk, _invitation(scene).pk)
    return response, not Invitation.objects.exists()


@action("accept an invitation of somebody else")
def _(scene: Scene) -> Answer:
    before = Membership.objects.count()
    response = scene.post("invitation", _invitation(scene).token)
    return response, Membership.objects.count() > before or Invitation.objects.filter(accepted_at=None).count() != 1


@action("change a role")
def _(scene: Scene) -> Answer:
    member = scene.member()
    response = scene.post("member_role", scene.company.pk, member.pk, role="owner")
    return response, Membership.objects.get(pk=member.pk).role == Role.OWNER


@action("remove a member")
def _(scene: Scene) -> Answer:
    member = scene.member()
    response = scene.post("member_end", scene.company.pk, member.pk)
    return response, not Membership.objects.filter(pk=member.pk).exists()


def _request(company: Company) -> JoinRequest:
    return members.ask_to_join(organisation_id=company.pk, actor=make_user(), message="Vertrieb")


@action("decide a request to join")
def _(scene: Scene) -> Answer:
    response = scene.post("request_decide", scene.company.pk, _request(scene.company).pk, decision="accept")
    return response, JoinRequest.objects.get().state == "accepted"


@action("read an entry in the review queue")
def _(scene: Scene) -> Answer:
    response = scene.get("admin:publishing_reviewitem_change", submit(scene.company).pk)
    return response, response.status_code == 200


def _decide(scene: Scene, item: ReviewItem, decision: str) -> Any:
    revision = Revision.objects.of("company", scene.company.pk).latest("id")
    view = "admin:publishing_reviewitem_change"
    return scene.post(view, item.pk, decision=decision, revision=revision.pk, reason="Bitte prüfen.")


@action("publish what waits")
def _(scene: Scene) -> Answer:
    return _decide(scene, submit(scene.company), "approve"), scene.status() == "published"


@action("send back what waits")
def _(scene: Scene) -> Answer:
    return _decide(scene, submit(scene.company), "send_back"), scene.status() == "sent_back"


@action("revert a change")
def _(scene: Scene) -> Answer:
    edit(publish(scene.company), scene.owner, town="Anderswo")
    response = _decide(scene, ReviewItem.objects.open().get(), "revert")
    return response, Company.objects.get(pk=scene.company.pk).town == "Zittau"


@action("correct a profile")
def _(scene: Scene) -> Answer:
    operator = Client()
    operator.force_login(make_superuser())
    view = "admin:companies_company_change"
    data = Page(operator.get(reverse(view, args=[scene.company.pk]))).form("version")
    response = scene.post(view, scene.company.pk, **{**data, "town": "Zittau-Nord"})
    return response, Company.objects.filter(town="Zittau-Nord").exists()


@action("archive an entry with a reason")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    response = scene.post(
        "admin:companies_company_step", scene.company.pk, step="archive", reason="Gibt es nicht mehr."
    )
    return response, scene.status() == "archived"


@action("decide a claim")
def _(scene: Scene) -> Answer:
    claim = _request(make_company("Ohne Inhaber GmbH"))
    response = scene.post("admin:organisations_joinrequest_change", claim.pk, _accept="1")
    return response, JoinRequest.objects.get().state == "accepted"


@action("decide a request that owners decide")
def _(scene: Scene) -> Answer:
    response = scene.post("admin:organisations_joinrequest_change", _request(scene.company).pk, _accept="1")
    return response, JoinRequest.objects.get().state == "accepted"


@action("say which clerk looks after which region")
def _(scene: Scene) -> Answer:
    clerk = make_clerk()
    response = scene.post("admin:publishing_responsibility_add", user=clerk.pk, region_code="DED21", until="")
    return response, Responsibility.objects.filter(user=clerk).exists()


@action("edit legal pages")
def _(scene: Scene) -> Answer:
    load_pages()
    page = SitePage.objects.get(slug="imprint")
    texts = {"title_de": "Neu", "title_cs": "Nové", "body_de": "x", "body_cs": "x"}
    response = scene.post("admin:glokal_page_change", page.pk, slug="imprint", **texts)
    return response, SitePage.objects.filter(title_de="Neu").exists()


@action("delete an organisation")
def _(scene: Scene) -> Answer:
    response = scene.post("admin:companies_company_delete", scene.company.pk, post="yes")
    return response, not Company.objects.filter(pk=scene.company.pk).exists()
