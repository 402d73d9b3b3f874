"""Tries broken files for some minutes, and prints the counts: `python -m tests.fuzz --minutes 10 --class sessions`."""

from __future__ import annotations

import argparse
import sys
import time

import torch

from tests.fuzz.run import CLASSES, DIED, FAULT, HUNG, OPENED, REFUSED, Outcomes, tried

COLUMNS = (OPENED, REFUSED, FAULT, DIED, HUNG)
SHOWN_FAULTS = 5


def main() -> int:
    """Try the classes in turn; the exit status is 1 where an input failed."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for all classes together")
    parser.add_argument("--class", dest="names", action="append", choices=sorted(CLASSES), help="again for several")
    parser.add_argument("--from", dest="first", type=int, default=0, help="first seed, to go on where a run ended")
    parser.add_argument("--count", type=int, default=1 << 40, help="inputs of each class at most")
    given = parser.parse_args()
    # A child of a process whose torch has started threads would wait for them for ever.
    torch.set_num_threads(1)
    names = given.names or list(CLASSES)
    print(f"{'class':12}", *(f"{column:>9}" for column in COLUMNS), "   next seed", flush=True)
    failed = False
    for name in names:
        ends_s, last = time.monotonic() + given.minutes * 60 / len(names), given.first + given.count
        outcomes, seed = Outcomes(), given.first - 1
        goes_on = lambda seed: time.monotonic() < ends_s and seed < last  # noqa: E731, B023
        for seed, outcome, fault in tried(CLASSES[name], given.first, goes_on):
            outcomes.add(seed, outcome, fault)
        print(f"{name:12}", *(f"{outcomes.counts[column]:9}" for column in COLUMNS), f"{seed + 1:12}", flush=True)
        for seed_of, fault in outcomes.faults[:SHOWN_FAULTS]:
            print(f"--- {name} {seed_of}\n{fault}", file=sys.stderr, flush=True)
        failed |= bool(outcomes.faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
