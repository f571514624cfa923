"""What vanished and why: publications that were seen and are not seen since, for who asks.

"Gone" is not "taken down": only what the site itself says (404, 410) or shows (the page without
the material) is called gone; all else is "cannot be seen", and may still be there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from loa.campaigns.models import Campaign, Participant
from loa.campaigns.policies import may_run, require
from loa.campaigns.queries import participants_visible_to
from loa.crafts.viet import fold, write_date
from loa.evidence.checked_words import VANISHED_WORDS
from loa.evidence.models import Check, Judgement, Publication
from loa.ledger.actions import record
from loa.ledger.models import Entry
from loa.notices.actions import post_mail
from loa.units.models import Officer
from loa.units.queries import contacts_of

TOLD = "publication.asked_after"
# What the site itself said or showed; the rest only says that we could not see.
GONE = frozenset({"gone", "moved", "not_there", "part_left", "altered"})
_NOT_WHY = frozenset({"vanished", "was_there", "foreign_host"})
_SILENT = ("dns", "connect", "timeout", "no_answer")
_CLOSED = ("robots", "login_wall", "javascript_only", "blocked_us", "robot_check")
_PARTS = ("text_part", "picture_part", "short_text", "link_only", "detail_unread", "look_alike")


@dataclass(frozen=True)
class Vanished:
    """One publication that was seen and is not seen since.

    `seen`: the last look that saw it; `since`: the first look after it; `last`: the newest.
    `told_at`: when its unit was last asked about it.
    """

    publication: Publication
    seen: Check
    since: datetime
    last: Check
    why: str
    told_at: datetime | None

    @property
    def is_gone(self) -> bool:
        return self.why in GONE


def why_of(seen: Check, last: Check) -> str:
    """Say what is known of why a page that was seen is not seen any more, as a code."""
    codes = [code for code in last.reasons if code not in _NOT_WHY]
    if last.outcome == "altered":
        return "altered"
    for code in codes:
        if code == "gone" or code in _CLOSED:
            return str(code)
        if code in _SILENT or code.startswith(("http_5", "tls_")):
            return "site_down"
        if code in _PARTS:
            return "part_left"
    if last.outcome == "unreachable":
        return "unread"
    return "moved" if _is_elsewhere(seen, last) else "not_there"


def _is_elsewhere(seen: Check, last: Check) -> bool:
    """Say whether the address leads to another page now: another host, or the first page."""
    before, now = urlsplit(seen.final_address), urlsplit(last.final_address)
    if not (before.hostname and now.hostname):
        return False
    is_first_page = now.path in {"", "/"} and not now.query
    return before.hostname != now.hostname or (is_first_page and before.path not in {"", "/"})


def _is_there(check: Check) -> bool:
    """Say whether the material is still met, and only something else about it is in doubt."""
    return any(f["outcome"] == "found" or f["reason"] == "denied" for f in check.findings)


def _seen() -> Q:
    """Narrow checks to those that saw the material: by the machine, or by a person's word."""
    words = Judgement.objects.filter(check_of=OuterRef("pk"), undone_at__isnull=True)
    said_no = Exists(words.filter(is_published=False)) | Q(settled_by__is_published=False)
    said_yes = Exists(words.filter(is_published=True)) | Q(settled_by__is_published=True)
    return (Q(outcome="found") & ~said_no) | said_yes


def vanished_of(
    officer: Officer, campaign: Campaign, on: date, *, why: str = "", unit: str = ""
) -> list[Vanished]:
    """Return what vanished of a campaign's publications, the longest missed first.

    Three queries. `why`: a code; `unit`: a part of the unit's name.
    """
    parts: QuerySet[Participant] = participants_visible_to(officer, on)
    if unit:
        parts = parts.filter(name_fold__contains=fold(unit))
    before = Check.objects.filter(publication=OuterRef("publication"), is_latest=False)
    last = Check.objects.filter(
        ~_seen(),
        Exists(before.filter(_seen())),
        is_latest=True,
        publication__participant__in=parts,
        publication__participant__campaign=campaign,
        publication__withdrawn_at__isnull=True,
    ).select_related("publication__participant__unit", "publication__participant__campaign")
    newest = {check.publication_id: check for check in last}
    earlier: dict[int, list[Check]] = {}
    looks = Check.objects.filter(publication__in=newest).annotate(was_seen=_seen())
    for check in looks.order_by("publication", "-number").defer("findings"):
        earlier.setdefault(check.publication_id, []).append(check)
    told = _told(newest)
    rows = [
        each
        for key, check in newest.items()
        if not _is_there(check)
        and (each := _row(check, earlier[key], told.get(key)))
        and why in ("", each.why)
    ]
    return sorted(rows, key=lambda each: (each.since, each.publication.pk))


def _row(last: Check, looks: list[Check], told_at: datetime | None) -> Vanished | None:
    since = last.checked_at
    for check in looks:  # the newest first
        if check.was_seen:  # type: ignore[attr-defined] # annotated above
            return Vanished(last.publication, check, since, last, why_of(check, last), told_at)
        since = check.checked_at
    return None


def _told(keys: Iterable[int]) -> dict[int, datetime]:
    entries = Entry.objects.filter(
        verb=TOLD, object_type="evidence.publication", object_id__in=[str(key) for key in keys]
    )
    return {int(key): at for key, at in entries.order_by("pk").values_list("object_id", "at")}


@transaction.atomic
def ask_after(row: Vanished, *, where: str, by: Officer, at: datetime) -> int:
    """Ask the unit's contact officers about a publication that vanished; give how many.

    The mail is Vietnamese, whatever language the screen has. `where` is the address of the
    entry on our desk. Raises NotAllowedError unless `by` runs the campaign.
    """
    publication = row.publication
    participant = publication.participant
    require(may_run(by, participant.campaign, timezone.localdate(at)))
    people = contacts_of([participant.unit_id], timezone.localdate(at))
    many = 0
    with override("vi"):
        facts = {
            "what": str(publication),
            "address": publication.address,
            "seen": write_date(timezone.localdate(row.seen.checked_at)),
            "since": write_date(timezone.localdate(row.since)),
            "why": VANISHED_WORDS[row.why],
            "where": where,
        }
        subject = _("Please look at a post: %(what)s") % facts
        body = _(
            "The post “%(what)s” (%(address)s) was last seen on %(seen)s and was not to be "
            "seen on %(since)s. %(why)s\n\nIf it was moved, please log its new address; if the "
            "site was down, nothing needs to be done. The entry: %(where)s"
        )
        for officer in people.get(participant.unit_id, []):
            post_mail(
                to=officer, subject=(subject)[:300], body=body % facts, about=publication,
                by=by, at=at,
            )  # fmt: skip
            many += 1
    if many:
        unit_id = participant.unit_id
        record(TOLD, publication, by=by, at=at, unit_id=unit_id, note=row.why)
    return many
