"""Seeds. the small sound files that are damaged, by reader; a file beside a scan goes with it."""

from tests.unit.intake.shapes import (
    aop_text,
    glb_bytes,
    glb_tree,
    gltf_text,
    obj_text,
    off_text,
    ply_binary,
    ply_text,
    ps2d_bytes,
    sca_bytes,
    stl_binary,
    stl_text,
    threemf_plain,
    vrml_faces,
    vrml_text,
    xyz_text,
)

BESIDE = {"foot.bin": glb_tree()[1]}
_MOVED = f"Transform {{ rotation 0 0 1 1.5 children [ DEF A Shape {{ geometry {vrml_faces()} }} USE A ] scale 1 2 3 }}"
SEEDS: dict[str, tuple[tuple[str, bytes], ...]] = {
    "STL": (("a.stl", stl_binary()), ("b.stl", stl_text().encode())),
    "PLY": (
        ("a.ply", ply_binary()),
        ("b.ply", ply_binary(order=">")),
        ("c.ply", ply_text(comment="unit: m").encode()),
    ),
    "OBJ": (("a.obj", obj_text().encode()), ("b.obj", b"# 1 unit = 10 mm\nvn 0 0 1\n" + obj_text().encode())),
    "OFF": (("a.off", off_text().encode()),),
    "GLB": (("a.glb", glb_bytes(*glb_tree())),),
    "glTF": (("a.gltf", gltf_text().encode()), ("b.gltf", gltf_text("foot.bin").encode())),
    "3MF": (("a.3mf", threemf_plain()),),
    "VRML": (("a.wrl", vrml_text().encode()), ("b.wrl", vrml_text(_MOVED).encode())),
    "AOP": (("a.aop", aop_text().encode()), ("b.aop", aop_text("NONE", listed=False, between="\r").encode())),
    "SCA": (("a.sca", sca_bytes()),),
    "PS2D": (("a.ps2d", ps2d_bytes()), ("b.zip", ps2d_bytes(order=True))),
    "XYZ": (
        ("a.xyz", (xyz_text() * 3).encode()),
        ("b.pts", b"8\n" + (xyz_text() * 2).encode()),
        ("c.csv", b"x;y;z;n\n" + (xyz_text(between=";").replace("\n", ";1,5\n") * 2).encode()),
    ),
}
