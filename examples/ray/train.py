"""Fits a line to points by gradient descent; each step's gradients come from Ray tasks, one a shard.

Keeps step and weights in BERTH_CHECKPOINT_DIR after every step, and goes on from there.
"""

import argparse
import json
import os
import pathlib
import random
import sys
import time

import ray


@ray.remote(num_cpus=0.5)
def gradient(shard, slope, offset):
    """The loss of one shard's points, and how it changes with the weights."""
    points = random.Random(shard)
    loss = by_slope = by_offset = 0.0
    for _ in range(1000):
        x = points.uniform(-1, 1)
        error = slope * x + offset - (3 * x + 1 + points.gauss(0, 0.1))
        loss += error * error / 1000
        by_slope += 2 * error * x / 1000
        by_offset += 2 * error / 1000
    return loss, by_slope, by_offset


def load(file):
    return json.loads(file.read_text()) if file.exists() else {"step": 0, "slope": 0.0, "offset": 0.0}


def save(file, state):
    # Moved into place, so that a kill leaves the former one whole.
    new = file.with_suffix("." + os.environ.get("BERTH_ATTEMPT", "new"))
    new.write_text(json.dumps(state))
    new.replace(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--shards", type=int, default=2)
    parser.add_argument("--pause", type=float, default=0, help="seconds after each step")
    parser.add_argument("--fail-at", type=int, help="exit with code 3 at that step, if not resumed")
    options = parser.parse_args()

    folder = pathlib.Path(os.environ.get("BERTH_CHECKPOINT_DIR", "/tmp/berth-checkpoints/ray"))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "line.json"
    state = load(file)
    print(f"begins at step {state['step']} of {options.steps}", flush=True)

    ray.init(log_to_driver=False)
    while state["step"] < options.steps:
        if state["step"] == options.fail_at and os.environ.get("BERTH_RESUMED") != "true":
            print("fails as it was told to", flush=True)
            sys.exit(3)
        parts = ray.get([gradient.remote(n, state["slope"], state["offset"]) for n in range(options.shards)])
        loss, by_slope, by_offset = (sum(part) / options.shards for part in zip(*parts))
        state["slope"] -= 0.5 * by_slope
        state["offset"] -= 0.5 * by_offset
        state["step"] += 1
        save(file, state)
        print(f"step {state['step']} loss {loss:.4f}", flush=True)
        time.sleep(options.pause)
    print(f"done: y = {state['slope']:.2f} x + {state['offset']:.2f}", flush=True)


if __name__ == "__main__":
    main()
