"""Archive 3MF. bytes of a 3MF archive -> raw mesh: every item of its build section, transforms applied."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, MOST_POINTS, NO_FACES, RawMesh, demand_corners_exist
from orthogen.kernel.arrays import FloatArray, IntArray

_CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02}"
_PATH = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06}path"
_MM = {"micron": 0.001, "millimeter": 1.0, "centimeter": 10.0, "inch": 25.4, "foot": 304.8, "meter": 1000.0}
_MOST_BYTES = 1_000_000_000  # uncompressed; a scan of two million faces has 200 MB
_MOST_PLACED = 10_000

Key = tuple[str, str]  # the model part, in lower case, and the object's id in it


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """Another object, and where it goes: 4×4 acting on columns."""

    key: Key
    matrix: FloatArray


@dataclass(kw_only=True)
class _Object:
    """One object while its part is read."""

    points: list[float] = field(default_factory=list)
    corners: list[int] = field(default_factory=list)
    components: list[_Placed] = field(default_factory=list)


def sniff(data: bytes) -> bool:
    """True for a ZIP archive that names a 3D model part."""
    return data.startswith(b"PK\x03\x04") and b".model" in data.lower()


def read(data: bytes) -> RawMesh:
    """Return the triangles of every build item; unit as declared, else millimetres by the 3MF specification.

    The archive is refused before it is inflated if it claims more than 1 GB. Raises CorruptFile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            objects, items, mm_per_unit = _parts(archive)
        points, faces = _placed(objects, items)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise CorruptFile("the 3MF archive is damaged or encrypted", EXPORT_AGAIN) from error
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        told = f"{type(error).__name__}: {error}"[:80]
        raise CorruptFile(f"the model inside the 3MF cannot be read ({told})", EXPORT_AGAIN) from error
    return RawMesh(points=points, faces=faces, mm_per_unit=mm_per_unit)


def _parts(archive: zipfile.ZipFile) -> tuple[dict[Key, _Object], list[_Placed], float]:
    size = sum(item.file_size for item in archive.infolist())
    if size > _MOST_BYTES:
        raise CorruptFile(f"the 3MF would unpack to {size / 1e9:.1f} GB, more than the 1 GB allowed", EXPORT_AGAIN)
    names = {name.lower().lstrip("/"): name for name in archive.namelist() if name.lower().endswith(".model")}
    main = "3d/3dmodel.model" if "3d/3dmodel.model" in names else next(iter(names), "")
    if not main:
        raise CorruptFile("the 3MF holds no model", EXPORT_AGAIN)
    reader = _Reader(main)
    for part in [main, *(name for name in names if name != main)]:
        reader.read(part, archive.read(names[part]))
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

    def read(self, part: str, xml: bytes) -> None:
        """Add one model part."""
        self._part = part
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(xml, True)

    def _start(self, name: str, said: dict[str, str]) -> None:
        match name.removeprefix(_CORE):
            case "vertex":
                self._object.points += (float(said["x"]), float(said["y"]), float(said["z"]))
            case "triangle":
                self._object.corners += (int(said["v1"]), int(said["v2"]), int(said["v3"]))
            case "object":
                self._object = self.objects[self._part, said["id"]] = _Object()
            case "component":
                self._object.components.append(self._link(said))
            case "item" if self._part == self._main:
                self.items.append(self._link(said))
            case "model" if self._part == self._main:
                self.mm_per_unit = _MM[said.get("unit", "millimeter")]

    def _link(self, said: dict[str, str]) -> _Placed:
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
    waiting = items[::-1]
    while waiting:
        item = waiting.pop()
        placed += 1
        if item.key not in objects:
            raise CorruptFile(f"the 3MF refers to object {item.key[1][:20]!r}, which it does not hold", EXPORT_AGAIN)
        body = objects[item.key]
        own = np.array(body.points).reshape(-1, 3)
        corners = np.array(body.corners, dtype=np.int64).reshape(-1, 3)
        demand_corners_exist(corners, len(own))
        if placed > _MOST_PLACED or count + len(own) > MOST_POINTS:
            raise CorruptFile("the 3MF repeats its objects without end", EXPORT_AGAIN)
        with np.errstate(all="ignore"):  # what overflows is counted later as points without finite coordinates
            points.append(own @ item.matrix[:3, :3].T + item.matrix[:3, 3])
        faces.append(corners + count)
        count += len(own)
        for part in reversed(body.components):
            waiting.append(_Placed(key=part.key, matrix=item.matrix @ part.matrix))
    return np.concatenate(points), np.concatenate(faces)
