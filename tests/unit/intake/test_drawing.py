"""Drawing. outlines out of DXF, SVG and STL: what is read, what is refused, and with what words."""

from pathlib import Path

import numpy as np
import pytest

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import read_drawing
from orthogen.intake.strokes import b_spline
from orthogen.intake.svg_path import path_strokes
from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray
from orthogen.records.shoe import Drawing
from tests.liners import dxf, flat_stl, liner, lines, lwpolyline, on_page, svg, svg_path

LOOP = on_page(liner(260.0), turn_deg=70.0)
SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])
BOW = np.array([[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 100.0]])


def of(tmp_path: Path, data: bytes, name: str = "liner.x") -> Drawing:
    path = tmp_path / name
    path.write_bytes(data)
    return read_drawing(path)


def alike(drawing: Drawing, loop: FloatArray, *, within: float = 0.01) -> bool:
    """True if both enclose the same."""
    found = curve.area(drawing.points)
    shared = curve.area(curve.common(drawing.points, loop))
    return abs(found - curve.area(loop)) < within * found and abs(shared - found) < within * found


@pytest.mark.parametrize(
    "data, kind",
    [
        (dxf(lwpolyline(LOOP)), "DXF"), (dxf(lwpolyline(LOOP[::-1])), "DXF"), (dxf(lines(LOOP)), "DXF"),
        (dxf(lwpolyline(LOOP)).replace(b"\n", b"\r\n"), "DXF"),
        (svg(f'<path d="{svg_path(LOOP)}"/>'), "SVG"), (flat_stl(LOOP), "STL"),
    ],
)  # fmt: skip
def test_one_outline_in_every_format(tmp_path: Path, data: bytes, kind: str) -> None:
    drawing = of(tmp_path, data)
    assert drawing.format == kind and alike(drawing, LOOP, within=1e-3) and curve.area(drawing.points) > 0
    assert drawing.declared is (kind != "STL") and (kind == "STL" or list(drawing.units.values()) == [1.0])


def test_the_unit_is_declared_or_left_open(tmp_path: Path) -> None:
    assert of(tmp_path, dxf(lwpolyline(LOOP), units=1)).units == {"1 in": 25.4}
    assert set(of(tmp_path, dxf(lwpolyline(LOOP), units=None)).units.values()) == {1.0, 10.0, 1000.0, 25.4}
    assert not of(tmp_path, dxf(lwpolyline(LOOP), units=0)).declared
    path = f'<path d="{svg_path(LOOP)}"/>'
    inches = of(tmp_path, svg(path, size='width="10in" height="20in" viewBox="0 0 100 200"'))
    assert list(inches.units.values()) == pytest.approx([2.54])
    pixels = of(tmp_path, svg(path, size='width="300" height="400"'))
    assert not pixels.declared and pytest.approx(25.4 / 96.0) in list(pixels.units.values())


def test_bulges_arcs_and_circles_are_round(tmp_path: Path) -> None:
    half = "0\nLWPOLYLINE\n70\n1\n10\n0\n20\n0\n42\n1\n10\n100\n20\n0\n42\n1\n"
    arcs = "".join(f"0\nARC\n10\n50\n20\n0\n40\n50\n50\n{a}\n51\n{b}\n" for a, b in ((0, 180), (180, 360)))
    old = "0\nPOLYLINE\n66\n1\n70\n1\n10\n0\n20\n0\n" + "".join(
        f"0\nVERTEX\n10\n{x}\n20\n0\n42\n1\n" for x in (0, 100)
    ) + "0\nSEQEND\n"  # fmt: skip
    circle = "0\nCIRCLE\n10\n50\n20\n0\n40\n50\n"
    for entities in (half, arcs, old, circle):
        points = of(tmp_path, dxf(entities)).points
        assert np.hypot(*(points - (50.0, 0.0)).T) == pytest.approx(50.0, abs=1e-6)
        assert curve.area(points) == pytest.approx(np.pi * 2500.0, rel=2e-3)


def test_a_spline_follows_its_control_points() -> None:
    knots, weights = np.array([0.0, 0, 0, 1, 1, 1]), np.array([1.0, np.sqrt(0.5), 1.0])
    quarter = b_spline(np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), knots, 2, weights)
    assert np.hypot(*quarter.T) == pytest.approx(1.0, abs=1e-12)
    with pytest.raises(CorruptFile, match="do not agree"):
        b_spline(np.zeros((3, 2)), knots[:-1], 2, weights)


def test_a_closed_spline_is_read(tmp_path: Path) -> None:
    control = np.vstack([LOOP[::8], LOOP[::8][:3]])
    body = "".join(f"40\n{k}\n" for k in range(len(control) + 4))
    body += "".join(f"10\n{x}\n20\n{y}\n" for x, y in control.tolist())
    assert alike(of(tmp_path, dxf(f"0\nSPLINE\n70\n1\n71\n3\n{body}")), LOOP, within=0.01)


def test_an_extrusion_that_looks_down_mirrors(tmp_path: Path) -> None:
    seen = of(tmp_path, dxf(lwpolyline(LOOP, more="210\n0\n220\n0\n230\n-1\n")))
    assert alike(seen, (LOOP * (-1.0, 1.0))[::-1], within=1e-3)


