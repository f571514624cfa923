"""The register itself: levels, kinds, units by hand, groups, synonyms, channels."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import clean, fold
from loa.ledger.actions import record
from loa.units import policies
from loa.units.models import (
    Channel,
    Group,
    GroupSynonym,
    Identifier,
    Kind,
    Level,
    Officer,
    Unit,
    UnitName,
    UnitParent,
)
from loa.units.naming import name_keys
from loa.units.words import ChannelKind, Relation, Tree


@transaction.atomic
def add_level(
    code: str, name_vi: str, name_en: str, *, position: int, by: Officer | None, at: datetime
) -> Level:
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    level = Level(code=code, name_vi=clean(name_vi), name_en=name_en, position=position)
    level.full_clean()
    level.save()
    record("level.added", level, by=by, at=at)
    return level


@transaction.atomic
def add_kind(
    code: str,
    name_vi: str,
    name_en: str,
    *,
    position: int,
    by: Officer | None,
    at: datetime,
    relation: Relation = Relation.BESIDE,
) -> Kind:
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    kind = Kind(
        code=code,
        name_vi=clean(name_vi),
        name_en=name_en,
        position=position,
        relation=relation.value,
    )
    kind.full_clean()
    kind.save()
    record("kind.added", kind, by=by, at=at)
    return kind


@transaction.atomic
def open_unit(
    code: str,
    name: str,
    *,
    kind: Kind,
    level: Level,
    valid_from: date,
    by: Officer | None,
    at: datetime,
    short_name: str = "",
    area: str = "",
    parent: Unit | None = None,
    sector_parent: Unit | None = None,
    position: int = 0,
    identifiers: dict[str, str] | None = None,
    source: str = "",
    is_sample: bool = False,
) -> Unit:
    """Open a unit with its first name and its places in the trees.

    `identifiers` maps a scheme to a value. Raises ValidationError if the code is taken.
    """
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    unit = Unit(code=code, valid_from=valid_from, source=source, is_sample=is_sample)
    unit.full_clean()
    unit.save()
    called = UnitName(
        unit=unit,
        name=clean(name),
        short_name=clean(short_name),
        area=clean(area),
        kind=kind,
        level=level,
        position=position,
        valid_from=valid_from,
        **name_keys(name),
    )
    called.full_clean()
    called.save()
    for tree, above in ((Tree.TERRITORIAL, parent), (Tree.SECTOR, sector_parent)):
        if above is not None:
            place = UnitParent(unit=unit, parent=above, tree=tree.value, valid_from=valid_from)
            place.full_clean()
            place.save()
    for scheme, value in (identifiers or {}).items():
        mark = Identifier(unit=unit, scheme=scheme, value=value, valid_from=valid_from)
        mark.full_clean()
        mark.save()
    record(
        "unit.opened",
        unit,
        by=by,
        at=at,
        unit_id=unit.pk,
        changes={"name": (None, called.name), "parent": (None, parent)},
    )
    return unit


@transaction.atomic
def add_group(
    code: str,
    name: str,
    rule: dict[str, Any],
    *,
    by: Officer | None,
    at: datetime,
    synonyms: tuple[str, ...] = (),
    position: int = 0,
) -> Group:
    """Add a named set of recipients; its name is a synonym of itself."""
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    group = Group(code=code, name=clean(name), rule=rule, position=position)
    group.full_clean()
    group.save()
    folded = {fold(text): clean(text) for text in (name, *synonyms)}
    for text_fold, text in folded.items():
        said = GroupSynonym(text=text, text_fold=text_fold, group=group)
        said.full_clean()
        said.save()
    record("group.added", group, by=by, at=at, changes={"rule": (None, rule)})
    return group


@transaction.atomic
def learn_synonym(
    text: str,
    *,
    by: Officer,
    at: datetime,
    group: Group | None = None,
    unit: Unit | None = None,
) -> GroupSynonym:
    """Remember how a letter writes a group or a unit; the last word of a person wins."""
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    said = GroupSynonym.objects.filter(text_fold=fold(text)).first() or GroupSynonym(
        text_fold=fold(text)
    )
    before = said.group_id or said.unit_id
    said.text, said.group, said.unit = clean(text), group, unit
    said.full_clean()
    said.save()
    record(
        "synonym.learned",
        said,
        by=by,
        at=at,
        changes={"meant": (before, (group or unit))},
        note=said.text,
    )
    return said


@transaction.atomic
def add_channel(
    unit: Unit,
    kind: ChannelKind,
    name: str,
    *,
    by: Officer | None,
    at: datetime,
    address: str = "",
    feed_address: str = "",
) -> Channel:
    """Propose a channel of a unit; it counts as genuine once the unit's head confirms it."""
    today = timezone.localdate(at)
    policies.require(policies.may_propose_channel(by, unit, on=today))
    channel = Channel(
        unit=unit,
        kind=kind.value,
        name=clean(name),
        address=address,
        host=(urlsplit(address).hostname or "").removeprefix("www."),
        feed_address=feed_address,
        valid_from=today,
    )
    channel.full_clean()
    channel.save()
    record("channel.added", channel, by=by, at=at, unit_id=unit.pk)
    return channel


@transaction.atomic
def confirm_channel(channel: Channel, *, by: Officer, at: datetime) -> Channel:
    """Say, as the unit's head, that this channel is the unit's own. Twice changes nothing."""
    today = timezone.localdate(at)
    policies.require(policies.may_confirm_channel(by, channel.unit, on=today))
    if channel.confirmed_on is not None:
        return channel
    channel.confirmed_by, channel.confirmed_on = by, today
    channel.full_clean()
    channel.save(update_fields=["confirmed_by", "confirmed_on"])
    record(
        "channel.confirmed",
        channel,
        by=by,
        at=at,
        unit_id=channel.unit_id,
        changes={"confirmed_on": (None, today)},
    )
    return channel
