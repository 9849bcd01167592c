"""Series. text of --vary -> the orders of a dose series, one for each value; order -> its place in the series."""

from collections.abc import Iterable
from string import ascii_lowercase

from orthogen.errors import PrescriptionError
from orthogen.modifications import kind_called
from orthogen.prescribe.orders import parse_orders
from orthogen.records.profile import Order
from orthogen.records.variant import Variant

_MOST = 9  # more is no trial that a patient could tell apart


def parse_series(text: str) -> tuple[Order, ...]:
    """Return the orders in `[left.|right.]KIND.FIELD=V1,V2,…`, inside their hard limits; raises as `parse_orders`."""
    name, _, values = text.partition("=")
    asked = values.split(",")
    if not 2 <= len(asked) <= _MOST:
        raise PrescriptionError(
            f"--vary {text} names {len(asked)} value{'s' * (len(asked) > 1)}; a series has 2 to {_MOST}",
            "for example --vary rearfoot_post.angle_deg=2,4,6",
        )
    orders = tuple(parse_orders([f"{name}={value}"])[0] for value in asked)
    if len({order.asked for order in orders}) < len(orders):
        raise PrescriptionError(f"--vary {text} names a value twice", "name each value once")
    return orders


def series_text(series: Iterable[Order]) -> str:
    """Return the series as --vary takes it."""
    orders = tuple(series)
    first = orders[0]
    side = "" if first.side is None else f"{first.side}."
    values = ",".join(f"{item.asked:.12g}" if isinstance(item.asked, float) else item.asked for item in orders)
    return f"{side}{first.kind}.{first.field}={values}"


def variant_of(order: Order, place: int) -> Variant:
    """Return the variant that this order of a series makes; place counts from 0."""
    limits = kind_called(order.kind).limits()
    unit = limits[order.field]["unit"] if order.field in limits else ""
    return Variant(
        name=ascii_lowercase[place], modification=order.kind, field=order.field, value=order.asked, unit=unit
    )
