"""One small world in which every address has something to point at.

`PARAMETERS` says what a parameter of an address is: by (name of the address, parameter), or
by parameter alone. A new address whose parameters are not found here fails with its name.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from PIL import Image

from loa.campaigns.actions import show_campaign
from loa.campaigns.actions.learning import learn
from loa.campaigns.models import LearnedName, Participant, Round, RoundKind
from loa.dispatches.actions.drawing import draw_pages
from loa.dispatches.models import Dispatch
from loa.evidence import actions as evidence
from loa.evidence.adding import add_pictures
from loa.evidence.judging import judge
from loa.evidence.models import ActKind as PublicationKind
from loa.evidence.models import (
    Addition,
    Check,
    Paste,
    PhotoMark,
    Publication,
    SamePhoto,
    Sighting,
)
from loa.evidence.pasting import paste_links
from loa.files.actions import store
from loa.ledger.actions import record
from loa.materials.actions import publish_material
from loa.materials.models import Material
from loa.reports import actions as reports
from loa.reports.models import Consolidation, Report
from loa.units import actions as units
from loa.units.actions.incoming import work_on_list
from loa.units.models import Act, Channel, ListImport, Replacement, Visit
from loa.units.plans import Plan
from loa.units.visits import Way
from loa.units.whence import Whence
from loa.units.words import ActKind, ChannelKind
from tests.letters import FIRE, SMALL, receive
from tests.materials.test_actions import FACTS, FIRST
from tests.people import NOW, Cast, make_cast
from tests.reports.figures import FIGURES
from tests.rounds import Sent, after, send_small_campaign

AT = NOW + timedelta(days=6)


@dataclass(frozen=True)
class World:
    cast: Cast
    sent: Sent
    publication: Publication
    report: Report  # of p.h1.x1, sent and signed
    consolidation: Consolidation  # signed
    material: Material  # published by the department, for everybody
    letter: Dispatch  # taken in by the department, read, not yet confirmed
    pages: Dispatch  # another one, a PDF
    said: LearnedName  # from the letter of the campaign
    check: Check  # of the publication: nothing was met; captured, and judged by no one
    judged: Check  # of another publication, judged by An
    act: Act  # one that may still be undone
    replacement: Replacement  # of the commune's clerk, next year; may still be undone
    visit: Visit  # of Bình, whose session is open
    listed: ListImport  # a list of units with a fault, looked at
    channel: Channel  # of the commune, not confirmed yet
    token: str  # of a sign-in link for Bình


def make_world() -> World:
    """Make the cast, a campaign sent to them, and one of each thing that work leaves."""
    cast = make_cast()
    sent = send_small_campaign(cast)
    commune = sent.participants["p.h1.x1"]
    publication, other = (log(commune, number, cast) for number in (1, 2))
    report = reports.save_draft(
        commune,
        sent.interim,
        values=FIGURES,
        narratives={"results": "Đã dán áp phích."},
        expected_version=0,
        by=cast.binh,
        at=after(days=3),
    )
    reports.send_report(report, idempotency_key="k", by=cast.binh, at=after(days=4))
    consolidation = reports.consolidate(sent.interim, by=cast.an, at=after(days=5))
    report = reports.record_signed_report(
        report,
        number="1",
        symbol="UBND",
        issued_on=after(days=4).date(),
        signed=b"%PDF-1.7 a unit",
        by=cast.clerk_of_commune,
        at=after(days=5),
    )
    consolidation = reports.record_signing(
        consolidation,
        number="2",
        issued_on=after(days=5).date(),
        signed=b"%PDF-1.7 the department",
        by=cast.an,
        at=after(days=5),
    )
    renamed = Plan(
        ActKind.RENAME, after(days=99).date(), "Nghị quyết 1", ("p.h1.x2",), name="Xã Mới"
    )
    (act,) = units.apply_acts([renamed], by=cast.an, at=after(days=5))
    faulty = "Mã đơn vị,Tên đơn vị,Loại đơn vị,Cấp\nn1,Trường,?,commune\n".encode()
    listed, _ = units.bring_list(faulty, name="units.csv", by=cast.an, at=after(days=5))
    work_on_list.call(listed.pk)
    token = units.make_sign_in_link(cast.posts["binh"], at=AT)
    letter = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an, at=after(days=1))
    pdf = FIRE.with_suffix(".pdf").read_bytes()
    pages = receive(pdf, cast.units["p.tt"], by=cast.an, at=after(days=1))
    draw_pages.call(pages.pk)  # the worker does it once the letter is kept
    with transaction.atomic():
        said = learn(
            sent.campaign, "Đài huyện Một", group=None, unit=cast.units["p.h1"],
            by=cast.an, at=after(days=1),
        )  # fmt: skip
    assert said is not None
    material = publish_material(
        replace(FACTS, is_public=True),
        FIRST,
        owner=cast.units["p.tt"],
        by=cast.an,
        at=after(days=1),
    )
    show_campaign(
        sent.campaign,
        materials=[material],
        is_public=True,
        public_intro="",
        by=cast.an,
        at=after(days=1),
    )
    add_round(sent)
    check, judged = (make_check(each, cast) for each in (publication, other))
    paste_links(
        commune, "https://tanphu.example/3", happened_on=after(days=1).date(), key="p",
        by=cast.binh, at=after(days=2),
    )  # fmt: skip
    pasted = Publication.objects.get(address="https://tanphu.example/3")
    shown = [b"\x89PNG\r\n\x1a\n" + b"1" * 40]
    add_pictures(pasted, shown, key="a", by=cast.binh, at=after(days=3))
    make_sighting(commune, cast)
    make_same_photo(publication, other, cast)
    judge(judged, is_published=True, note="", by=cast.an, at=after(days=4))
    replacement = units.replace_officer(
        cast.clerk_of_commune,
        email="next-clerk@songxanh.example",
        name="Văn Thư Mới",
        on=after(days=300).date(),
        by=cast.head_of_commune,
        at=after(days=5),
    )
    visit = units.note_sign_in(
        cast.binh, at=after(days=5), how=Way.CODE, whence=Whence(session_key="k" * 32)
    )
    channel = units.add_channel(
        cast.units["p.h1.x1"], ChannelKind.FANPAGE, "Xã Tân Phú", by=cast.binh, at=after(days=5)
    )
    return World(
        cast,
        sent,
        publication,
        report,
        consolidation,
        material,
        letter,
        pages,
        said,
        check,
        judged,
        act,
        replacement,
        visit,
        listed,
        channel,
        token,
    )


@transaction.atomic
def add_round(sent: Sent) -> None:
    """Add a final round: two rounds can be compared."""
    due = sent.interim.due_at + timedelta(days=12)
    final = Round.objects.create(
        campaign=sent.campaign,
        kind=RoundKind.FINAL.value,
        number=2,
        cut_off_at=due,
        due_at=due,
        closes_at=due + timedelta(days=7),
    )
    record("campaign.round_set", final, by=sent.campaign.opened_by, at=after(days=1))


def log(commune: Participant, number: int, cast: Cast) -> Publication:
    """Log a page of the commune, with a picture of it."""
    logged = evidence.Logged(
        kind=PublicationKind.WEB,
        happened_on=after(days=1).date(),
        idempotency_key=str(number),
        address=f"https://tanphu.example/{number}",
        counts={"turn": 10},
        files=[b"\x89PNG\r\n\x1a\n" + b"0" * 40],
    )
    return evidence.log_publication(commune, logged, by=cast.binh, at=after(days=2))


@transaction.atomic
def make_sighting(commune: Participant, cast: Cast) -> Sighting:
    """Come upon a page on a confirmed channel of the commune."""
    channel = Channel.objects.create(
        unit=commune.unit, kind="website", name="Trang xã", host="tanphu.example",
        confirmed_on=after().date(), valid_from=after().date(),
    )  # fmt: skip
    made = Sighting.objects.create(
        participant=commune, channel=channel, address="https://tanphu.example/9",
        title="Tin xã", found_at=after(days=3), state="asked",
    )  # fmt: skip
    record("page.sighted", made, by=None, at=after(days=3))
    return made


@transaction.atomic
def make_same_photo(one: Publication, other: Publication, cast: Cast) -> SamePhoto:
    """Let two publications hold the same photo; nobody has said anything yet."""
    shown = io.BytesIO()
    Image.linear_gradient("L").save(shown, "PNG")
    photo = store(shown.getvalue(), by=cast.binh, at=after(days=3))
    first, second = (
        PhotoMark.objects.create(publication=each, photo=photo, marked_at=after(days=3))
        for each in (one, other)
    )
    made = SamePhoto.objects.create(first=first, second=second, share=1, met_at=after(days=3))
    record("photo.met_twice", made, by=None, at=after(days=3))
    return made


@transaction.atomic
def make_check(publication: Publication, cast: Cast) -> Check:
    """Look at a publication without a network: its address does not answer."""
    made = Check.objects.create(
        publication=publication,
        number=1,
        checked_at=after(days=3),
        outcome="unreachable",
        trust="C",
        capture=store(b"a capture", by=cast.an, at=after(days=3)),
        matcher_version="0",
        needs_person=True,
    )
    record("publication.checked", made, by=None, at=after(days=3))
    return made


# What a POST says, where without words it would be refused even to those who may.
CONTENT: dict[str, Callable[[World], dict[str, str]]] = {
    "dispatches:field": lambda _: {"do": "accept"},
    "campaigns:hole": lambda _: {"kind": "audience", "place": "-", "word": "as_it_is"},
    "evidence:answer_sighting": lambda _: {"word": "no"},
    "evidence:judge": lambda _: {"word": "yes"},
    "evidence:say_of_photos": lambda _: {"word": "fine"},
    "materials:take": lambda w: {"unit": str(w.cast.units["p.h1.x1"].pk)},
}

PARAMETERS: dict[str | tuple[str, str], Callable[[World], object]] = {
    # of any address
    "participant_id": lambda w: w.sent.participants["p.h1.x1"].pk,
    "number": lambda w: w.sent.interim.number,
    "slug": lambda w: w.sent.campaign.slug,
    "post_id": lambda w: w.cast.posts["binh"].pk,
    "token": lambda w: w.token,
    # desk
    ("desk:compare_file", "kind"): lambda _: "xlsx",
    # units
    ("units:unit", "pk"): lambda w: w.cast.units["p.h1.x1"].pk,
    ("units:people", "pk"): lambda w: w.cast.units["p.h1.x1"].pk,
    ("units:codes", "pk"): lambda w: w.cast.units["p.h1.x1"].pk,
    ("units:channels", "pk"): lambda w: w.cast.units["p.h1.x1"].pk,
    ("units:confirm_channel", "pk"): lambda w: w.channel.pk,
    ("units:page_key", "pk"): lambda w: w.channel.pk,
    ("units:end_page_key", "pk"): lambda w: w.channel.pk,
    ("units:page_back", "platform"): lambda _: "facebook",
    ("units:officer", "pk"): lambda w: w.cast.binh.pk,
    ("units:shut_login", "pk"): lambda w: w.cast.binh.pk,
    ("units:reset_step", "pk"): lambda w: w.cast.binh.pk,
    ("units:undo_replacement", "pk"): lambda w: w.replacement.pk,
    ("units:end_session", "visit_id"): lambda w: w.visit.pk,
    ("desk:replace", "pk"): lambda w: w.cast.binh.pk,
    ("units:group", "code"): lambda w: w.cast.groups["communes"].code,
    ("units:undo_act", "pk"): lambda w: w.act.pk,
    ("units:list_import", "pk"): lambda w: w.listed.pk,
    ("units:list_faults", "pk"): lambda w: w.listed.pk,
    # dispatches
    ("dispatches:dispatch", "pk"): lambda w: w.letter.pk,
    ("dispatches:original", "pk"): lambda w: w.letter.pk,
    ("dispatches:field", "pk"): lambda w: w.letter.pk,
    ("dispatches:field", "name"): lambda _: "subject",
    ("dispatches:sheet", "pk"): lambda w: w.pages.pk,
    ("dispatches:sheet", "number"): lambda _: 1,
    ("dispatches:spot", "pk"): lambda w: w.pages.pk,
    ("dispatches:spot", "name"): lambda _: "subject",
    ("dispatches:aside", "pk"): lambda w: w.letter.pk,
    ("dispatches:finding", "pk"): lambda w: w.letter.pk,
    ("dispatches:confirm", "pk"): lambda w: w.letter.pk,
    ("dispatches:finding", "number"): lambda _: 0,
    # materials
    ("materials:detail", "pk"): lambda w: w.material.pk,
    ("materials:take", "pk"): lambda w: w.material.pk,
    ("materials:replace", "pk"): lambda w: w.material.pk,
    ("materials:withdraw", "pk"): lambda w: w.material.pk,
    ("materials:restore", "pk"): lambda w: w.material.pk,
    ("materials:file", "pk"): lambda w: w.material.pk,
    ("materials:preview", "pk"): lambda w: w.material.pk,
    # campaigns
    ("campaigns:open", "dispatch_id"): lambda w: w.letter.pk,
    # a letter that amends another one
    ("campaigns:amendment", "dispatch_id"): lambda w: w.letter.pk,
    ("campaigns:edit_task", "task_id"): lambda w: w.sent.campaign.tasks.get().pk,
    ("campaigns:recipients", "task_id"): lambda w: w.sent.campaign.tasks.get().pk,
    ("campaigns:forget_name", "pk"): lambda w: w.said.pk,
    ("campaigns:codes", "kind"): lambda _: "docx",
    # the public site
    "code": lambda w: w.material.code,
    # evidence
    ("evidence:publication", "pk"): lambda w: w.publication.pk,
    ("evidence:add_pictures", "pk"): lambda w: w.publication.pk,
    ("evidence:take_pictures_back", "pk"): lambda _: Addition.objects.get().pk,
    ("evidence:withdraw", "pk"): lambda w: w.publication.pk,
    ("evidence:restore", "pk"): lambda w: w.publication.pk,
    ("evidence:remove_file", "pk"): lambda w: w.publication.pk,
    ("evidence:remove_file", "file_id"): lambda w: w.publication.files.get().pk,
    ("evidence:file", "pk"): lambda w: w.publication.pk,
    ("evidence:file", "file_id"): lambda w: w.publication.files.get().pk,
    ("evidence:check", "pk"): lambda w: w.check.pk,
    ("evidence:picture", "pk"): lambda w: w.check.pk,
    ("evidence:answer_sighting", "pk"): lambda _: Sighting.objects.get().pk,
    ("evidence:pasted", "pk"): lambda _: Paste.objects.get().pk,
    ("evidence:ask_after", "pk"): lambda w: w.publication.pk,
    ("evidence:photo", "pk"): lambda _: SamePhoto.objects.get().pk,
    ("evidence:photo", "side"): lambda _: 2,
    ("evidence:say_of_photos", "pk"): lambda _: SamePhoto.objects.get().pk,
    ("evidence:judge", "pk"): lambda w: w.check.pk,
    ("evidence:undo", "pk"): lambda w: w.judged.pk,
    ("evidence:capture", "pk"): lambda w: w.check.pk,
    # reports
    ("reports:report", "pk"): lambda w: w.report.pk,
    ("reports:accept", "pk"): lambda w: w.report.pk,
    ("reports:reopen", "pk"): lambda w: w.report.pk,
    ("reports:return", "pk"): lambda w: w.report.pk,
    ("reports:signed", "pk"): lambda w: w.report.pk,
    ("reports:signed_file", "pk"): lambda w: w.report.pk,
    ("reports:paper", "pk"): lambda w: w.report.pk,
    ("reports:paper", "kind"): lambda _: "docx",
    ("reports:consolidation", "pk"): lambda w: w.consolidation.pk,
    ("reports:sign", "pk"): lambda w: w.consolidation.pk,
    ("reports:signed_whole", "pk"): lambda w: w.consolidation.pk,
    ("reports:consolidated_paper", "pk"): lambda w: w.consolidation.pk,
    ("reports:consolidated_paper", "kind"): lambda _: "docx",
    # ui
    ("ui:bundle", "name"): lambda _: "nothing.css",
}
