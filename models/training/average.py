"""Averages checkpoints of runs that began with the same weights and differ in their seed (a "model soup", Wortsman et al. 2022).

Run: python3 -m training.average --out CHECKPOINT CHECKPOINT...
"""
import argparse
import pathlib

import torch

from .learn import load_checkpoint, save_checkpoint


def averaged(networks):
    """The first network with the mean of all their weights; all must be of one shape."""
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=pathlib.Path, nargs="+")
    parser.add_argument("--sentiment", type=pathlib.Path, help="checkpoint whose sentiment head the average gets")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    network = averaged([load_checkpoint(path) for path in args.checkpoints])
    if args.sentiment:
        network.sentiment = load_checkpoint(args.sentiment).sentiment
    save_checkpoint(network, args.out)


if __name__ == "__main__":
    main()
