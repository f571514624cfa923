"""Who is who on a date. Every function takes the day; nothing here reads the clock."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from loa.crafts.viet import fold
from loa.units.answering import Step, heirs_of
from loa.units.models import (
    Act,
    Group,
    Kind,
    Officer,
    Post,
    Succession,
    Unit,
    UnitName,
    UnitParent,
)
from loa.units.trees import above as above
from loa.units.trees import below as below
from loa.units.trees import below_on as below_on
from loa.units.trees import hanging_below as hanging_below
from loa.units.trees import on_date as on_date
from loa.units.trees import parents_on as parents_on
from loa.units.words import Role, Tree


def names_on(day: date) -> QuerySet[UnitName]:
    """Return the name rows of all units on `day`, by precedence, then by syllable."""
    return (
        UnitName.objects.filter(on_date(day))
        .select_related("unit", "kind", "level")
        .order_by("position", "name_sort")
    )


def name_of(unit: Unit, day: date) -> UnitName | None:
    """Return what `unit` was called on `day`; after its end, what it was last called."""
    rows = UnitName.objects.filter(unit=unit, valid_from__lte=day).select_related(
        "kind", "level"
    )
    return rows.order_by("-valid_from").first()


def names_of(unit_ids: Iterable[int], day: date) -> dict[int, UnitName]:
    """Return {unit id: name row} as of `day`, in one query."""
    rows = (
        UnitName.objects.filter(unit_id__in=list(unit_ids), valid_from__lte=day)
        .select_related("kind", "level")
        .order_by("valid_from")
    )
    return {row.unit_id: row for row in rows}


def names_of_codes(codes: Iterable[str], day: date) -> dict[str, str]:
    """Return {code: name} of units as of `day`, in one query."""
    rows = UnitName.objects.filter(unit__code__in=list(codes), valid_from__lte=day)
    return dict(rows.order_by("valid_from").values_list("unit__code", "name"))


def references_to(unit: Unit) -> dict[str, int]:
    """Return {model: number of rows} of all that refers to a unit, beyond the register itself.

    Of every app, whichever are installed: posts, channels, tasks, reports …
    """
    register = {"unitname", "unitparent", "identifier", "succession", "act"}
    found: dict[str, int] = {}
    for relation in Unit._meta.related_objects:
        model = relation.related_model
        assert not isinstance(model, str)  # noqa: S101 (all apps are loaded by now)
        if model._meta.app_label == "units" and model._meta.model_name in register:
            continue
        count = model._default_manager.filter(**{relation.field.name: unit}).count()
        if count:
            label = model._meta.label_lower
            found[label] = found.get(label, 0) + count
    return found


def acts() -> QuerySet[Act]:
    """Return all acts, the newest first, with their units."""
    return Act.objects.select_related("undoes", "undone_by").prefetch_related("units")


def waiting_for_a_person(day: date) -> QuerySet[Succession]:
    """Return the successions until `day` about which a person must still decide."""
    settled = Succession.objects.filter(
        predecessor=OuterRef("predecessor"), on=OuterRef("on"), duty=OuterRef("duty"),
        needs_person=False,
    )  # fmt: skip
    return (
        Succession.objects.filter(~Exists(settled), on__lte=day, needs_person=True)
        .select_related("predecessor", "successor")
        .order_by("-on", "predecessor__code")
    )


def expand(group: Group, day: date) -> QuerySet[UnitName]:
    """Return the units of a group on `day`.

    `rule` is {"kinds": [code …], "levels": [code …], "under": unit code or [unit code …],
    "tree": …, "units": [unit code …], "except": [unit code …]}; what is left out does not
    narrow.
    """
    rule = group.rule
    rows = names_on(day)
    wanted = Q()
    if rule.get("kinds"):
        wanted &= Q(kind__code__in=rule["kinds"])
    if rule.get("levels"):
        wanted &= Q(level__code__in=rule["levels"])
    if rule.get("under"):
        tree = Tree(rule.get("tree", Tree.TERRITORIAL.value))
        said = rule["under"]
        codes = [said] if isinstance(said, str) else said
        under = Q(pk__in=[])
        for top in Unit.objects.filter(code__in=codes).values_list("pk", flat=True):
            under |= Q(unit_id__in=hanging_below(top, day, tree))
        wanted &= under
    if rule.get("units"):
        wanted |= Q(unit__code__in=rule["units"])
    if not wanted:
        return rows.none()
    return rows.filter(wanted).exclude(unit__code__in=rule.get("except", []))


def posts_of(officer_id: int, day: date) -> QuerySet[Post]:
    """Return the posts an officer holds on `day`."""
    return Post.objects.filter(
        on_date(day), officer_id=officer_id, officer__is_active=True
    ).select_related("unit")


def all_posts_of(officer_id: int) -> QuerySet[Post]:
    """Return every post an officer ever held or will hold, the latest first."""
    rows = Post.objects.filter(officer_id=officer_id)
    return rows.select_related("unit", "officer", "stands_in_for__officer").order_by(
        "-valid_from", "pk"
    )


def unit_ids_of(officer_id: int, day: date, roles: Iterable[Role] = tuple(Role)) -> set[int]:
    """Return the units in which an officer holds one of `roles` on `day`."""
    rows = posts_of(officer_id, day).filter(role__in=[role.value for role in roles])
    return set(rows.values_list("unit_id", flat=True))


def stand_ins_on(officer_id: int, day: date) -> tuple[list[Post], list[Post]]:
    """Return the posts an officer holds in place of others, and those held in theirs."""
    rows = Post.objects.filter(on_date(day), stands_in_for__isnull=False).select_related(
        "officer", "stands_in_for__officer"
    )
    held = rows.filter(officer_id=officer_id)
    return list(held), list(rows.filter(stands_in_for__officer_id=officer_id))


def unit_ids_held(officer_id: int, day: date) -> set[int]:
    """Return the units of an officer's posts on `day`, even while the login is shut."""
    rows = Post.objects.filter(on_date(day), officer_id=officer_id)
    return set(rows.values_list("unit_id", flat=True))


