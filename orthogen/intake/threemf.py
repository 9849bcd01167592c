"""Archive 3MF. bytes of a 3MF archive -> raw mesh: every item of its build section, transforms applied."""

import zipfile
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.archive import demand_unpacks_within, pieces, unzipped
from orthogen.intake.raw import (
    EXPORT_AGAIN,
    MOST_BYTES,
    MOST_FACES,
    MOST_POINTS,
    NO_FACES,
    RawMesh,
    demand_bearable,
    demand_corners_exist,
)
from orthogen.kernel.arrays import FloatArray, IntArray

_CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02}"
_PATH = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06}path"
_MM = {"micron": 0.001, "millimeter": 1.0, "centimeter": 10.0, "inch": 25.4, "foot": 304.8, "meter": 1000.0}
_MOST_PLACED = 10_000
_MOST_LINKS = 100_000  # objects, components and items
_MOST_TAGS = MOST_POINTS + MOST_FACES + 1_000_000
_MOST_DEEP = 100
_LONGEST_TAG_BYTES = 16_000_000

Key = tuple[str, str]  # the model part, in lower case, and the object's id in it


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """Another object, and where it goes: 4×4 acting on columns."""

    key: Key
    matrix: FloatArray


@dataclass(kw_only=True)
class _Object:
    """One object while its part is read."""

    points: "array[float]" = field(default_factory=lambda: array("d"))
    corners: "array[int]" = field(default_factory=lambda: array("q"))
    components: list[_Placed] = field(default_factory=list)


def sniff(data: bytes) -> bool:
    """True for a ZIP archive that names a 3D model part."""
    ends = data[:65_536] + data[-1_000_000:]
    return data.startswith(b"PK\x03\x04") and b".model" in ends.lower()


def read(data: bytes) -> RawMesh:
    """Return the triangles of every build item; unit as declared, else millimetres by the 3MF specification.

    The archive is refused before it is inflated if its models claim more than MOST_BYTES; they are inflated and read
    piece by piece. Raises IntakeError.
    """
    with unzipped(data, kind="3MF") as archive:
        objects, items, mm_per_unit = _parts(archive)
    points, faces = _placed(objects, items)
    return RawMesh(points=points, faces=faces, mm_per_unit=mm_per_unit)


def _parts(archive: zipfile.ZipFile) -> tuple[dict[Key, _Object], list[_Placed], float]:
    held = {item.filename.lower().lstrip("/"): item for item in archive.infolist()}
    parts = {name: item for name, item in held.items() if name.endswith(".model")}
    demand_unpacks_within(MOST_BYTES, list(parts.values()), kind="3MF")
    main = "3d/3dmodel.model" if "3d/3dmodel.model" in parts else next(iter(parts), "")
    if not main:
        raise CorruptFile("the 3MF holds no model", EXPORT_AGAIN)
    reader = _Reader(main)
    for part in [main, *(name for name in parts if name != main)]:
        reader.read(part, pieces(archive, parts[part]))
    return reader.objects, reader.items, reader.mm_per_unit


class _Reader:
    """Collects objects and build items while expat walks through the parts; no tree is kept."""

    def __init__(self, main: str) -> None:
        self.objects: dict[Key, _Object] = {}
        self.items: list[_Placed] = []
        self.mm_per_unit = 1.0
        self._main = main
        self._part = main
        self._object = _Object()
        self._deep = 0
        self._tags = 0
        self._links = 0

    def read(self, part: str, xml: Iterable[bytes]) -> None:
        """Add one model part."""
        self._part = part
        self._deep = 0
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            fed = 0
            for piece in xml:
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG_BYTES:
                    raise CorruptFile("the model inside the 3MF has a tag without end", EXPORT_AGAIN)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
            told = f"the model inside the 3MF cannot be read ({type(error).__name__})"
            raise CorruptFile(told, EXPORT_AGAIN) from error

    def _start(self, name: str, said: dict[str, str]) -> None:
        self._deep += 1
        self._tags += 1
        if self._deep > _MOST_DEEP or self._tags > _MOST_TAGS or self._links > _MOST_LINKS:
            raise CorruptFile("the model inside the 3MF has more tags, or deeper ones, than any scan", EXPORT_AGAIN)
        match name.removeprefix(_CORE):
            case "vertex":
                self._object.points.extend((float(said["x"]), float(said["y"]), float(said["z"])))
            case "triangle":
                self._object.corners.extend((int(said["v1"]), int(said["v2"]), int(said["v3"])))
            case "object":
                self._links += 1
                self._object = self.objects[self._part, said["id"]] = _Object()
            case "component":
                self._object.components.append(self._link(said))
            case "item" if self._part == self._main:
                self.items.append(self._link(said))
            case "model" if self._part == self._main:
                self.mm_per_unit = _MM[said.get("unit", "millimeter")]

    def _end(self, _: str) -> None:
        self._deep -= 1

    def _link(self, said: dict[str, str]) -> _Placed:
        self._links += 1
        part = said.get(_PATH, self._part).lower().lstrip("/")
        rows = np.eye(4)
        if "transform" in said:
            rows[:, :3] = np.array([float(word) for word in said["transform"].split()]).reshape(4, 3)
        return _Placed(key=(part, said["objectid"]), matrix=rows.T)


def _refuse_doctype(*_: object) -> None:
    raise CorruptFile("the model inside the 3MF declares XML entities, which 3MF forbids", EXPORT_AGAIN)


def _placed(objects: dict[Key, _Object], items: list[_Placed]) -> tuple[FloatArray, IntArray]:
    """Return points and faces of the items and of what they are composed of, in build order."""
    if not items:
        raise CorruptFile("the build section of the 3MF is empty", EXPORT_AGAIN)
    points, faces, count, placed = [np.empty((0, 3))], [NO_FACES], 0, 0
    cornered = 0
    waiting = items[::-1]
    while waiting:
        item = waiting.pop()
        placed += 1
        if item.key not in objects:
            raise CorruptFile(f"the 3MF refers to object {item.key[1][:20]!r}, which it does not hold", EXPORT_AGAIN)
        body = objects[item.key]
        own = np.frombuffer(body.points, dtype=np.float64).reshape(-1, 3)
        corners = np.frombuffer(body.corners, dtype=np.int64).reshape(-1, 3)
        demand_corners_exist(corners, len(own))
        if placed > _MOST_PLACED or len(waiting) > _MOST_LINKS:
            raise CorruptFile("the 3MF repeats its objects without end", EXPORT_AGAIN)
        cornered += len(corners)
        demand_bearable(points=count + len(own), faces=cornered)
        with np.errstate(all="ignore"):  # what overflows is counted later as points without finite coordinates
            points.append(own @ item.matrix[:3, :3].T + item.matrix[:3, 3])
        faces.append(corners + count)
        count += len(own)
        for part in reversed(body.components):
            waiting.append(_Placed(key=part.key, matrix=item.matrix @ part.matrix))
    return np.concatenate(points), np.concatenate(faces)
