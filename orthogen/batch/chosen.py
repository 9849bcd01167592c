"""Chosen. the machines that are there, an order -> the machine it is made on, and the material it is made of."""

from collections.abc import Mapping, Sequence
from typing import get_args

from orthogen.intake import machines
from orthogen.records.batch import BatchOrder
from orthogen.records.machine import Machine, Material
from orthogen.records.site import Material as DesignMaterial


def chosen_machines(own: Sequence[Machine]) -> Mapping[str, Machine]:
    """Return process -> machine: the shipped ones and, in their place, one's own; "" if any: the first own."""
    held = {machine.process: machine for machine in (*machines(), *own)}
    return {**held, **({"": own[0]} if own else {})}


def material_of(order: BatchOrder, machine: Machine | None) -> tuple[str, Material | None]:
    """Return the name of the order's material and what its machine, or the first machine that has it, says of it.

    A row that names no process has no machine; its material is then any machine's. An unknown one stays as written.
    """
    asked = machines() if machine is None and not order.process else () if machine is None else (machine,)
    for one in asked:
        name = one.material_named(order.material)
        if name is not None:
            return name, one.materials[name]
    return order.material, None


def designed_as(order: BatchOrder, machine: Machine | None) -> DesignMaterial | None:
    """Return the material that sets the thickness of the device; None leaves it to the profile."""
    _, known = material_of(order, machine)
    if known is not None:
        return known.designed_as
    word = order.material.lower()
    return next((one for one in get_args(DesignMaterial) if one == word), None)
