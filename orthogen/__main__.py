"""Main. `python -m orthogen` and the console script -> cli."""

import gc

_RARELY = 50_000  # objects made before rings of them are looked for; 700 cost a fortieth of a build


def main() -> None:
    """Run the command line.

    Rings of objects are looked for rarely, and not at the end: what is left then goes with the process. That search
    would take another twenty-fifth of a build.
    """
    from orthogen.cli import run

    gc.set_threshold(_RARELY)
    code = run()
    gc.freeze()
    raise SystemExit(code)


if __name__ == "__main__":
    main()
