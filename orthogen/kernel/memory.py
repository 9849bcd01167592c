"""Memory. a process of its own -> what its arrays leave stays with it for the next ones."""

from orthogen.kernel import _native


def keep_freed() -> bool:
    """Let this process keep what it frees, up to 512 MB; return whether its C library can be told so (glibc).

    Else each array of some megabytes is mapped, cleared by the system and unmapped again: a twentieth of a build. For
    programs alone: where orthogen is a guest in another process, memory is the host's business.
    """
    return _native.keep_freed()
