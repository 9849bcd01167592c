"""Viewer. what is packed can be read back within the stated errors; the bundle is the one that its sources make."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orthogen.errors import GeometryError
from orthogen.kernel.mesh import Mesh, edges, signed_volume_mm3
from orthogen.publish.viewer import (
    Scale,
    Surface,
    ViewedFoot,
    device_scales,
    thinned,
    viewer_data,
    viewer_script,
)
from orthogen.publish.viewer.pack import packed
from orthogen.publish.wording import english
from tests.viewer_page import demo_foot

ROOT = Path(__file__).resolve().parents[3]
BUNDLED = ROOT / "orthogen" / "publish" / "viewer"
SOURCES = ROOT / "viewer"
WORDS = english()["viewer"]
SCALES = (
    Scale(key="gap", title="Gap", unit="mm", low=-6, high=6, step=2, two_sided=True),
    Scale(key="pressure", title="Pressure", unit="kPa", low=0, high=300, step=50),
)


def _foot(surface: Surface, side: str = "right") -> ViewedFoot:
    return ViewedFoot(side=side, device=surface, scan=None, stl_from_foot=np.eye(4))  # type: ignore[arg-type]


def _surface(count: int = 500, **values: np.ndarray) -> Surface:
    rng = np.random.default_rng(1)
    points = rng.uniform([0, -50, 0], [280, 50, 40], (count, 3))
    return Surface(points_mm=points, faces=rng.integers(0, count, (2 * count, 3)), values=values)


def _read(told: dict[str, Any], data: bytes, key: str | None = None) -> np.ndarray:
    """Return the points, or the values of a key, as the viewer reads them."""
    if key is None:
        codes = np.frombuffer(data, "<u2", 3 * told["points"], told["positions"]).reshape(-1, 3)
        return np.array(told["low_mm"]) + codes * np.array(told["step_mm"])
    one = told["values"][key]
    codes = np.frombuffer(data, "<u1" if one["bits"] == 8 else "<u2", told["points"], one["at"]).astype(float)
    return np.where(codes > 0, one["low"] + (codes - 1) * one["step"], np.nan)


def test_places_are_kept_within_their_stated_error() -> None:
    surface = _surface()
    header, data = packed([_foot(surface)], SCALES)
    told = header["feet"][0]["surfaces"]["device"]
    assert np.abs(_read(told, data) - surface.points_mm).max() <= 0.0022
    indices = np.frombuffer(data, "<u2", 3 * told["faces"], told["indices"]).reshape(-1, 3)
    np.testing.assert_array_equal(indices, surface.faces)


@pytest.mark.parametrize(("spread", "bits", "error"), [(12.0, 8, 0.025), (30.0, 16, 0.025), (0.0, 8, 1e-9)])
def test_values_are_kept_to_a_quarter_of_what_is_shown(spread: float, bits: int, error: float) -> None:
    gap = np.linspace(-spread / 2, spread / 2, 500)
    gap[::7] = np.nan
    header, data = packed([_foot(_surface(gap=gap))], SCALES)
    told = header["feet"][0]["surfaces"]["device"]
    assert told["values"]["gap"]["bits"] == bits
    read = _read(told, data, "gap")
    np.testing.assert_array_equal(np.isnan(read), np.isnan(gap))
    assert np.nanmax(np.abs(read - gap)) <= error


def test_every_array_begins_where_the_browser_can_read_it() -> None:
    odd = _surface(501, gap=np.ones(501), pressure=np.linspace(0, 300, 501))
    header, _ = packed([_foot(odd, "left"), _foot(odd)], SCALES)
    for foot in header["feet"]:
        told = foot["surfaces"]["device"]
        begins = [told["positions"], told["indices"], *(one["at"] for one in told["values"].values())]
        assert all(begin % 4 == 0 for begin in begins)


def test_many_points_take_wide_indices() -> None:
    header, data = packed([_foot(_surface(65_537))], SCALES)
    told = header["feet"][0]["surfaces"]["device"]
    assert told["index_bits"] == 32
    assert np.frombuffer(data, "<u4", 3 * told["faces"], told["indices"]).max() <= 65_536


def test_values_known_nowhere_are_left_out() -> None:
    header, _ = packed([_foot(_surface(gap=np.full(500, np.nan)))], SCALES)
    assert header["feet"][0]["surfaces"]["device"]["values"] == {}


@pytest.mark.parametrize(
    "surface",
    [
        Surface(points_mm=np.zeros((0, 3)), faces=np.zeros((0, 3), np.int64)),
        Surface(points_mm=np.eye(3), faces=np.array([[0, 1, 3]])),
        Surface(points_mm=np.full((3, 3), np.nan), faces=np.array([[0, 1, 2]])),
        Surface(points_mm=np.eye(3), faces=np.array([[0, 1, 2]]), values={"gap": np.zeros(4)}),
        Surface(points_mm=np.eye(3), faces=np.array([[0, 1, 2]]), values={"unknown": np.zeros(3)}),
    ],
    ids=["empty", "index", "nan", "count", "key"],
)
def test_what_cannot_be_shown_is_refused(surface: Surface) -> None:
    with pytest.raises(GeometryError):
        packed([_foot(surface)], SCALES)


def test_the_text_is_inert_and_the_same_every_time() -> None:
    evil = Scale(key="gap", title="</script><script>alert(1)</script>", unit="mm", low=-1, high=1, step=1)
    feet = [_foot(_surface(gap=np.linspace(0, 1, 500)))]
    text = viewer_data(feet, [evil], words=WORDS)
    assert text == viewer_data(feet, [evil], words=WORDS)
    assert text.count("<script") == text.count("</script>") == 2
    held = re.search(r'id="orthogen-view">(.*?)</script>', text)
    assert held and json.loads(held[1])["scales"][0]["title"] == evil.title
    data = re.search(r'id="orthogen-view-bytes">(.*?)</script>', text)
    assert data and base64.b64decode(data[1], validate=True) == packed(feet, [evil])[1]


def test_a_thinned_surface_is_small_enough_and_close() -> None:
    x, y = np.meshgrid(np.linspace(0, 100, 101), np.linspace(0, 60, 61), indexing="ij")
    points = np.column_stack([x.ravel(), y.ravel(), 0.05 * x.ravel()])
    number = np.arange(101 * 61).reshape(101, 61)
    a, b, c, d = (number[i : i + 100, j : j + 60].ravel() for i, j in ((0, 0), (1, 0), (1, 1), (0, 1)))
    faces = np.concatenate([np.column_stack([a, b, c]), np.column_stack([a, c, d])])
    few_points, few = thinned(points, faces, most_faces=3000)
    assert 1000 < len(few) <= 3000
    np.testing.assert_allclose(few_points[:, 2], 0.05 * few_points[:, 0], atol=1e-9)
    same_points, same = thinned(points, faces, most_faces=20_000)
    assert same is faces and same_points is points


def test_the_bundle_is_made_of_the_sources_beside_it() -> None:
    if not SOURCES.is_dir():
        pytest.skip("needs a checkout: the sources of the viewer are not installed")
    record = json.loads((BUNDLED / "viewer.sources.json").read_text())
    names = ["build.mjs", "package.json", *(f"src/{path.name}" for path in (SOURCES / "src").iterdir())]
    assert sorted(names) == sorted(record["sources"]), "run `make viewer`"
    for name in names:
        digest = hashlib.sha256((SOURCES / name).read_bytes()).hexdigest()
        assert digest == record["sources"][name], f"{name} is newer than the bundle: run `make viewer`"
    assert hashlib.sha256((BUNDLED / "viewer.js").read_bytes()).hexdigest() == record["bundle"]


def test_the_bundle_is_small_names_its_licence_and_reaches_for_nothing() -> None:
    script = viewer_script()
    assert len(script.encode()) <= 450_000
    assert "three.LICENSE.txt" in script[:200]
    assert "MIT" in (BUNDLED / "three.LICENSE.txt").read_text()
    assert script.count("</script>") == 1
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|importScripts|sendBeacon)\s*\(", script)


def test_the_sources_are_short() -> None:
    if not SOURCES.is_dir():
        pytest.skip("needs a checkout: the sources of the viewer are not installed")
    for path in (SOURCES / "src").iterdir():
        assert path.read_text().count("\n") <= 300, path.name


def test_every_word_is_in_the_table() -> None:
    words = WORDS
    if SOURCES.is_dir():
        listed = re.findall(r'"(\w+)"', (SOURCES / "src" / "words.js").read_text().split("];")[0])
        assert set(listed) <= set(words)
        assert {key for key in words if not key.startswith("scale_")} == set(listed)
    assert all(words.values())


@pytest.fixture(scope="module")
def left() -> ViewedFoot:
    """The left demo foot with a pad: mirrored in the foot frame, as worn in the viewer."""
    return demo_foot("left_normal")


def test_the_device_shown_is_the_exported_one(left: ViewedFoot) -> None:
    assert left.device is not None
    mesh = Mesh(points_mm=left.device.points_mm, faces=left.device.faces)
    assert (edges(mesh).twin >= 0).all()
    assert signed_volume_mm3(mesh) > 0
    assert mesh.points_mm[:, 2].min() == pytest.approx(0, abs=1e-6)
    assert np.linalg.det(left.stl_from_foot[:3, :3]) == pytest.approx(-1)


def test_values_stand_where_they_belong(left: ViewedFoot) -> None:
    assert left.device is not None
    values, points = left.device.values, left.device.points_mm
    assert set(values) >= {"gap", "thickness", "height", "change", "change.metatarsal_pad", "change.heel_cup"}
    pad = values["change.metatarsal_pad"]
    on_pad = np.isfinite(pad)
    assert np.nanmax(pad) == pytest.approx(5.0, abs=0.1)
    along = points[on_pad, 0] / points[:, 0].max()
    assert along.min() > 0.4 and along.max() < 0.8
    peak = np.nanargmax(pad)
    assert values["gap"][peak] == pytest.approx(-5.0, abs=0.7)
    flat = np.isfinite(values["height"])
    foot_z = (points - left.stl_from_foot[:3, 3]) @ left.stl_from_foot[:3, :3]
    np.testing.assert_allclose(values["height"][flat], foot_z[flat, 2], atol=1e-9)
    assert np.nanmin(values["thickness"]) > 0


def test_the_scan_shown_is_small_lies_on_the_device_and_looks_outward(left: ViewedFoot) -> None:
    assert left.scan is not None and left.device is not None
    assert len(left.scan.faces) <= 30_000
    sole = np.isfinite(left.scan.values["gap"])
    assert np.median(np.abs(left.scan.values["gap"][sole])) < 1.5
    a, b, c = (left.scan.points_mm[left.scan.faces[:, k]] for k in range(3))
    low = a[:, 2] < 8
    assert np.cross(b - a, c - a)[low, 2].mean() < 0


def test_scales_are_the_same_for_both_feet_and_end_on_their_steps(left: ViewedFoot) -> None:
    for scale in device_scales([left], words=WORDS):
        for end in (scale.low, scale.high):
            assert end / scale.step == pytest.approx(round(end / scale.step))
        assert scale.two_sided == (scale.low < 0)
    assert device_scales([left, left], words=WORDS) == device_scales([left], words=WORDS)


def test_pressure_gets_a_scale_in_kilopascals(left: ViewedFoot) -> None:
    assert left.device is not None
    pressed = replace(left.device, values={"pressure": np.linspace(0, 237, len(left.device.points_mm))})
    (scale,) = (one for one in device_scales([replace(left, device=pressed)], words=WORDS) if one.key == "pressure")
    assert (scale.unit, scale.low, scale.high, scale.step, scale.two_sided) == ("kPa", 0, 250, 50, False)
