"""A material that was published with one file, for tests of what is made of the file."""

from loa.files.models import StoredFile
from loa.materials import actions
from loa.materials.actions import Facts, Given
from loa.materials.models import Format
from tests.people import NOW, Cast


def published(cast: Cast, data: bytes, name: str, kind: Format) -> StoredFile:
    """Publish a file as a material and give it as it is kept."""
    facts = Facts(
        title="Tài liệu", format=kind, issuer_name="Sở", ground_of_use="CC BY 4.0",
        valid_from=NOW.date(),
    )  # fmt: skip
    given = Given(data, name)
    made = actions.publish_material(facts, given, owner=cast.units["p.tt"], by=cast.an, at=NOW)
    stored = made.versions.get().file
    assert stored is not None
    return stored
