"""Predict. a foot, a device, a barefoot print -> what the device is likely to change, as bands, or why not."""
