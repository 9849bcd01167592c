"""Walking. a support plane -> the rough frame of a foot on it: x from heel to toes, z up."""

from functools import cached_property

import numpy as np

from orthogen.anatomy.outline import reach, width
from orthogen.anatomy.support import Support
from orthogen.anatomy.surface import Samples
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed, moved, shift
from orthogen.kernel.outermost import Rows, extents
from orthogen.lazyclass import dataclass

LOW_RATIO = 0.23  # the height, in foot lengths, below which length and widths are measured (scans README, "Truth")
BALL_X = (0.55, 0.80)
HEEL_X = (0.135, 0.165)
HEEL_Z = 0.12
BALL_MIDDLE_X = 0.746  # where the middle of the ball's extents stands along the foot (pose.md 2.9)


@dataclass(frozen=True)
class Walking:
    """A foot on its support. walking_from_scan is rigid; x = 0 at the rear, y = 0 on heel centre → middle of the ball.

    samples: those of the scan in this frame. heel_toe: evidence for the direction of x, positive as it is.
    toes_cut: the skin ends before the toes do, and length_mm is estimated.
    """

    walking_from_scan: FloatArray
    samples: Samples
    length_mm: float
    heel_toe: float
    toes_cut: bool = False

    @cached_property
    def low(self) -> FloatArray:
        """Points (n, 3) below 0.23 of the length: the foot without ankle and leg."""
        points = self.samples.points
        return np.take(points, np.flatnonzero(points[:, 2] < LOW_RATIO * self.length_mm), axis=0)

    @cached_property
    def rows(self) -> Rows:
        """The low points in strips across the foot."""
        return Rows(self.low)


def stand(samples: Samples, support: Support) -> Walking:
    """Return the rough walking frame of a scan on `support`."""
    frame = upright(samples, support)
    points = moved(frame, samples.points)
    longest = float(extents(points).max())
    for _ in range(2):
        low = np.take(points, np.flatnonzero(points[:, 2] < LOW_RATIO * longest), axis=0)
        offset = low[:, :2] - low[:, :2].mean(0)
        spread: FloatArray = np.einsum("ni,nj->ij", offset, offset)
        along = np.linalg.eigh(spread)[1][:, 1]
        turn = turned(float(np.arctan2(along[1], along[0])))
        frame, points = composed(turn, frame), moved(turn, points)
        longest = float(np.ptp(points[points[:, 2] < LOW_RATIO * longest, 0]))
    evidence = _heel_toe(points)
    if evidence < 0:
        frame = composed(np.diag([-1.0, -1.0, 1.0, 1.0]), frame)
    return aligned(samples, frame, abs(evidence))


def aligned(samples: Samples, frame: FloatArray, heel_toe: float, *, length_mm: float | None = None) -> Walking:
    """Return the frame turned about z until heel centre and middle of the ball lie on y = 0, with x = 0 at the rear.

    length_mm: of a foot whose toes are cut off; else it is read off the samples.
    """
    low = moved(frame, samples.points)
    length = length_mm or float(np.ptp(low[:, 0]))
    for _ in range(3):
        low = np.take(low, np.flatnonzero(low[:, 2] < LOW_RATIO * length), axis=0)
        rear, front = reach(low, -np.inf, np.inf, axis=0)
        length = length_mm or front - rear
    move = shift(-rear, 0.0, 0.0)
    for _ in range(12):
        points = moved(move, low)
        rear, front = reach(points, -np.inf, np.inf, axis=0)
        length = length_mm or front - rear
        heel = sum(reach(points, rear + HEEL_X[0] * length, rear + HEEL_X[1] * length, top=HEEL_Z * length)) / 2
        ball = sum(reach(points, rear + BALL_X[0] * length, rear + BALL_X[1] * length)) / 2
        angle = float(np.arctan2(ball - heel, (BALL_MIDDLE_X - 0.15) * length))
        move = composed(turned(angle), composed(shift(-rear, -heel, 0.0), move))
        if abs(angle) < 1e-5:
            break
    rear, front = reach(moved(move, low), -np.inf, np.inf, axis=0)
    move = composed(shift(-rear, 0.0, 0.0), move)
    frame, length = composed(move, frame), length_mm or front - rear
    return Walking(frame, samples.in_frame(frame), length, heel_toe, toes_cut=length_mm is not None)


def upright(samples: Samples, support: Support) -> FloatArray:
    """Return a rigid frame with z along the support's normal and z = 0 on it."""
    least = np.eye(3)[int(np.argmin(np.abs(support.up)))]
    x = least - support.up * float(least @ support.up)
    x = x / np.sqrt(float(x @ x))
    frame = np.eye(4)
    frame[:3, :3] = np.stack([x, np.cross(support.up, x), support.up])
    frame[2, 3] = -support.height_mm
    return frame


def turned(angle: float) -> FloatArray:
    """Return the frame whose x axis lies at `angle` (radians, about z) in the present one."""
    frame = np.eye(4)
    c, s = np.cos(angle), np.sin(angle)
    frame[:2, :2] = [[c, s], [-s, c]]
    return frame


def _heel_toe(points: FloatArray) -> float:
    """Return evidence that +x leads to the toes: the forefoot is wider, ankle and leg stand towards the heel.

    3 ln(w(.70)/w(.30)) − 6 (mean x above 0.18 L − L/2)/L (pose.md 2.7).
    """
    length = float(np.ptp(points[:, 0]))
    for _ in range(3):
        low = points[points[:, 2] < LOW_RATIO * length]
        rear = low[:, 0].min()
        length = float(np.ptp(low[:, 0]))
    front = width(low, rear + 0.65 * length, rear + 0.75 * length)
    back = width(low, rear + 0.25 * length, rear + 0.35 * length)
    wider = 3 * float(np.log(max(front, 1.0) / max(back, 1.0)))
    high = points[points[:, 2] > 0.18 * length, 0]
    return wider - (6 * (float(high.mean()) - rear - length / 2) / length if len(high) > 50 else 0.0)
