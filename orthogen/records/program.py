"""Program. its version, as every exported file carries it."""

VERSION = "0.1.0"
