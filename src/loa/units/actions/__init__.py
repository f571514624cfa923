"""Every write about units and people, by subject: registry, people, joining and others."""

from loa.units.actions.cataloguing import store_catalogue
from loa.units.actions.importing import Imported, import_units
from loa.units.actions.inviting import invite, join, name_officer
from loa.units.actions.joining import (
    claim_unit,
    issue_claim_codes,
    make_claim_code,
    plain_code,
    revoke_claim_code,
)
from loa.units.actions.people import (
    disable_officer,
    enable_officer,
    end_post,
    give_post,
    register_officer,
)
from loa.units.actions.registry import (
    add_channel,
    add_group,
    add_kind,
    add_level,
    confirm_channel,
    learn_synonym,
    open_unit,
)
from loa.units.actions.reorganising import Preview, apply_acts, preview_acts, undo_act
from loa.units.actions.signing_in import (
    make_sign_in_link,
    note_failed_sign_in,
    note_sign_in,
    use_sign_in_link,
)

__all__ = [
    "Imported",
    "Preview",
    "add_channel",
    "add_group",
    "add_kind",
    "add_level",
    "apply_acts",
    "claim_unit",
    "confirm_channel",
    "disable_officer",
    "enable_officer",
    "end_post",
    "give_post",
    "import_units",
    "invite",
    "issue_claim_codes",
    "join",
    "learn_synonym",
    "make_claim_code",
    "make_sign_in_link",
    "name_officer",
    "note_failed_sign_in",
    "note_sign_in",
    "open_unit",
    "plain_code",
    "preview_acts",
    "register_officer",
    "revoke_claim_code",
    "store_catalogue",
    "undo_act",
    "use_sign_in_link",
]
