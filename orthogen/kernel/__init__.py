"""Kernel. numbers and shapes; knows no feet."""