def unit_ids_ever(officer_id: int) -> set[int]:
    """Return the units in which an officer ever held, or will hold, a post."""
    return set(Post.objects.filter(officer_id=officer_id).values_list("unit_id", flat=True))


def posts_by_id(ids: Iterable[int]) -> QuerySet[Post]:
    return Post.objects.filter(pk__in=list(ids)).select_related("unit", "officer")


def officer_by_address(address: str) -> Officer | None:
    """Return the officer with this address, whatever its capitals."""
    return Officer.objects.filter(email__iexact=address.strip()).first()


def unit_ids_named(words: str) -> set[int]:
    """Return the units that ever had `words` in their name; tones and case do not count."""
    rows = UnitName.objects.filter(name_fold__contains=fold(words))
    return set(rows.values_list("unit_id", flat=True))


def role_of(post: Post) -> Role:
    return Role(post.role)


def officers_by_addresses(addresses: Iterable[str]) -> QuerySet[Officer]:
    """Return the officers with these addresses; addresses are kept in small letters."""
    return Officer.objects.filter(email__in={each.strip().lower() for each in addresses})


def posts_held_by(officers: Iterable[Officer], day: date) -> QuerySet[Post]:
    """Return the posts of several officers that hold on `day` or are still to begin."""
    rows = Post.objects.filter(officer__in=[officer.pk for officer in officers])
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).select_related(
        "officer", "unit", "stands_in_for__officer"
    )


def holds_anywhere(officer_id: int, *roles: Role, on: date) -> bool:
    """Say whether an officer holds one of `roles` in any unit on a day."""
    wanted = [role.value for role in roles]
    return posts_of(officer_id, on).filter(role__in=wanted).exists()


def visible_to(officer: Officer, on: date) -> QuerySet[Unit]:
    """Return the units an officer may look up: all with any post on that day, else none."""
    return Unit.objects.filter(Exists(posts_of(officer.pk, on)))


def reach_of(officer_id: int, on: date) -> set[int]:
    """Return the ids of the units whose contact persons a coordinator may name.

    Its own units, and all that hang under the same body as they do in the territorial tree:
    a department of the province reaches the bodies of that province. Rights over *work* come
    from the campaign's reporting lines, never from this. For one unit: `is_within_reach`.
    """
    own, tops = _reach(officer_id, on)
    return own.union(*(below_on(top, on) for top in tops))


def is_within_reach(unit_id: int, officer_id: int, on: date) -> bool:
    """Say whether a unit is in `reach_of`, by walking up from it: three short queries."""
    own, tops = _reach(officer_id, on)
    return unit_id in own or (bool(tops) and not tops.isdisjoint(above(unit_id, on)))


def _reach(officer_id: int, on: date) -> tuple[set[int], set[int]]:
    """Return a coordinator's own units, and those below which its reach lies."""
    own = unit_ids_of(officer_id, on, [Role.COORDINATOR])
    if not own:
        return set(), set()
    places = UnitParent.objects.filter(on_date(on), tree=Tree.TERRITORIAL.value, unit__in=own)
    parents = dict(places.order_by().values_list("unit_id", "parent_id"))
    return own, {parents.get(unit_id, unit_id) for unit_id in own}


def answering_for(unit: Unit, day: date, duty: str = "") -> tuple[Unit, ...] | None:
    """Say who answers on `day` for what `unit` once had to do; None: it waits for a person.

    A succession by duty stands above one of the whole unit. A unit that still exists and lost
    no such duty answers for itself. For many units at once: `restating.answering_on`.
    """
    heirs = heirs_of(unit.pk, partial(_steps_from, day), day=day, duty=duty)
    if heirs is None:
        return None
    found = {heir.pk: heir for heir in Unit.objects.filter(pk__in=heirs)}
    return tuple(found[pk] for pk in heirs)


def _steps_from(day: date, unit_id: int) -> list[Step]:
    rows = Succession.objects.filter(predecessor_id=unit_id, on__lte=day).order_by("on", "pk")
    return [Step(row.on, row.duty, row.successor_id, row.needs_person) for row in rows]


def duties_of(unit: Unit) -> list[str]:
    """Return the duties that passed from a unit on their own, by code."""
    rows = Succession.objects.filter(predecessor=unit).exclude(duty="")
    return sorted(set(rows.values_list("duty", flat=True)))


def kinds() -> QuerySet[Kind]:
    return Kind.objects.order_by("position")


def holders_of(unit_id: int, day: date, *roles: Role) -> QuerySet[Officer]:
    """Return who holds one of `roles` (none given: any) in a unit on `day`, each once."""
    wanted = [role.value for role in roles or tuple(Role)]
    posts = Post.objects.filter(on_date(day), unit_id=unit_id, role__in=wanted)
    return Officer.objects.filter(is_active=True, posts__in=posts).distinct()


def contacts_of(unit_ids: Iterable[int], day: date) -> dict[int, list[Officer]]:
    """Return {unit id: its contact officers} on `day`, whom one would telephone; one query."""
    posts = (
        Post.objects.filter(
            on_date(day),
            unit_id__in=list(unit_ids),
            role=Role.REPORTER.value,
            officer__is_active=True,
        )
        .select_related("officer")
        .order_by("unit_id", "officer__name")
    )
    found: dict[int, list[Officer]] = {}
    for post in posts:
        found.setdefault(post.unit_id, []).append(post.officer)
    return found