def test_paths_with_curves_and_arcs() -> None:
    (ring,) = path_strokes("M50 0 a50 50 0 0150 50 A50,50,0,0,1,50,100 50 50 0 01 0 50 50 50 0 01 50 0z")
    assert np.hypot(*(ring - (50.0, 50.0)).T) == pytest.approx(50.0, abs=1e-9)
    (smooth,) = path_strokes("m0,0c0,10 10,10 10,0s10-10 10 0h5v5l-1-1")
    assert smooth[-1] == pytest.approx([24.0, 4.0]) and smooth[:, 1].min() == pytest.approx(-7.5)
    (quadratic,) = path_strokes("M0 0Q5 10 10 0T20 0")
    assert quadratic[:, 1].max() == pytest.approx(5.0) and quadratic[:, 1].min() == pytest.approx(-5.0)
    first, second = path_strokes("M0 0h10v10z m20 0h10v10z")
    assert second[0] == pytest.approx([20.0, 0.0]) and len(first) == 4
    for broken in ("10 10", "M0 0 L1", "M0 0 z 5", "M0 0 X1 1", "L1 1", "M0 0 A1 1 0 2 0 1 1"):
        with pytest.raises(CorruptFile):
            path_strokes(broken)


def test_transforms_and_shapes_of_an_svg(tmp_path: Path) -> None:
    turned = '<g transform="translate(10 20)"><g transform="rotate(30) scale(2)"><rect width="50" height="10"/></g></g>'
    assert curve.area(of(tmp_path, svg(turned)).points) == pytest.approx(2000.0)
    polygon = '<polygon points="0,0 100,0 100,50"/><circle cx="20" cy="200" r="3"/>'
    drawing = of(tmp_path, svg(polygon))
    assert curve.area(drawing.points) == pytest.approx(2500.0) and "1 smaller closed line" in drawing.findings[0].note
    hidden = '<defs><rect width="300" height="300"/></defs><rect style="display:none" width="90" height="90"/>'
    with pytest.raises(CorruptFile, match="no shapes"):
        of(tmp_path, svg(hidden))
    with pytest.raises(CorruptFile, match="transform"):
        of(tmp_path, svg('<rect transform="bend(3)" width="5" height="5"/>'))


def test_what_lies_inside_is_left_out_and_told(tmp_path: Path) -> None:
    drawing = of(tmp_path, dxf(lwpolyline(LOOP) + "0\nTEXT\n1\n42\n" + lwpolyline(0.02 * SQUARE + LOOP.mean(axis=0))))
    assert alike(drawing, LOOP, within=1e-3)
    assert "1 smaller closed line and everything of kind TEXT were left out" in drawing.findings[0].note


@pytest.mark.parametrize(
    "data, said",
    [
        (dxf(lwpolyline(SQUARE, closed=False)), "open: its ends are 100 units apart"),
        (dxf(lines(SQUARE)[: -len("0\nLINE\n8\n0\n10\n0.0\n20\n100.0\n11\n0.0\n21\n0.0\n")]), "open"),
        (dxf(lwpolyline(BOW)), "crosses or touches itself"),
        (svg('<polyline points="0,0 100,0 100,100"/>'), "open"),
        (svg('<path d="M0 0 L100 100 L100 0 L0 100z"/>'), "crosses or touches itself"),
        (dxf(""), "no entities"),
        (dxf("0\nINSERT\n2\nshoe\n10\n0\n20\n0\n"), "only INSERT"),
        (dxf(lwpolyline(LOOP))[:900], "ends inside|broken"),
        (dxf("0\nLINE\n10\nfoo\n20\n0\n11\n1\n21\n1\n"), "where a number should be"),
        (dxf("0\nLINE\nten\n1\n"), "group code"),
        (dxf("0\nCIRCLE\n10\n1e300\n20\n0\n40\n5\n"), "number should be"),
        (b"AutoCAD Binary DXF\r\n\x1a\x00", "binary DXF"),
        (svg('<polygon points="0,0 1e400,0 5,5"/>'), "beyond all measure"),
        (svg(""), "no shapes"),
        (svg("<path d='M0 0'>"), "well-formed"),
        (b"hello", "no DXF, SVG or STL"),
        (flat_stl(0.3 * SQUARE, thick_mm=30.0), "no flat part"),
    ],
)
def test_what_is_no_outline_is_refused_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(IntakeError, match=said) as refused:
        of(tmp_path, data, "bad.x")
    assert str(refused.value).startswith("bad.x: ") and refused.value.next_step


def test_a_hostile_svg_opens_nothing_and_does_not_grow(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("<rect width='5' height='5'/>")
    outside = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    laughs = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    for before in (outside, laughs):
        with pytest.raises(CorruptFile, match="entities of its own"):
            of(tmp_path, svg("<g>&x;</g>", before=before))
    harmless = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert of(tmp_path, svg('<rect width="50" height="90"/>', before=harmless)).format == "SVG"
    with pytest.raises(CorruptFile, match="deep"):
        of(tmp_path, svg("<g>" * 400 + "</g>" * 400))


def test_a_huge_drawing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="more than the 100000"):
        of(tmp_path, dxf(lwpolyline(np.column_stack([np.arange(120_000.0), np.zeros(120_000)]))))
    path = tmp_path / "huge.dxf"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(IntakeError, match="GB"):
        read_drawing(path)
    with pytest.raises(IntakeError, match="there is no file"):
        read_drawing(tmp_path / "none.dxf")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    whole = (dxf(lwpolyline(LOOP[::9])), svg(f'<path d="{svg_path(LOOP[::9])}"/>'), flat_stl(LOOP[::9]))[seed % 3]
    for _ in range(5):
        data = bytearray(whole)
        for at in rng.integers(0, len(data), 4).tolist():
            data[at] = int(rng.choice(list(b"0123456789.-eE\nMZLA<>\x00")))
        try:
            assert len(of(tmp_path, bytes(data)).points) >= 3
        except IntakeError as refused:
            assert refused.next_step
