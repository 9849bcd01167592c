"""Golden. numbers of finished devices, kept with a tolerance; `python -m tests.golden` writes them anew."""
