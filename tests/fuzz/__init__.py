"""Fuzz. random input for the compiled kernel, under the sanitizers."""
