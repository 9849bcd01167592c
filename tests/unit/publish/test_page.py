"""The report and the leaflet: what they say of a device, in which order, and with which words."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen.kernel.stl import binary
from orthogen.publish.page import DevicesDrawn, devices_drawn, foot_drawn, leaflet_html, report_html, told
from orthogen.publish.page.maps import plan_maps
from orthogen.publish.page.norms import ARCH_INDEX, norm_of
from orthogen.publish.plan_map import ticks
from orthogen.publish.viewer import skin_of, viewed
from orthogen.publish.wording import Wording, english, translated, words_toml
from orthogen.records.build import Build
from orthogen.records.device import Device
from orthogen.records.finding import Dose, Finding
from orthogen.records.prescription import Prescription
from tests.unit.lab.fakes import TETRAHEDRON, Street, device, foot

ORDER = Prescription(profile="neutral", reasons={"heel_cup": "because"})
FAULT = Finding(check="closed", note="3 open edges", measured=3.0, level="fault", where_mm=(1.0, 2.0, 3.0))
WARNING = Finding(check="arch", note="no arch in the scan", level="warning")


SCAN = Street().read(Path("scan.ply"))


def made(side: str = "right", *findings: Finding) -> Device:
    return device(foot(side), ORDER, *findings)


def built(*devices: Device) -> Build:
    return Build(case="AB<1>", version="v001", folder="output", date="2026-01-02T03:04:05", program_version="0",
                 by="", notes=("Mind this.",), formats=("stl",), devices=devices)  # fmt: skip


def drawn(*devices: Device, wording: Wording | None = None) -> DevicesDrawn:
    words = wording or english()
    feet = [foot_drawn(item.foot, scan=SCAN, wording=words) for item in devices]
    return devices_drawn(devices, feet, wording=words)


def page(*devices: Device) -> str:
    return report_html(built(*devices), drawn=drawn(*devices), wording=english()).decode()


def test_it_asks_nothing_of_a_network_and_escapes_what_it_is_given() -> None:
    text = page(made())
    assert "http" not in text.replace("http://www.w3.org/", "") and "src=" not in text
    assert "AB&lt;1&gt;" in text and "AB<1>" not in text


def test_faults_come_before_warnings_and_a_rejected_device_is_not_to_be_printed() -> None:
    text = page(made("right", WARNING, FAULT))
    assert 0 < text.index(FAULT.note) < text.index(WARNING.note)
    assert english()["page"]["rejected"] in text and english()["page"]["accepted"] not in text
    assert 'data-fly-mm="1.00,2.00,3.00" data-fly-side="right" data-fly-frame="stl"' in text


def test_the_left_device_stands_to_the_left() -> None:
    text = page(made("right"), made("left"))
    assert text.index("Left insole") < text.index("Right insole")


def test_both_feet_are_drawn_to_one_scale() -> None:
    flat, tall = made("left"), made("right")
    tall = replace(tall, insole=replace(tall.insole, top_mm=tall.insole.top_mm + 13.0))
    scales = [[(plan.low_mm, plan.high_mm) for plan in plans] for plans in plan_maps((flat, tall), english())]
    assert scales[0] == scales[1]
    assert scales[0][-1] == (0.0, 20.0)


def test_within_a_face_of_the_foot_bed_there_is_no_hole_in_the_colours() -> None:
    """Between the points of a long face the field may bend; what is shown there lies on the face, so on the bed."""
    one = replace(made(), stl=binary(np.array(TETRAHEDRON) * 30.0, header="fake"))
    bends = 0.3 * np.sin(np.pi * one.insole.grid.x_mm / 30.0) + np.zeros(one.insole.grid.shape)
    shown = viewed(replace(one, insole=replace(one.insole, top_mm=bends)), skin=skin_of(SCAN, one.foot)).device
    on_base = np.abs(shown.points_mm[:, 2]) < 1e-9
    assert np.count_nonzero(on_base) > 20 and np.isfinite(shown.values["height"][on_base]).all()


def test_a_scale_says_where_the_map_goes_beyond_it() -> None:
    plan = plan_maps((made(),), english())[0][0]
    for value, ends in ((10.0, ("0", "25")), (-0.1, ("0", "25")), (30.0, ("0", "≥ 25")), (-3.0, ("≤ 0", "25"))):
        low, _, high = ticks(replace(plan, field_mm=np.full_like(plan.field_mm, value)))
        assert (low, high) == ends


def test_a_dose_that_is_off_is_marked_and_a_guard_explains_itself() -> None:
    off = Dose(modification="heel_cup", field="depth_mm", unit="mm", asked=16.0, got=15.0, ok=False, note="a guard")
    unmeasured = Dose(modification="rearfoot_post", field="angle_deg", unit="deg", asked=4.0, got=None, ok=True)
    first, second = told.dose_rows(replace(made(), doses=(off, unmeasured)), english())
    assert (first["name"], first["got"], first["difference"], first["ok"]) == (
        "heel cup, depth",
        "15.00",
        "−1.00",
        False,
    )
    assert (second["got"], second["difference"], second["unit"]) == ("–", "", "°")
    assert "a guard" in page(replace(made(), doses=(off,)))


def test_what_rejects_a_device_stands_at_the_top() -> None:
    off = Dose(modification="heel_cup", field="depth_mm", unit="mm", asked=16.0, got=15.0, ok=False)
    bad = replace(made("left", WARNING, FAULT), doses=(off,))
    assert told.faults(bad, english()) == [
        ("Left", FAULT.note),
        ("Left", "Heel cup, depth: asked 16.00 mm, got 15.00 mm"),
    ]
    text, why = page(bad), english()["page"]["rejected_why"]
    assert text.index(why) < text.index("Mind this.") < text.index('id="orthogen-viewer"')
    assert why not in page(made("left", WARNING))


def test_the_date_is_read_to_the_minute() -> None:
    assert told.minute("2026-01-02T03:04:05+00:00") == "2026-01-02 03:04 UTC"
    assert told.minute("2026-01-02T03:04:05") == "2026-01-02 03:04"


@pytest.mark.parametrize(("value", "place"), [(0.20, "below"), (0.21, "within"), (0.26, "within"), (0.27, "above")])
def test_the_arch_index_is_held_against_its_norm(value: float, place: str) -> None:
    assert ARCH_INDEX.place(value) == place


def test_an_unloaded_foot_is_not_held_against_the_norm_of_a_print() -> None:
    assert norm_of(foot("right", load="standing"), "arch_index") is ARCH_INDEX
    assert norm_of(foot("right", load="unloaded"), "arch_index") is None
    assert norm_of(foot("right", load="standing"), "foot_length_mm") is None
    assert norm_of(foot("right", load="standing", sole_flattened=True), "arch_index") is None


def test_every_word_of_the_pages_can_be_translated() -> None:
    """Marks each word and finds nothing but marked words and numbers between the tags."""
    marked = words_toml().replace('"\n', '¤"\n')
    words = translated(marked.encode())
    plain = [
        word for table in english().tables.values() for word in table.values() if "{" not in word and len(word) > 6
    ]
    for text in (
        report_html(built(made()), drawn=drawn(made(), wording=words), wording=words),
        leaflet_html(built(made()), wording=words),
    ):
        body = text.decode().split("<body", 1)[1]
        assert not [word for word in plain if f">{word}<" in body]


def test_the_leaflet_names_the_shoe() -> None:
    one = leaflet_html(built(made("left")), wording=english()).decode()
    both = leaflet_html(built(made("left"), made("right")), wording=english()).decode()
    assert "left shoe" in one and "right shoe" not in one
    assert "marked L goes into the left shoe" in both and "R into the right" in both


def test_a_place_in_the_foot_frame_moves_with_its_finding() -> None:
    up = np.eye(4)
    up[2, 3] = 5.0
    assert FAULT.moved(up).where_mm == (1.0, 2.0, 8.0)
    assert WARNING.moved(up) is WARNING
