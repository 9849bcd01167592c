"""STL and frame. bytes round trip to the bit; frames compose and invert."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as hyp_arrays

from orthogen.kernel import frame, stl
from orthogen.kernel.arrays import FloatArray, frozen

corners = hyp_arrays(np.float32, st.tuples(st.integers(0, 9), st.just(3), st.just(3)),
                     elements=st.floats(-500, 500, width=32))  # fmt: skip


@given(corners)
def test_stl_round_trip_to_the_bit(points: FloatArray) -> None:
    data = stl.binary(points.astype(float), header="orthogen test")
    assert len(data) == 84 + 50 * len(points) and not data.startswith(b"solid")
    assert stl.binary_face_count(data) == len(points)
    assert np.array_equal(stl.triangles(data), points)


def test_normals_are_true_units() -> None:
    triangle = np.array([[[0, 0, 0], [2, 0, 0], [0, 2, 0]]], float)
    normal = np.frombuffer(stl.binary(triangle, header=""), "<f4", 3, 84)
    assert normal.tolist() == [0, 0, 1]


@given(corners)
def test_every_record_is_what_numpy_writes(points: FloatArray) -> None:
    exact = points.astype(float)
    normal = np.cross(exact[:, 1] - exact[:, 0], exact[:, 2] - exact[:, 0])
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    unit = np.divide(normal, length, out=np.zeros_like(normal), where=length > 0)
    record = np.zeros(len(points), dtype=[("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
    record["normal"], record["corners"] = unit, points
    assert stl.binary(exact, header="")[84:] == record.tobytes()


def test_frames_compose_and_invert() -> None:
    turn = np.array([[0, -1, 0, 3], [1, 0, 0, -2], [0, 0, 1, 5], [0, 0, 0, 1.0]])
    points = np.array([[1, 2, 3], [-4, 0.5, 9.0]])
    there = frame.moved(turn, points)
    assert np.allclose(frame.moved(frame.inverse(turn), there), points)
    assert np.allclose(frame.moved(frame.composed(frame.shift(1, 0, 0), turn), points), there + np.array([1, 0, 0]))
    assert np.allclose(frame.moved(frame.MIRROR_Y, points), points * [1, -1, 1])


def test_frozen_arrays_cannot_be_written() -> None:
    held = frozen([[1.0, 2.0]])
    try:
        held[0, 0] = 5
    except ValueError:
        return
    raise AssertionError("a frozen array was written to")
