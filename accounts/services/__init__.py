"""What happens to accounts, mails and notifications."""

from accounts.services.mails import (
    KEEP_BODIES,
    DeliveryFailedError,
    defer_delivery,
    deliver,
    empty_sent_mails,
    queue_mail,
    requeue_stranded_mails,
    send_mail,
)
from accounts.services.users import create_user

__all__ = [
    "KEEP_BODIES",
    "DeliveryFailedError",
    "create_user",
    "defer_delivery",
    "deliver",
    "empty_sent_mails",
    "queue_mail",
    "requeue_stranded_mails",
    "send_mail",
]
