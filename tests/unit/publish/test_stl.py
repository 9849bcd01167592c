"""STL. the exported bytes of a device say what they are and hold exactly its triangles."""

import numpy as np
import pytest

import orthogen
from orthogen.kernel import stl
from orthogen.publish import stl_bytes
from orthogen.records.device import Solid

CORNERS = np.array([[[0, 0, 0], [240, 16, 8], [64, 96, 4]], [[0, 0, 0], [64, 96, 4], [32, 48, 72]]], dtype=float)
SOLID = Solid(triangles_mm=CORNERS, stl_from_foot=np.eye(4))


@pytest.mark.parametrize(("side", "letter"), [("left", "L"), ("right", "R")])
def test_the_header_names_program_case_side_and_unit(side: str, letter: str) -> None:
    data = stl_bytes(SOLID, case="C0001", side=side)
    assert data[:80].decode().rstrip() == f"orthogen {orthogen.__version__} case=C0001 side={letter} unit=mm"
    assert data[80:84] == (2).to_bytes(4, "little") and len(data) == 84 + 100
    assert np.array_equal(stl.triangles(data), CORNERS)


@pytest.mark.parametrize("case", ["x" * 200, "Füße / 足", "solid", ""])
def test_any_case_id_leaves_side_and_unit_in_the_header(case: str) -> None:
    data = stl_bytes(SOLID, case=case, side="right")
    assert data[:80].decode("ascii").rstrip().endswith(" side=R unit=mm") and data.startswith(b"orthogen ")
    assert np.array_equal(stl.triangles(data), CORNERS)


def test_normals_are_true_and_attributes_zero() -> None:
    facets = np.frombuffer(stl_bytes(SOLID, case="a", side="left"), dtype="u1", offset=84).reshape(2, 50)
    normals = facets[:, :12].copy().view("<f4")
    edges = CORNERS[:, 1:] - CORNERS[:, :1]
    assert np.allclose(np.linalg.norm(normals, axis=1), 1) and np.allclose(
        np.einsum("ij,ikj->ik", normals, edges), 0, atol=1e-5
    )
    assert not facets[:, 48:].any()
