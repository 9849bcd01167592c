"""Laws that every modification keeps, whatever its doses: the catalogue times Hypothesis, on a foot of formulas."""

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orthogen.design import design
from orthogen.errors import OutOfRange
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.modifications import catalogue
from orthogen.records.prescription import Modification, Stage
from orthogen.records.site import Site
from tests.devices import doses, order
from tests.soles import sole

KINDS = catalogue()
UNITS = ("_mm", "_deg")
# what acts under the toes or on the whole bed; all others must end before them
UNDER_TOES = {"cluffy_wedge", "mortons_extension", "offload_well", "reverse_mortons", "thickness_zone", "toe_crest"}
LAWS = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def modification(kind: str) -> st.SearchStrategy[Modification]:
    limits = KINDS[kind].limits()
    values = {name: st.floats(item["low"], item["high"]).map(lambda v: round(v, 2)) for name, item in limits.items()}
    words = {name: st.sampled_from(item["choices"] or (item["default"],)) for name, item in KINDS[kind].texts().items()}
    return st.builds(KINDS[kind], **values, **words)


EACH = st.sampled_from(sorted(KINDS)).flatmap(modification)


@cache
def site(length_mm: float = 250.0) -> Site:
    return design(sole(length_mm=length_mm), order()).site


def guarded(item: Modification, where: Site) -> Modification:
    return item.settled(where)[0]


def with_dose(item: Modification, dose: float) -> Modification:
    if item.KIND == "thickness_zone":
        return replace(item, heel_mm=dose, arch_mm=0.0, forefoot_mm=0.0)
    return replace(item, **{item.DOSE: dose})


def slope(z: FloatArray, step_mm: float) -> FloatArray:
    return np.hypot(*np.gradient(z, step_mm))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_names_units_limits_and_words(kind: str) -> None:
    item = KINDS[kind]
    assert kind == item.KIND and item.DOSE in item.limits()
    assert {*item.limits(), *item.texts()} == {field.name for field in fields(item)}
    for name, meta in item.limits().items():
        assert name.endswith(UNITS)
        assert meta["low"] <= meta["soft_low"] <= meta["default"] <= meta["soft_high"] <= meta["high"]
        assert meta["source"] and meta["unit"] == name.rsplit("_", 1)[1]
        for outside in (meta["low"] - 0.1, meta["high"] + 0.1):
            with pytest.raises(OutOfRange, match=f"{kind}.{name}"):
                item(**{name: outside})
    for name, text in item.texts().items():
        assert text["source"]
        if text["choices"]:
            with pytest.raises(OutOfRange, match=f"{kind}.{name}"):
                item(**{name: "none of these"})


@LAWS
@given(item=EACH, length=st.sampled_from([150.0, 250.0, 310.0]))
def test_shape_finite_and_repeatable(item: Modification, length: float) -> None:
    where = site(length)
    field = guarded(item, where).field_mm(where)
    assert field.shape == where.grid.shape and np.isfinite(field).all()
    assert field.tobytes() == guarded(item, where).field_mm(where).tobytes()


@LAWS
@given(item=EACH, length=st.sampled_from([150.0, 250.0, 310.0]))
def test_guards_speak_exactly_when_they_act_and_act_once(item: Modification, length: float) -> None:
    where = site(length)
    once, said = item.settled(where)
    assert (once != item) == bool(said)
    again, more = once.settled(where)
    assert again == once and not more


@LAWS
@given(item=EACH, shares=st.tuples(st.floats(0.1, 0.9), st.floats(0.0, 0.95)))
def test_more_dose_is_nowhere_less(item: Modification, shares: tuple[float, float]) -> None:
    where = site()
    high = guarded(item, where)
    dose = getattr(high, item.DOSE) * shares[0]
    more, less = with_dose(high, dose), with_dose(high, dose * shares[1])
    field, small = more.field_mm(where), less.field_mm(where)
    # a rim's flange is not its dose; the arch that an ordinary inversion raises is filled again from 10° on
    ends = {Stage.RIM: 0.17, Stage.BALANCE: 0.26}
    part = where.x_mm[:, 0] < ends.get(item.STAGE, 2.0) * 250.0
    assert (np.abs(field) - np.abs(small))[part].min() > -1e-9


@LAWS
@given(item=EACH)
def test_a_null_addition_is_flat(item: Modification) -> None:
    none = with_dose(item, 0.0)
    assert none.is_null
    if item.STAGE not in (Stage.RIM, Stage.SKIVE, Stage.COVER):
        assert not none.field_mm(site()).any()


@LAWS
@given(item=EACH)
def test_nothing_reaches_the_toes_and_additions_have_an_end(item: Modification) -> None:
    where = site()
    field = guarded(item, where).field_mm(where)
    if item.STAGE is Stage.COVER:
        return
    if item.KIND not in UNDER_TOES:
        assert not field[where.x_mm[:, 0] > 0.925 * 250.0].any()
    if item.STAGE is not Stage.RIM and item.KIND != "thickness_zone":
        assert (field[where.inset_mm > 0] == 0.0).mean() > 0.1


@LAWS
@given(item=EACH)
def test_no_addition_makes_a_slope_of_its_own_above_45_degrees(item: Modification) -> None:
    where = site()
    if item.STAGE in (Stage.RIM, Stage.COVER):
        return
    before, field = where.surface_mm, guarded(item, where).field_mm(where)
    steeper = slope(before + field, 0.5) - np.maximum(slope(before, 0.5), 1.0)
    steeper = np.where(slope(field, 0.5) > 1.0, steeper, 0.0)  # a well in the side of an arch may be steep on one side
    assert steeper[where.inset_mm > 0].max() < np.tan(np.radians(11.0))  # a post may lean a wall by its own angle


@LAWS
@given(item=EACH)
def test_the_grid_does_not_matter(item: Modification) -> None:
    where = site()
    grid = where.grid
    coarse = Grid(x0_mm=grid.x0_mm, y0_mm=grid.y0_mm, step_mm=1.0, nx=(grid.nx + 1) // 2, ny=(grid.ny + 1) // 2)
    thin = replace(where, grid=coarse, surface_mm=where.surface_mm[::2, ::2], inset_mm=where.inset_mm[::2, ::2])
    fine = guarded(item, where)
    off = np.abs(fine.field_mm(thin) - fine.field_mm(where)[::2, ::2])
    if item.STAGE is Stage.COVER:  # at right angles to walls that a coarse grid does not resolve
        off = off[thin.inset_mm > 18.0]
    assert off.max() < 0.02


@settings(LAWS, max_examples=12)
@given(
    items=st.lists(EACH, min_size=2, max_size=6, unique_by=lambda item: item.KIND),
    length=st.sampled_from(["full", "sulcus", "three-quarter"]),
    construction=st.sampled_from(["insole", "shell"]),
    foot_mm=st.sampled_from([170.0, 250.0, 300.0]),
)
def test_any_mixture_is_measured_as_ordered(
    items: list[Modification], length: str, construction: str, foot_mm: float
) -> None:
    made = design(sole(length_mm=foot_mm), order(*items, length=length, construction=construction))
    assert np.isfinite(made.bed_mm).all()
    for dose in doses(made):
        assert dose.ok, dose
