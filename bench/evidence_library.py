"""`python -m bench.evidence_library [MATERIALS]`: one campaign with 10,000 materials.

How long a worker takes until it can look, how much memory that is, and what a page costs then.
Texts are drawn of the bench's own words. Pictures are three posters, each standing for many
materials under a hash of its own and with points mixed of four of 200 others, for ten thousand
different ones would take hours to draw.
"""

import hashlib
import random
import resource
import sys
import time
from functools import partial

MATERIALS = 10_000
FAMILIES, MEMBERS = (60,), range(3)
# Whose points stand for those of other materials; no measure looks for these posters.
STRANGERS = range(3_000, 3_020)


def mixed_points(many: int) -> list[bytes]:
    """Give that many sketches, each of points of four strangers."""
    import numpy as np

    from bench.designs import design
    from bench.keeping import kept_print
    from bench.posters import poster
    from loa.crafts.matching import Sketch

    room = np.random.default_rng(7)
    met = [
        kept_print(f"{name}{family}/{member}", partial(draw, family, member)).sketch
        for family in STRANGERS
        for name, draw in (("poster", poster), ("design", design))
        for member in range(5)
    ]
    made = []
    for _ in range(many):
        four = [met[n] for n in room.integers(0, len(met), 4)]
        some = [room.permutation(len(each))[: len(each) // 4] for each in four]
        made.append(
            Sketch(
                np.concatenate([e.cells[n] for e, n in zip(four, some, strict=True)]),
                np.concatenate([e.codes[n] for e, n in zip(four, some, strict=True)]),
                np.concatenate([e.places[n] for e, n in zip(four, some, strict=True)]),
            ).to_bytes()
        )
    return made


def prepare(many: int) -> None:
    import numpy as np
    from django.db import transaction

    from bench.posters import poster, to_bytes
    from bench.tables import make_tables
    from bench.wordings import articles
    from loa.crafts.matching import MAKING
    from loa.files.actions import store
    from loa.files.models import StoredFile
    from loa.ledger.actions import record
    from loa.materials.fingerprints import make
    from loa.materials.models import Fingerprint, Format, Material, MaterialVersion
    from tests.people import make_cast
    from tests.rounds import after, send_small_campaign

    make_tables()
    cast, rng = make_cast(), random.Random(5)
    bits = np.random.default_rng(5)
    stock = [word for a in articles() for s in (*a.sentences, *a.other) for word in s.split()]
    with transaction.atomic():
        sent = send_small_campaign(cast)
        real = []
        for family in FAMILIES:
            for member in MEMBERS:
                drawn = store(to_bytes(poster(family, member)), by=cast.an, at=after())
                real.append((drawn, make(drawn)))
        rows = [
            Material(
                code=f"m{n}", title=f"Tài liệu {n}", format=Format.POSTER.value,
                post_text=" ".join(rng.choices(stock, k=250)), owner=cast.units["p.tt"],
                issuer_name="Sở", ground_of_use="Kèm công văn", valid_from=after().date(),
            )
            for n in range(many)
        ]  # fmt: skip
        rows = Material.objects.bulk_create(rows, batch_size=500)
        files, prints, points = [], [], mixed_points(many)
        for n in range(many):
            stored, kept = real[n % len(real)]
            if n < len(real):
                continue
            name = hashlib.sha256(f"{n}".encode()).hexdigest()
            files.append(
                StoredFile(
                    sha256=name, size_bytes=stored.size_bytes, media_type=stored.media_type,
                    extension=stored.extension, stored_at=after(),
                )
            )  # fmt: skip
            prints.append(
                Fingerprint(
                    content=name, kind="picture", version=MAKING, has_letters=True,
                    difference=bits.integers(0, 256, 32, np.uint8).tobytes(),
                    sketch=points[n], width=kept.width, height=kept.height, path=kept.path,
                )
            )  # fmt: skip
        files = StoredFile.objects.bulk_create(files, batch_size=500)
        Fingerprint.objects.bulk_create(prints, batch_size=500)
        every = [stored for stored, _ in real] + files
        MaterialVersion.objects.bulk_create(
            (
                MaterialVersion(
                    material=row, number=1, file=each, made_at=after(), made_by=cast.an
                )
                for row, each in zip(rows, every, strict=False)
            ),
            batch_size=500,
        )
        for first in range(0, many, 400):
            sent.campaign.materials.add(*rows[first : first + 400])
        record("bench.prepared", sent.campaign, by=cast.an, at=after())


def measure() -> None:
    from bench.posters import CHANGES, poster, to_bytes
    from bench.wordings import LOCAL, articles, page
    from loa.campaigns.models import Campaign
    from loa.crafts.matching import open_picture
    from loa.evidence.looking import forget_libraries, library_of

    def memory() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    campaign, rng = Campaign.objects.get(), random.Random(1)
    before = memory()
    for what in ("first, texts not kept yet", "again, all kept"):
        forget_libraries()
        begun = time.process_time()
        library = library_of(campaign)
        print(f"  library, {what}: {time.process_time() - begun:.1f} s of CPU")
    print(f"  {memory() - before:.0f} MB more")
    shots = {
        "a page of words": [],
        "a plain copy": [CHANGES["jpeg30"](poster(60, 1), rng)],
        "a screenshot": [CHANGES["screenshot"](poster(60, 2), rng)],
        "another screenshot": [CHANGES["screenshot"](poster(60, 0), rng)],
        "an unknown poster": [CHANGES["screenshot"](poster(90, 7), rng)],
        "an unknown collage": [CHANGES["collage"](poster(91, 3), rng)],
    }
    for name, pictures in shots.items():
        opened = [open_picture(to_bytes(each)) for each in pictures]
        text = "" if opened else page(" ".join(rng.sample(LOCAL, 8)) + articles()[0].text, rng)
        begun = time.process_time()
        found = library.look_at(text, opened)
        took = time.process_time() - begun
        begun = time.process_time()
        library.look_at(text, opened)
        again = time.process_time() - begun
        print(
            f"  {name}: {took * 1000:.0f} ms, again {again * 1000:.0f} ms, {found[0].outcome}, "
            f"{memory():.0f} MB"
        )


def main() -> None:
    from bench.tables import a_house

    many = int(sys.argv[1]) if len(sys.argv) > 1 else MATERIALS
    with a_house("loa-library-"):
        prepare(many)
        print(f"{many} materials in one campaign")
        measure()


if __name__ == "__main__":
    main()
