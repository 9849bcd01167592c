"""Fuzz. damaged scan files of every format: read, or refused in one sentence; nothing else may come out of a reader."""
