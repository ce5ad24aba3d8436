"""The one lock under which a conversation changes.

Every service that changes one calls `lock` first: whoever comes second waits and then finds what the first has done.
"""

from enquiries.exceptions import Ended
from enquiries.models import Conversation


def lock(conversation_id: int) -> Conversation:
    """The conversation with its parties, held until the transaction ends; raises Conversation.DoesNotExist."""
    Conversation.objects.select_for_update(of=("self",), no_key=True).get(pk=conversation_id)
    # read anew: what the statement above waited for is only seen by the next one
    found: Conversation = Conversation.objects.with_parties().get(pk=conversation_id)
    return found


def lock_running(conversation_id: int) -> Conversation:
    """As `lock`; raises Ended for a conversation that is over."""
    conversation = lock(conversation_id)
    if not conversation.is_running:
        raise Ended
    return conversation
