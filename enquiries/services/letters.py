"""What each side is told, in its own language."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enquiries.choices import DeclineReason, Side, Stage, State
from enquiries.models import Conversation, Message
from enquiries.parties import author_name, party
from enquiries.recipients import Addressee
from enquiries.services.posting import Compose, Letter, post

ENDS = {State.DECLINED: "declined", State.WITHDRAWN: "withdrawn", State.CLOSED: "closed"}


def tell_new(conversation: Conversation) -> None:
    """Those who are asked: the whole text, the deadline, and how to answer."""
    enquiry = conversation.enquiry

    def compose(addressee: Addressee, path: str) -> Letter:
        sender = party(conversation, Side.SENDER, reader=Side.RECIPIENT).name
        about = [(_("About"), str(enquiry.listing))] if enquiry.listing else []
        notes = [_("You may also decline there with one click; the other side then need not wait.")]
        if conversation.is_cipher:
            notes.append(_("The other side does not know who you are. Only you can change that, after signing in."))
        return Letter(
            subject=_("Enquiry from %(name)s: %(subject)s") % {"name": sender, "subject": enquiry.subject},
            paragraphs=[_("%(name)s asks %(you)s:") % {"name": sender, "you": conversation.recipient.name}],
            facts=[
                (_("Subject"), enquiry.subject),
                *about,
                (_("Please answer by"), _day(conversation)),
                *_files(conversation),
            ],
            quote=enquiry.text,
            quote_language=enquiry.language,
            after=notes,
            button=_("Read and answer"),
            path=path,
            more=_signed_in(conversation, addressee),
            reason=_reason(addressee),
        )

    post(conversation, Side.RECIPIENT, "new", compose)


def tell_message(conversation: Conversation, message: Message) -> None:
    """The other side, and after a word of the chamber both sides."""
    sides = [Side.SENDER, Side.RECIPIENT] if message.side == Side.CHAMBER else [Side(message.side).other]
    event = "chamber" if message.side == Side.CHAMBER else "message"
    for side in sides:
        post(conversation, side, f"{event}-{message.pk}", _message_letter(conversation, message, side))


def _message_letter(conversation: Conversation, message: Message, reader: Side) -> Compose:
    def compose(addressee: Addressee, path: str) -> Letter:
        name = party(conversation, Side(message.side), reader=reader).name
        person = author_name(conversation, message, reader=reader)
        files = ", ".join(file.file_name for file in message.attachments.all())
        facts = [(_("Written by"), person), (_("Files"), files)]
        subject = conversation.enquiry.subject
        return Letter(
            subject=_("%(name)s has written: %(subject)s") % {"name": name, "subject": subject},
            paragraphs=[_("%(name)s has written about “%(subject)s”:") % {"name": name, "subject": subject}],
            facts=[(label, value) for label, value in facts if value],
            quote=message.text,
            quote_language=message.language,
            button=_("Read and answer"),
            path=path,
            more=_signed_in(conversation, addressee),
            reason=_reason(addressee),
        )

    return compose


def tell_ended(conversation: Conversation) -> None:
    """The other side; after a decision of the chamber both sides."""
    by = Side(conversation.ended_by)
    sides = [Side.SENDER, Side.RECIPIENT] if by == Side.CHAMBER else [by.other]
    for side in sides:
        post(conversation, side, ENDS[State(conversation.state)], _end_letter(conversation, by, side))


def _end_letter(conversation: Conversation, by: Side, reader: Side) -> Compose:
    def compose(addressee: Addressee, path: str) -> Letter:
        name, subject = party(conversation, by, reader=reader).name, conversation.enquiry.subject
        values = {"name": name, "subject": subject}
        heads = {
            State.DECLINED: (_("Declined: %(subject)s"), _("%(name)s declines your enquiry “%(subject)s”.")),
            State.WITHDRAWN: (
                _("Withdrawn: %(subject)s"),
                _("%(name)s has withdrawn the enquiry “%(subject)s”. You need do nothing."),
            ),
            State.CLOSED: (_("Closed: %(subject)s"), _("%(name)s has closed the conversation about “%(subject)s”.")),
        }
        head, sentence = heads[State(conversation.state)]
        said = conversation.messages.filter(side=by).last() if conversation.state == State.DECLINED else None
        return Letter(
            subject=head % values,
            paragraphs=[sentence % values],
            facts=_end_facts(conversation),
            quote=said.text if said else "",
            quote_language=said.language if said else "",
            button=_("See the conversation"),
            path=path,
            reason=_reason(addressee),
        )

    return compose


def _end_facts(conversation: Conversation) -> list[tuple[str, str]]:
    if conversation.declined_because:
        return [(_("Reason"), str(DeclineReason(conversation.declined_because).label))]
    if conversation.outcome:
        return [(_("Outcome"), str(Stage(conversation.outcome).label))]
    return []


def tell_reminder(conversation: Conversation, event: str) -> None:
    """Those who are asked, halfway ("halfway") and a day before the deadline ("last")."""
    enquiry = conversation.enquiry

    def compose(addressee: Addressee, path: str) -> Letter:
        name = party(conversation, Side.SENDER, reader=Side.RECIPIENT).name
        values = {"name": name, "subject": enquiry.subject, "date": _day(conversation)}
        return Letter(
            subject=_("Please answer by %(date)s: %(subject)s") % values,
            paragraphs=[_("%(name)s still waits for your answer to “%(subject)s”.") % values],
            facts=[(_("Please answer by"), _day(conversation))],
            quote=enquiry.text,
            quote_language=enquiry.language,
            after=[_("A short no also helps: the other side can then ask somebody else.")],
            button=_("Answer or decline"),
            path=path,
            more=_signed_in(conversation, addressee),
            reason=_reason(addressee),
        )

    post(conversation, Side.RECIPIENT, event, compose)


def tell_overdue(conversation: Conversation) -> None:
    """Those who have asked: there is no answer, and the chamber knows."""

    def compose(addressee: Addressee, path: str) -> Letter:
        name = party(conversation, Side.RECIPIENT, reader=Side.SENDER).name
        values = {"name": name, "subject": conversation.enquiry.subject}
        return Letter(
            subject=_("No answer yet: %(subject)s") % values,
            paragraphs=[
                _("%(name)s has not answered “%(subject)s” by the date that you wished.") % values,
                _(
                    "The responsible chamber has been told and looks after it. "
                    "You may also withdraw the enquiry and ask somebody else."
                ),
            ],
            button=_("See the conversation"),
            path=path,
            reason=_reason(addressee),
        )

    post(conversation, Side.SENDER, "overdue", compose)


def tell_agreed(conversation: Conversation, side: Side) -> None:
    """The other side: this one would like the identity to be revealed."""

    def compose(addressee: Addressee, path: str) -> Letter:
        name = party(conversation, side, reader=side.other).name
        values = {"name": name, "subject": conversation.enquiry.subject}
        asks_owner = _("Reveal who you are? %(subject)s")
        asks_asker = _("Would you like to know who published the demand? %(subject)s")
        return Letter(
            subject=(asks_owner if side == Side.SENDER else asks_asker) % values,
            paragraphs=[
                _("%(name)s agrees that the identity behind the demand “%(subject)s” is revealed.") % values,
                _("It is revealed only when you agree, too. If you do nothing, nothing is revealed."),
            ],
            button=_("See the conversation"),
            path=reverse("enquiry_detail", args=[conversation.pk]) if addressee.membership else path,
            reason=_reason(addressee),
        )

    stamp = conversation.sender_agreed_at if side == Side.SENDER else conversation.recipient_agreed_at
    post(conversation, side.other, f"agreed-{int(stamp.timestamp()) if stamp else 0}", compose)


def tell_revealed(conversation: Conversation) -> None:
    """Both sides: from now on they know each other."""
    for side in (Side.SENDER, Side.RECIPIENT):

        def compose(addressee: Addressee, path: str, reader: Side = side) -> Letter:
            name = party(conversation, reader.other, reader=reader).name
            values = {"name": name, "subject": conversation.enquiry.subject}
            return Letter(
                subject=_("The identity is revealed: %(subject)s") % values,
                paragraphs=[
                    _("Both sides have agreed. You and %(name)s know each other now; it is about “%(subject)s”.")
                    % values,
                ],
                button=_("See the conversation"),
                path=path,
                reason=_reason(addressee),
            )

        post(conversation, side, "revealed", compose)


def tell_mediation(conversation: Conversation, side: Side) -> None:
    """The other side: the chamber has been asked to help and reads the conversation."""

    def compose(addressee: Addressee, path: str) -> Letter:
        name = party(conversation, side, reader=side.other).name
        values = {"name": name, "subject": conversation.enquiry.subject}
        return Letter(
            subject=_("The chamber mediates: %(subject)s") % values,
            paragraphs=[
                _(
                    "%(name)s has asked the responsible chamber to mediate in “%(subject)s”. "
                    "The chamber now reads what was written."
                )
                % values,
            ],
            button=_("See the conversation"),
            path=path,
            reason=_reason(addressee),
        )

    post(conversation, side.other, "mediation", compose)


def _day(conversation: Conversation) -> str:
    return date_format(conversation.enquiry.deadline)


def _files(conversation: Conversation) -> list[tuple[str, str]]:
    names = [file.file_name for file in conversation.enquiry.attachments.all()]
    return [(_("Files"), ", ".join(names))] if names else []


def _signed_in(conversation: Conversation, addressee: Addressee) -> Sequence[tuple[str, str]]:
    if addressee.membership is None:
        return ()
    return [(_("All your enquiries, after signing in:"), reverse("enquiry_detail", args=[conversation.pk]))]


def _reason(addressee: Addressee) -> str:
    if addressee.membership is None:
        return _("You receive this e-mail because this is the public address of your organisation.")
    return _("You receive this e-mail because you act for this organisation.")
