"""Main. `python -m orthogen` and the console script -> cli."""


def main() -> None:
    """Run the command line."""
    from orthogen.cli import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
