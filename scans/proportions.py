"""Proportions. the synthetic foot's anatomy -> tables in fractions of foot length, right foot, canonical frame.

Chosen by hand for this model: round numbers that make a plausible mean foot. They describe no person, no other mesh.
"""

from orthogen.kernel.arrays import FloatArray, frozen

BALL_RATIO = 0.385
HEEL_RATIO = 0.245
MT1_SPLAY_DEG = 7.0

# Plan positions of the five metatarsal heads: x, y. The second is on the axis (clinical.md A.3).
HEADS: FloatArray = frozen([(0.722, 0.080), (0.737, 0.0), (0.720, -0.053), (0.686, -0.105), (0.632, -0.152)])

# The body from heel to ball. At each x: lateral and medial edge, their heights, the crest's y and z.
STATIONS: FloatArray = frozen(
    [
        (0.150, -0.1225, 0.1225, 0.085, 0.085, 0.010, 0.300),
        (0.220, -0.1350, 0.1270, 0.085, 0.110, 0.012, 0.330),
        (0.300, -0.1510, 0.1280, 0.080, 0.130, 0.018, 0.350),
        (0.380, -0.1680, 0.1300, 0.075, 0.140, 0.022, 0.335),
        (0.450, -0.1820, 0.1360, 0.065, 0.138, 0.026, 0.298),
        (0.520, -0.1940, 0.1450, 0.058, 0.120, 0.032, 0.253),
        (0.580, -0.2020, 0.1570, 0.052, 0.095, 0.042, 0.218),
        (0.635, -0.2070, 0.1690, 0.048, 0.072, 0.055, 0.185),
        (0.690, -0.2030, 0.1770, 0.045, 0.058, 0.070, 0.155),
        (0.730, -0.1960, 0.1780, 0.042, 0.052, 0.080, 0.135),
        (0.780, -0.1860, 0.1720, 0.040, 0.050, 0.088, 0.104),
        (0.840, -0.1800, 0.1650, 0.036, 0.042, 0.092, 0.078),
    ]
)
# Where the body begins to round off ahead of the heads: y, x. The web of the toes lies 0.09 further on.
WEB: FloatArray = frozen(
    [(-0.21, 0.635), (-0.16, 0.665), (-0.105, 0.71), (-0.05, 0.743), (0.0, 0.76), (0.09, 0.755), (0.19, 0.715)]
)
# Ankle and leg. At each z: rear and front edge, lateral and medial edge.
LEVELS: FloatArray = frozen(
    [
        (0.06, 0.030, 0.330, -0.105, 0.108),
        (0.12, 0.012, 0.400, -0.103, 0.112),
        (0.18, 0.012, 0.420, -0.097, 0.112),
        (0.24, 0.022, 0.420, -0.092, 0.116),
        (0.30, 0.038, 0.405, -0.090, 0.119),
        (0.38, 0.052, 0.375, -0.089, 0.117),
        (0.46, 0.058, 0.355, -0.092, 0.116),
    ]
)
# Medial and lateral ankle bone: x, y, z, radius.
MALLEOLI: FloatArray = frozen([(0.255, 0.060, 0.300, 0.062), (0.205, -0.034, 0.255, 0.060)])

# Each toe from hallux to fifth; rows: knuckle, middle, end joint, pulp; columns: x, y, z, radius.
TOES: FloatArray = frozen(
    [
        [
            (0.722, 0.103, 0.052, 0.0460), (0.800, 0.110, 0.047, 0.0420),
            (0.870, 0.113, 0.041, 0.0420), (0.956, 0.112, 0.033, 0.0420),
        ],
        [
            (0.760, 0.012, 0.058, 0.0360), (0.860, 0.018, 0.055, 0.0290),
            (0.920, 0.019, 0.037, 0.0270), (0.954, 0.018, 0.027, 0.0280),
        ],
        [
            (0.740, -0.047, 0.054, 0.0350), (0.830, -0.049, 0.050, 0.0280),
            (0.880, -0.050, 0.035, 0.0265), (0.913, -0.050, 0.026, 0.0270),
        ],
        [
            (0.705, -0.100, 0.048, 0.0330), (0.788, -0.112, 0.045, 0.0280),
            (0.834, -0.115, 0.033, 0.0260), (0.863, -0.115, 0.026, 0.0265),
        ],
        [
            (0.655, -0.152, 0.044, 0.0320), (0.733, -0.174, 0.042, 0.0270),
            (0.777, -0.180, 0.032, 0.0260), (0.804, -0.180, 0.026, 0.0265),
        ],
    ]
)  # fmt: skip
# Height of a toe's section over its breadth, and its share of the way a crooked hallux pushes.
FLATNESS = (0.88, 0.98, 0.98, 0.98, 0.96)
CROWD = (1.0, 0.80, 0.55, 0.32, 0.14)

# Pads that bear weight: x, y, reach along and across, share of the crown they take away.
PADS: FloatArray = frozen(
    [
        (0.140, 0.000, 0.11, 0.085, 1.00),
        (0.722, 0.085, 0.07, 0.070, 1.00),
        (0.632, -0.152, 0.07, 0.060, 1.00),
        (0.705, -0.030, 0.07, 0.090, 0.85),
    ]
)
