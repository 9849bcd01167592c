"""Profile, prescription, assessment and build files: read strictly, refused in one sentence."""

import json
from pathlib import Path

import pytest

from orthogen.errors import CorruptFile, OrthogenError, OutOfRange, PrescriptionError, UnknownName
from orthogen.intake import profile_names, read_assessment, read_build, read_prescription, read_profile

PROFILE = """
title = "T"
summary = "S"
evidence = "E"
avoid = "A"
sources = ["clinical.md C.4"]
[settings]
construction = "insole"
length = "full"
thickness_mm = { insole = 4.0, shell = 3 }
least_wall_mm = 2.0
arch_if_flattened_mm = 12
[modifications.heel_cup]
depth_mm = 14
reason = "R"
[[rules]]
when = "age_years < 14 and posture_index >= 8"
reason = "R"
source = "S"
sets = { heel_cup = { depth_mm = 16 } }
"""
CONDITIONS = {
    "neutral", "overpronation", "supination", "plantar_fasciitis", "heel_spur", "metatarsalgia", "mortons_neuroma",
    "hallux_valgus", "hallux_rigidus", "functional_hallux_limitus", "achilles_tendinopathy", "leg_length_discrepancy",
    "diabetic_offloading", "paediatric_flatfoot", "tibialis_posterior_dysfunction", "lateral_ankle_instability",
    "sesamoiditis",
}  # fmt: skip
ORDER = """
schema = "orthogen.prescription/1"
profile = "by hand"
construction = "shell"
length = "sulcus"
thickness_mm = 3
least_wall_mm = 2.0
arch_if_flattened_mm = 12.0
[modifications.heel_cup]
depth_mm = 14
"""


def written(folder: Path, text: str | bytes, name: str = "file.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_shipped_profiles_read_and_cite() -> None:
    assert set(profile_names()) == CONDITIONS
    for name in profile_names():
        profile = read_profile(name)
        assert any("clinical.md C" in source for source in profile.sources)
        assert set(profile.reasons) == set(profile.modifications)
        options = [option for choice in profile.choices for option in choice.options]
        told = (*profile.rules, *profile.requires, *options, *(item.guard for item in profile.avoided))
        assert all(item.source.startswith("clinical.md") for item in told)


def test_a_profile_from_a_file(tmp_path: Path) -> None:
    profile = read_profile(str(written(tmp_path, PROFILE, "mine.toml")))
    assert profile.name == "mine" and profile.modifications == {"heel_cup": {"depth_mm": 14.0}}
    assert profile.settings.thickness_mm == {"insole": 4.0, "shell": 3.0}
    assert profile.rules[0].conditions == (("age_years", "<", 14.0), ("posture_index", ">=", 8.0))


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        ('title = "T"\n', "", PrescriptionError, "lacks title"),
        ("[settings]", "[setings]", UnknownName, "setings"),
        ("heel_cup]", "heel_cap]", UnknownName, "heel_cap"),
        ("depth_mm = 14", "dept_mm = 14", UnknownName, "dept_mm"),
        ("depth_mm = 14", "depth_mm = 140", OutOfRange, "140"),
        ("depth_mm = 14", "depth_mm = nan", PrescriptionError, "finite"),
        ("depth_mm = 14", "depth_mm = true", PrescriptionError, "finite"),
        ('reason = "R"\n[[', "[[", PrescriptionError, "reason"),
        ("age_years <", "eval(x) <", PrescriptionError, "eval"),
        ("age_years <", "ages_years <", UnknownName, "ages_years"),
        ("age_years < 14", "age_years <> 14", PrescriptionError, "none of"),
        ("age_years < 14", "age_years < old", PrescriptionError, "old"),
        ("age_years < 14", "age_years < nan", PrescriptionError, "nan"),
        ("age_years < 14 and", "age_years < 14 or", PrescriptionError, "is not MEASURE"),
        ("depth_mm = 16", "depth_mm = 160", OutOfRange, "160"),
        ("insole = 4.0", "insole = 0.1", OutOfRange, "0.1"),
        ('"insole"', '"sandal"', PrescriptionError, "sandal"),
        ("shell = 3 }", "}", PrescriptionError, "lacks shell|cannot be read"),
    ],
)
def test_a_faulty_profile_is_refused(tmp_path: Path, old: str, new: str, error: type[OrthogenError], said: str) -> None:
    assert old in PROFILE
    with pytest.raises(error, match=said) as refusal:
        read_profile(str(written(tmp_path, PROFILE.replace(old, new, 1))))
    assert refusal.value.exit_code == 2


