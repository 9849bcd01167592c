"""Fuzz. damaged scan files for the readers, random meshes for the compiled kernel: a result or one sentence."""
