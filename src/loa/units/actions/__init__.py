"""Every write about units and people, by subject: registry, people, joining and others."""

from loa.units.actions.cataloguing import store_catalogue
from loa.units.actions.connecting import ask_consent, connect_page, end_orphans, take_back
from loa.units.actions.idling import shut_idle, warn_idle
from loa.units.actions.importing import Imported, import_units
from loa.units.actions.incoming import (
    accept_list,
    bring_list,
    check_again,
    decide_doubles,
    resume_lists,
)
from loa.units.actions.inviting import invite, join, name_officer
from loa.units.actions.inviting_many import (
    InvitedMany,
    LinesRefusedError,
    invite_again,
    invite_many,
)
from loa.units.actions.joining import (
    claim_unit,
    issue_claim_codes,
    make_claim_code,
    plain_code,
    revoke_claim_code,
)
from loa.units.actions.key_reading import fail_key, keep_alive, reader_of
from loa.units.actions.people import (
    disable_officer,
    enable_officer,
    end_post,
    give_password,
    give_post,
    register_officer,
    reset_second_factor,
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
from loa.units.actions.replacing import (
    replace_officer,
    shut_those_who_left,
    undo_replacement,
)
from loa.units.actions.signing_in import make_sign_in_link, use_sign_in_link
from loa.units.actions.standing_in import stand_in
from loa.units.actions.visiting import (
    end_session,
    end_sessions,
    forget_old_visits,
    move_session,
    note_failed_sign_in,
    note_sign_in,
    note_sign_out,
)

__all__ = [
    "Imported",
    "InvitedMany",
    "LinesRefusedError",
    "Preview",
    "accept_list",
    "add_channel",
    "add_group",
    "add_kind",
    "add_level",
    "apply_acts",
    "ask_consent",
    "bring_list",
    "check_again",
    "claim_unit",
    "confirm_channel",
    "connect_page",
    "decide_doubles",
    "disable_officer",
    "enable_officer",
    "end_orphans",
    "end_post",
    "end_session",
    "end_sessions",
    "fail_key",
    "forget_old_visits",
    "give_password",
    "give_post",
    "import_units",
    "invite",
    "invite_again",
    "invite_many",
    "issue_claim_codes",
    "join",
    "keep_alive",
    "learn_synonym",
    "make_claim_code",
    "make_sign_in_link",
    "move_session",
    "name_officer",
    "note_failed_sign_in",
    "note_sign_in",
    "note_sign_out",
    "open_unit",
    "plain_code",
    "preview_acts",
    "reader_of",
    "register_officer",
    "replace_officer",
    "reset_second_factor",
    "resume_lists",
    "revoke_claim_code",
    "shut_idle",
    "shut_those_who_left",
    "stand_in",
    "store_catalogue",
    "take_back",
    "undo_act",
    "undo_replacement",
    "use_sign_in_link",
    "warn_idle",
]
