"""Variant. one member of a dose series: devices of one foot that differ in one dose, to be tried one after another."""

from orthogen.lazyclass import dataclass
from orthogen.records.prescription import Value


@dataclass(frozen=True, kw_only=True)
class Variant:
    """name: "a", "b", … in the order in which the values were asked for. modification, field, value, unit: the dose."""

    name: str
    modification: str
    field: str
    value: Value
    unit: str

    @property
    def mark(self) -> str:
        """What the label on the part says of it, `A 4DEG`: what tells two parts on a table apart."""
        value = f"{self.value:g}" if isinstance(self.value, float) else self.value
        return f"{self.name} {value}{self.unit}".upper()
