"""Offset. the same meshes through this kernel and its peers, interleaved -> time, memory and error of each."""
