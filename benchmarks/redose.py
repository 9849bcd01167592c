"""Redose. one changed dose on a foot that is known -> milliseconds to new fields, a mesh to look at, verified bytes.

`python -m benchmarks.redose [RUNS]`: all in one process, as a window that stays open would do it. Each dose is changed a
little on every run, so nothing can be kept that depends on it. The least processor time of each stage is printed.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from threadpoolctl import threadpool_limits

from orthogen import checks, design, pipeline, prescribe, publish, solid
from orthogen.intake.profile import load_profile
from orthogen.intake.scan import load_scan
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription

DEMO = Path(__file__).resolve().parents[1] / "scans" / "right_normal.stl"
STEP = 0.01
Result = TypeVar("Result")
