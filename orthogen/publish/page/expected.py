"""Expected. predictions, their devices -> what the report says of the expected change of pressure."""

from collections.abc import Mapping, Sequence
from typing import Any

from orthogen.publish.page.render import Safe
from orthogen.publish.plan_map import PlanMap, svg
from orthogen.publish.prediction import basis, sentence
from orthogen.publish.wording import Wording
from orthogen.records.device import Device
from orthogen.records.prediction import Prediction


def expected(predictions: Sequence[Prediction], devices: Sequence[Device], wording: Wording) -> list[dict[str, Any]]:
    """Return for each device its table of parts and its two maps, or the reasons why nothing is told."""
    by_side = {item.foot.side: item for item in devices}
    return [_told(item, by_side[item.side], wording) for item in predictions]


def _told(item: Prediction, device: Device, wording: Wording) -> dict[str, Any]:
    return {
        "side": wording["side"][item.side].capitalize(),
        "basis": " ".join((basis(item, wording), *item.assumed)),
        "refused": [why.reason for why in item.refused],
        "rows": [(wording.name("mask", change.part), sentence(change, wording)) for change in item.changes],
        "maps": [(name, Safe(svg(plan))) for name, plan in _maps(item, device, wording).items()],
    }


def _maps(item: Prediction, device: Device, wording: Wording) -> Mapping[str, PlanMap]:
    """Return the stance before and after, both in shares of the highest before: a map without numbers."""
    if item.grid is None or item.before_share is None or item.after_share is None:
        return {}
    fields = {"before": item.before_share, "after": item.after_share}
    return {
        wording["prediction"][name]: PlanMap(
            title=wording["prediction"][name], grid=item.grid, field_mm=field, low_mm=0.0, high_mm=1.0,
            mirrored=device.foot.mirrored, lines_mm=(device.foot.outline_mm,),
        )
        for name, field in fields.items()
    }  # fmt: skip
