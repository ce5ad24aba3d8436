"""What the rows of docs/permissions.md about enquiries mean; the scene's company was asked by one of another region."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from enquiries.choices import Side, State
from enquiries.models import Attachment, Block, Conversation, Cooperation, Message, Report, StageReport
from enquiries.services.chamber import ask_for_mediation
from enquiries.services.protection import block, report
from enquiries.services.sending import send
from enquiries.tokens import cooperation_path
from organisations.files import check_file
from tests.enquiries.factories import answer, in_days, make_conversation, make_draft, make_firm
from tests.enquiries.test_links import link_for
from tests.factories import publish
from tests.listings.uploads import PDF, upload
from tests.project.permissions import Answer, Scene, action
from tests.project.stage import kept

TEXT = "Bitte um ein Angebot über 500 Wellen."
WORDS: dict[str, Any] = {"language": "de", "text": "Gern."}


@kept
def _received(scene: Scene, **fields: Any) -> Conversation:
    """An enquiry to the scene's company."""
    publish(scene.company)
    sender = make_firm(region="DED41")[0]
    return make_conversation(sender, scene.company, text=TEXT, **fields)


def _press(scene: Scene, conversation: Conversation, step: str, **data: Any) -> Any:
    return scene.post("enquiry_detail", conversation.pk, step=step, form_key=uuid4(), **data)


@action("send an enquiry in the name of the organisation")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    data = {
        **WORDS, "sender": scene.company.pk, "to": make_firm()[0].slug, "subject": "Wellen", "form_key": uuid4(),
        "deadline": in_days(14).isoformat(), "action": "send",
    }  # fmt: skip
    response = scene.post("enquiry_new", **data)
    return response, Conversation.objects.filter(enquiry__sender=scene.company.pk).exists()


@action("read a received enquiry")
def _(scene: Scene) -> Answer:
    response = scene.get("enquiry_detail", _received(scene).pk)
    return response, response.status_code == 200


@action("answer a received enquiry")
def _(scene: Scene) -> Answer:
    response = _press(scene, _received(scene), "reply", **WORDS)
    return response, Message.objects.exists()


@action("decline a received enquiry")
def _(scene: Scene) -> Answer:
    response = _press(scene, _received(scene), "decline", reason="range", language="de")
    return response, Conversation.objects.get().state == State.DECLINED


@action("answer an enquiry by the link of the mail")
def _(scene: Scene) -> Answer:
    address = link_for(_received(scene))
    response = scene.client.post(address, {**WORDS, "step": "reply", "form_key": uuid4()})
    return response, Message.objects.exists()


@action("download a file of a received enquiry")
def _(scene: Scene) -> Answer:
    conversation = _received(scene, files=[check_file(upload("plan.pdf", PDF))])
    response = scene.get("enquiry_file", conversation.pk, Attachment.objects.get().pk)
    return response, response.status_code == 200


@action("block who has asked")
def _(scene: Scene) -> Answer:
    response = _press(scene, _received(scene), "block")
    return response, Block.objects.exists()


@action("undo a block")
def _(scene: Scene) -> Answer:
    found = block(conversation_id=_received(scene).pk, actor=None)
    response = scene.post("enquiry_unblock", found.pk)
    return response, not Block.objects.exists()


@action("report an enquiry to the chamber")
def _(scene: Scene) -> Answer:
    response = _press(scene, _received(scene), "report", reason="spam")
    return response, Report.objects.exists()


@action("ask the chamber to mediate")
def _(scene: Scene) -> Answer:
    response = _press(scene, _received(scene), "mediate")
    return response, Conversation.objects.get().mediation_at is not None


@action("withdraw an enquiry of the organisation")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    enquiry = send(sender_id=scene.company.pk, recipient_ids=[make_firm()[0].pk], actor=scene.owner, draft=make_draft())
    response = _press(scene, enquiry.conversations.get(), "withdraw")
    return response, Conversation.objects.get().state == State.WITHDRAWN


@kept
def _cooperation(scene: Scene) -> Cooperation:
    answer(_received(scene))
    return Cooperation.objects.get()


@action("see the cooperations of the organisation")
def _(scene: Scene) -> Answer:
    name = _cooperation(scene).first.name
    response = scene.get("cooperations")
    return response, name in response.content.decode()


@action("say how far a cooperation has come")
def _(scene: Scene) -> Answer:
    response = scene.post("cooperation_stage", _cooperation(scene).pk, stage="offer")
    return response, StageReport.objects.exists()


@action("say how far a cooperation has come by the link of the mail")
def _(scene: Scene) -> Answer:
    membership = scene.company.memberships.get(user=scene.owner)
    response = scene.client.post(cooperation_path(_cooperation(scene), membership, "de"), {"stage": "offer"})
    return response, StageReport.objects.exists()


@kept
def _escalated(scene: Scene) -> Conversation:
    conversation = _received(scene)
    Conversation.objects.update(escalated_at=timezone.now())
    return conversation


@action("see that an enquiry was not answered")
def _(scene: Scene) -> Answer:
    response = scene.get("admin:enquiries_conversation_change", _escalated(scene).pk)
    return response, response.status_code == 200


@action("read the texts of an enquiry that was not answered")
def _(scene: Scene) -> Answer:
    response = scene.get("admin:enquiries_conversation_change", _escalated(scene).pk)
    return response, TEXT in response.content.decode()


@kept
def _mediated(scene: Scene) -> Conversation:
    conversation = _received(scene)
    return ask_for_mediation(conversation_id=conversation.pk, side=Side.SENDER)


@action("read a conversation that the chamber mediates")
def _(scene: Scene) -> Answer:
    response = scene.get("admin:enquiries_conversation_change", _mediated(scene).pk)
    return response, TEXT in response.content.decode()


@action("write to both sides as the chamber")
def _(scene: Scene) -> Answer:
    response = scene.post("admin:enquiries_conversation_change", _mediated(scene).pk, **WORDS, form_key=uuid4())
    return response, Message.objects.filter(side=Side.CHAMBER).exists()


@action("decide a reported enquiry")
def _(scene: Scene) -> Answer:
    made = report(conversation_id=_received(scene).pk, actor=None, reason="spam", text="")  # type: ignore[arg-type]
    response = scene.post("admin:enquiries_report_change", made.pk, decision="upheld")
    return response, Report.objects.get().decided_at is not None


@action("read the log of cooperations")
def _(scene: Scene) -> Answer:
    response = scene.get("admin:enquiries_cooperation_change", _cooperation(scene).pk)
    return response, response.status_code == 200
