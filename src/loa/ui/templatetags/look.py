"""Template words of the look: Vietnamese numbers and dates, shapes, addresses, bundles.

Numbers and dates are written in the Vietnamese way in both languages: an office compares the
English screen with the Vietnamese letter.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loa.crafts import viet
from loa.ui import shapes
from loa.ui.bundles import bundle

register = template.Library()
NOTHING = "—"
BYTES = (("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000))


class ShareLike(Protocol):
    """Anything with a part and a whole, such as tallying's `Share`."""

    @property
    def part(self) -> int | Decimal: ...
    @property
    def whole(self) -> int | Decimal: ...


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


@register.filter
def vnumber(number: int | float | Decimal | None) -> str:
    """Write a number: 3321 → "3.321", 12.5 → "12,5", None → "—"."""
    if number is None or number == "":
        return NOTHING
    if isinstance(number, (float, Decimal)) and number != int(number):
        return viet.write_decimal(number)
    return viet.write_number(int(number))


@register.filter
def vshare(share: ShareLike | float | None, whole: int | None = None) -> str:
    """Write a share: `Share(1, 8)`, 0.125 or `1|vshare:8` → "12,5 %", None → "—"."""
    if share is None:
        return NOTHING
    if whole is not None:
        return viet.write_share(int(share), whole)  # type: ignore[arg-type]  # a part
    if isinstance(share, (int, float, Decimal)):
        return viet.write_share(Decimal(str(share)), 1)
    return viet.write_share(share.part, share.whole)


@register.filter
def vcertainty(certainty: float | None) -> str:
    """Write how sure a machine is, 0 to 1, without false precision: 0.934 → "93 %"."""
    return NOTHING if certainty is None else viet.write_share(Decimal(str(certainty)), 1, 0)


@register.filter
def vdate(moment: date | datetime | None) -> str:
    """Write a day, in Vietnam's time: "14/11/2024", None → "—"."""
    if not moment:
        return NOTHING
    local = _local(moment)
    return viet.write_date(local.date() if isinstance(local, datetime) else local)


@register.filter
def vtime(moment: datetime | None) -> str:
    """Write an instant, in Vietnam's time: "16:00 ngày 14/11/2024", None → "—"."""
    if not moment:
        return NOTHING
    local = _local(moment)
    return _("%(time)s on %(day)s") % {"time": f"{local:%H:%M}", "day": vdate(moment)}


@register.filter
def vlongdate(moment: date | datetime | None) -> str:
    """Write a day as a letterhead does: "ngày 05 tháng 01 năm 2025"."""
    if not moment:
        return NOTHING
    local = _local(moment)
    return viet.write_long_date(local.date() if isinstance(local, datetime) else local)


@register.filter
def vbytes(size_bytes: int | None) -> str:
    """Write a file's size: 900 → "900 byte", 2100000 → "2,1 MB"."""
    if size_bytes is None:
        return NOTHING
    if size_bytes < BYTES[0][1]:
        return f"{viet.write_number(size_bytes)} byte"
    unit, one = next(
        ((unit, one) for unit, one in BYTES if size_bytes < one * 1_000), BYTES[-1]
    )
    places = 0 if unit == "kB" else 1
    return f"{viet.write_decimal(Decimal(size_bytes) / one, places)} {unit}"


@register.filter
def days_left(day: date | datetime, today: date) -> str:
    """Say how far a day is from `today`, which the view passes: "còn 9 ngày", "hôm nay"."""
    local = _local(day)
    left = ((local.date() if isinstance(local, datetime) else local) - today).days
    if left == 0:
        return _("today")
    if left < 0:
        return ngettext("%(count)s day ago", "%(count)s days ago", -left) % {"count": -left}
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}


@register.simple_tag
def shape(name: str) -> SafeString:
    """Draw the shape of a meaning: `{% shape "done" %}`."""
    return mark_safe(shapes.shape(name))  # noqa: S308 (our own constants)


@register.simple_tag
def bundle_address(kind: str) -> str:
    """Return the address of the one style sheet ("css") or script ("js")."""
    return reverse("ui:bundle", args=[bundle(kind).name])


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], start: str, *, exactly: bool = False) -> SafeString:
    """Mark a navigation link whose address the present one starts with."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    if path == start:
        return mark_safe(' aria-current="page"')
    if not exactly and path.startswith(start):
        return mark_safe(' aria-current="true"')
    return SafeString("")


@register.simple_tag(takes_context=True)
def address_with(context: dict[str, Any], **changes: object) -> str:
    """Return "?…" of the present address with some parameters changed; None or "" drops one.

    The page number goes back to the first unless it is what changes.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return "?"
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/components/sort_heading.html", takes_context=True)
def sort_heading(
    context: dict[str, Any], name: str, label: str, *, number: bool = False
) -> dict[str, Any]:
    """Head a column that the server can sort by `?sort=name` or `?sort=-name`."""
    request: HttpRequest | None = context.get("request")
    now = request.GET.get("sort", "") if request else ""
    order = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    target = f"-{name}" if order == "ascending" else name
    return {
        "label": label,
        "order": order,
        "shape_name": {"ascending": "up", "descending": "down"}.get(order, "both"),
        "href": address_with(context, sort=target),
        "number": number,
    }


@register.filter
def is_kind(field: Any, kind: str) -> bool:
    """Say whether a bound field's widget is a "checkbox", a "file" or a "textarea"."""
    widget = field.field.widget
    return kind == getattr(widget, "input_type", "") or kind == type(widget).__name__.lower()


@register.simple_tag
def css_time(moment: datetime | None) -> str:
    """Return an instant as the `datetime` attribute of <time> wants it."""
    return format_html("{}", _local(moment).isoformat()) if moment else ""
