"""Norms. what is usual of the pressure under a foot, and who says so."""

# Barefoot on a platform, kPa, of the Putti 2008 kind (clinical.md B [M~], low confidence).
PEAK_USUAL_KPA = {
    "heel": (250, 350), "midfoot": (50, 120), "mth1": (200, 300), "mth2": (300, 400), "mth3": (300, 400),
    "mth4": (200, 280), "mth5": (130, 200), "hallux": (250, 350), "toes": (80, 150),
}  # fmt: skip
HEALTHY_MOST_KPA = 400.0  # clinical.md B [S56]: 100–400 kPa by site
IN_SHOE_TARGET_KPA = 200.0  # clinical.md B [S9–S12]: neuropathic feet, measured in the shoe, and for them alone