def test_an_unknown_profile_names_near_matches(tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as refusal:
        read_profile("overpronaton")
    assert "overpronation" in refusal.value.next_step
    with pytest.raises(UnknownName):
        read_profile(str(tmp_path))


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"a = ", b"[" * 100_000, b'{"a": 1', b"x = " + b"[" * 5000, b"{" * 99]
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path, data)
    for read in (read_prescription, read_assessment, read_build, lambda p: read_profile(str(p))):
        with pytest.raises(OrthogenError):
            read(path)  # type: ignore[operator]


def test_a_huge_or_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PrescriptionError, match="bytes"):
        read_prescription(written(tmp_path, b"#" * 2_000_000))
    with pytest.raises(CorruptFile, match="No such file"):
        read_assessment(tmp_path / "none.toml")
    with pytest.raises(PrescriptionError, match="directory"):
        read_prescription(tmp_path)


def test_a_shared_order_is_for_both_feet(tmp_path: Path) -> None:
    both = read_prescription(written(tmp_path, ORDER))
    assert both["left"] == both["right"] and both["left"].thickness_mm == 3.0


def test_an_order_for_one_side_is_for_that_side_only(tmp_path: Path) -> None:
    head, body = ORDER.strip().split("\n", 1)
    text = head + "\n[left]\n" + body.replace("[modifications", "[left.modifications")
    assert set(read_prescription(written(tmp_path, text))) == {"left"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("orthogen.prescription/1", "orthogen.prescription/9"),
        ("thickness_mm = 3", "thickness_mm = -3"),
        ("thickness_mm = 3", ""),
        ("thickness_mm", "thicknes_mm"),
        ("shell", "sandal"),
        ("profile = ", "left = {}\nprofile = "),
        ("depth_mm = 14", 'depth_mm = "14"'),
        ("[modifications.heel_cup]", "[modifications]\nheel_cup = 3\n[other]"),
        ('"by hand"', "7"),
        ('"by hand"', '"x"\naccepted = "all"'),
        ('"by hand"', '"x"\nnotes = [1]'),
    ],
)
def test_a_faulty_order_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in ORDER
    with pytest.raises(PrescriptionError):
        read_prescription(written(tmp_path, ORDER.replace(old, new, 1)))


def test_the_form_as_toml_and_as_json(tmp_path: Path) -> None:
    answers = {
        "body_mass_kg": 80,
        "posture_index": {"left": 3},
        "forefoot_rearfoot_deg": -4,
        "red_flags": {"diabetes": False},
    }
    form = read_assessment(written(tmp_path, json.dumps(answers), "form.json"))
    toml = "body_mass_kg = 80\nforefoot_rearfoot_deg = -4\nposture_index.left = 3\nred_flags.diabetes = false"
    assert form == read_assessment(written(tmp_path, toml))
    assert form.body_mass_kg == 80.0 and form.age_years is None and form.posture_index == {"left": 3.0}
    assert form.forefoot_rearfoot_deg == {"left": -4.0, "right": -4.0} and form.red_flags == {"diabetes": False}


@pytest.mark.parametrize(
    "line",
    [
        "mass_kg = 80", "body_mass_kg = 8000", "body_mass_kg = nan", 'age_years = "40"', "posture_index = 13",
        "posture_index = { both = 3 }", "red_flags.ulcers = true", 'red_flags.open_ulcer = "no"', "diagnosis = 3",
        'load_state = "hanging"', "red_flags = []", 'schema = "orthogen.prescription/1"', "schema = 1",
    ],
)  # fmt: skip
def test_a_faulty_form_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(PrescriptionError):
        read_assessment(written(tmp_path, line))


