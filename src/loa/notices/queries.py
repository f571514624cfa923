"""What lies in the outbox."""

from django.db.models import QuerySet

from loa.notices.models import Notice, Way


def waiting() -> QuerySet[Notice]:
    """Return the mails that have neither left nor been given up, oldest first."""
    return Notice.objects.filter(
        way=Way.MAIL.value, sent_at__isnull=True, failed_at__isnull=True
    ).order_by("pk")
