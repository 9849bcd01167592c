"""Build. one finished version of a case: its devices, its verdict and what must be said about it."""

from typing import Literal

from orthogen.lazyclass import dataclass
from orthogen.records.assessed import Assessed
from orthogen.records.assessment import SignOff
from orthogen.records.device import Device
from orthogen.records.finding import Finding, Verdict
from orthogen.records.prediction import Prediction


@dataclass(frozen=True, kw_only=True)
class Build:
    """All that `build.json` tells.

    version: "v001"; folder: the path as given by `out`, with case and version. date: when it was built, ISO 8601, UTC.
    by: who ordered it, "" if not said. notes: what a reader must know that no finding of a device says.
    formats: the file formats written, STL always among them. vary: the series of doses that was asked for, as --vary
    says it; its devices are variants of one another. sign_offs: the review flags that were answered for it.
    assessed: what was measured of pressure and gait, and what it asked for; None where nothing was given.
    predictions: what each device is likely to change; empty where neither a form nor pressures were given.
    """

    case: str
    version: str
    folder: str
    date: str
    program_version: str
    by: str
    notes: tuple[str, ...]
    formats: tuple[Literal["stl", "3mf"], ...]
    devices: tuple[Device, ...]
    vary: str | None = None
    sign_offs: tuple[SignOff, ...] = ()
    assessed: Assessed | None = None
    predictions: tuple[Prediction, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Accepted if every device is."""
        return "accepted" if all(device.verdict == "accepted" for device in self.devices) else "rejected"


@dataclass(frozen=True, kw_only=True)
class Issued:
    """One device as its build.json tells it, to compare a file with: its digest, and what was found on it then."""

    case: str
    side: str
    sha256: str
    findings: tuple[Finding, ...]
