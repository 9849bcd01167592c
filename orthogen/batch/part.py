"""Part. one device, its order -> what a laboratory must know of it; measured on the exported triangles."""

import numpy as np

from orthogen.batch.chosen import material_of
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.stl import triangles
from orthogen.publish import file_name
from orthogen.records.batch import BatchOrder, Part
from orthogen.records.build import Build
from orthogen.records.device import Device
from orthogen.records.machine import Machine


def parts(made: Build, order: BatchOrder, machine: Machine | None) -> tuple[Part, ...]:
    """Return the parts of a build, left before right."""
    return tuple(_part(made, device, order, machine) for device in sorted(made.devices, key=lambda one: one.foot.side))


def _part(made: Build, device: Device, order: BatchOrder, machine: Machine | None) -> Part:
    corners: FloatArray = triangles(device.stl).astype(np.float64)
    length_mm, width_mm, height_mm = np.ptp(corners.reshape(-1, 3), axis=0).tolist()
    edges = corners[:, 1:] - corners[:, :1]
    area_mm2 = float(np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1).sum()) / 2.0
    material, known = material_of(order, machine)
    volume_cm3 = device.volume_mm3 / 1000.0
    side = device.foot.side
    return Part(
        case=made.case,
        side=side,
        part=device.prescription.construction,
        file=f"{made.case}/{made.version}/{file_name(device, 'stl')}",
        sha256=device.sha256,
        quantity=order.quantity,
        material=material,
        process=order.process,
        length_mm=round(length_mm, 2),
        width_mm=round(width_mm, 2),
        height_mm=round(height_mm, 2),
        volume_cm3=round(volume_cm3, 3),
        area_cm2=round(area_mm2 / 100.0, 2),
        mass_g=None if known is None else round(volume_cm3 * known.density_g_cm3, 2),
        faces=device.faces,
        least_wall_mm=least_wall_mm(device),
        label=f"{side[0].upper()} {made.case}",
        due=order.due,
        verdict=device.verdict,
    )


def least_wall_mm(device: Device) -> float | None:
    """Return the least wall that was measured on the exported file, None if it was not."""
    found = [one.measured for one in device.findings if one.check == "least_wall" and one.measured is not None]
    return round(min(found), 3) if found else None
