"""Command. `python -m tests.fuzz N [--reader NAME] [--first K]`: N damaged files of each reader, and what came out."""

import argparse
import sys
import time

from tests.fuzz.run import hunt
from tests.fuzz.seeds import SEEDS


def main() -> int:
    """Print one line per reader and each file that went wrong; return 1 if any did."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("many", type=int, help="damaged files for each reader")
    parser.add_argument("--reader", choices=list(SEEDS), help="only this reader")
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    asked = parser.parse_args()
    wrong = 0
    for reader in [asked.reader] if asked.reader else list(SEEDS):
        began = time.perf_counter()
        outcome = hunt(reader, asked.many, first=asked.first)
        seconds = time.perf_counter() - began
        refused = ", ".join(f"{name} {many}" for name, many in sorted(outcome.refused.items()))
        print(f"{reader:5} {asked.many} files: {outcome.read} read, refused: {refused}; "
              f"{outcome.most_mb} MB, {seconds:.0f} s, {len(outcome.wrong)} wrong", flush=True)  # fmt: skip
        for number, what in outcome.wrong.items():
            print(f"  case {number}: {what}")
        wrong += len(outcome.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
