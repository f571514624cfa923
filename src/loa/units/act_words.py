"""What acts and their refusals are called on screen."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loa.units import errors
from loa.units.words import ActKind

ACT_LABELS = {
    ActKind.RENAME: gettext_lazy("Rename"),
    ActKind.MOVE: gettext_lazy("Move below another unit"),
    ActKind.MERGE: gettext_lazy("Merge into one heir"),
    ActKind.SPLIT: gettext_lazy("Split between heirs"),
    ActKind.ABOLISH: gettext_lazy("Dissolve without an heir"),
    ActKind.HAND_OVER: gettext_lazy("Hand over a duty"),
    ActKind.SETTLE: gettext_lazy("Say who takes what waits"),
    ActKind.IMPORT: gettext_lazy("List of units read in"),
    ActKind.UNDO: gettext_lazy("Undoing"),
}
REFERENCE_LABELS = {
    "units.post": gettext_lazy("posts"),
    "units.channel": gettext_lazy("channels"),
    "units.claimcode": gettext_lazy("claim codes"),
    "units.groupsynonym": gettext_lazy("spellings in letters"),
    "campaigns.campaign": gettext_lazy("campaigns run"),
    "campaigns.participant": gettext_lazy("campaigns taken part in"),
    "dispatches.dispatch": gettext_lazy("dispatches"),
    "materials.material": gettext_lazy("materials"),
    "reports.consolidation": gettext_lazy("consolidated reports"),
}
TYPED = (
    ActKind.RENAME,
    ActKind.MOVE,
    ActKind.MERGE,
    ActKind.SPLIT,
    ActKind.ABOLISH,
    ActKind.HAND_OVER,
    ActKind.SETTLE,
)


def references(found: dict[str, int]) -> list[tuple[object, int]]:
    """Turn {model: count} into (word, count); what has no word is told as one sum."""
    told: list[tuple[object, int]] = [
        (word, found[label]) for label, word in REFERENCE_LABELS.items() if label in found
    ]
    if more := sum(count for label, count in found.items() if label not in REFERENCE_LABELS):
        told.append((_("other entries"), more))
    return told


def refusal(error: errors.ActError | ValidationError) -> str:
    """Return why an act was refused, and what to do about it."""
    match error:
        case errors.UnitNotThereError(code=code, on=on):
            day = f"{on:%d/%m/%Y}"
            said = _("There is no unit %(code)s on %(day)s.") % {"code": code, "day": day}
        case errors.UnitHasChildrenError(code=code, children=children):
            said = _("%(code)s still has units below it: %(names)s. Move them first.") % {
                "code": code,
                "names": ", ".join(children[:5]),
            }
        case errors.UnitBelowItselfError(code=code):
            said = _("%(code)s would hang below itself.") % {"code": code}
        case errors.LaterRowsError(code=code):
            said = _("Something later is known about %(code)s already.") % {"code": code}
        case errors.NothingWaitsError(code=code):
            said = _("Nothing of %(code)s waits for a person.") % {"code": code}
        case errors.PlanIncompleteError():
            said = _(
                "This kind of act needs other details: see which units, heirs or names it has."
            )
        case errors.ActOverlaidError(later=later):
            said = _(
                "A later act stands on the same units (number %(numbers)s). Undo it first."
            )
            said %= {"numbers": ", ".join(str(pk) for pk in later)}
        case errors.ActInUseError():
            said = _("Work refers to a unit that this act opened. It can no longer be undone.")
        case errors.ImportNotUndoneError():
            said = _(
                "An import cannot be undone as a whole. End the units it brought by an act."
            )
        case errors.ActUndoneError():
            said = _("This act was undone already, or is itself an undoing.")
        case ValidationError():
            said = " ".join(error.messages)
        case _:
            said = _("This cannot be done as asked.")
    return said