@pytest.mark.parametrize("text", ['{"schema": "orthogen.build/1"}', '{"schema": "other"}', "{}",
                                  '{"schema": "orthogen.build/1", "devices": [1]}'])  # fmt: skip
def test_what_is_no_build_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorruptFile):
        read_build(written(tmp_path, text, "build.json"))


CHOICE = """
[[choices]]
name = "cup"
question = "Q"
default = "low"
[[choices.options]]
name = "low"
reason = "R"
source = "S"
[[choices.options]]
name = "deep"
reason = "R"
source = "S"
sets = { heel_cup = { depth_mm = 20 } }
[[avoided]]
kind = "rearfoot_post"
when = "angle_deg > 2 and age_years < 14"
reason = "R"
source = "S"
[[requires]]
name = "measured"
measure = "leg_length_difference_mm"
reason = "R"
source = "S"
"""


def test_choices_what_is_avoided_and_what_is_required_are_read(tmp_path: Path) -> None:
    profile = read_profile(str(written(tmp_path, PROFILE + CHOICE, "mine.toml")))
    [choice], [avoided], [required] = profile.choices, profile.avoided, profile.requires
    assert [option.name for option in choice.options] == ["low", "deep"] and choice.default == "low"
    assert choice.options[0].rules == () and choice.options[1].rules[0].sets == {"heel_cup": {"depth_mm": 20.0}}
    assert avoided.guard.own == (("angle_deg", ">", 2.0),) and avoided.guard.measures == (("age_years", "<", 14.0),)
    assert avoided.guard.id == "avoid.rearfoot_post" and required.measure == "leg_length_difference_mm"


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        ('default = "low"', 'default = "high"', PrescriptionError, "high"),
        ('name = "deep"', 'name = "low"', PrescriptionError, "options low, low"),
        ("depth_mm = 20", "depth_mm = 200", OutOfRange, "200"),
        ('kind = "rearfoot_post"', 'kind = "rear_post"', UnknownName, "rear_post"),
        ('kind = "rearfoot_post"\n', "", PrescriptionError, "a kind or a construction"),
        ("angle_deg >", "angel_deg >", UnknownName, "angel_deg"),
        ('measure = "leg', 'measure = "arm', PrescriptionError, "arm_length"),
        ("[[requires]]", "[[require]]", UnknownName, "require"),
    ],
)
def test_a_faulty_choice_is_refused(tmp_path: Path, old: str, new: str, error: type[OrthogenError], said: str) -> None:
    assert old in CHOICE
    with pytest.raises(error, match=said):
        read_profile(str(written(tmp_path, PROFILE + CHOICE.replace(old, new, 1))))


def test_the_shorter_leg_makes_the_other_the_longer_one(tmp_path: Path) -> None:
    form = read_assessment(written(tmp_path, "leg_length_difference_mm = { left = 8 }"))
    assert form.leg_length_difference_mm == {"left": 8.0, "right": 0.0}


@pytest.mark.parametrize("value", ["8", "{ left = 8, right = 3 }", "{}", "{ left = -8 }", "{ both = 8 }"])
def test_a_difference_without_a_shorter_leg_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(PrescriptionError):
        read_assessment(written(tmp_path, f"leg_length_difference_mm = {value}"))


def test_an_order_that_names_no_material_is_still_read(tmp_path: Path) -> None:
    order = read_prescription(written(tmp_path, ORDER))["left"]
    assert order.material is None and order.choices == {}
    told = read_prescription(
        written(tmp_path, ORDER.replace('length = "sulcus"', 'length = "sulcus"\nmaterial = "pp"'))
    )
    assert told["left"].material == "pp"


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "{}"])
def test_an_empty_form_is_a_slip_and_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorruptFile, match="is empty"):
        read_assessment(written(tmp_path, text))
