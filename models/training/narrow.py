"""Takes the least useful neurons out of the feed-forward parts of a trained network, to train on from what is left.

How useful a neuron is: the sum over training tokens of |its output x the loss's gradient there|, a first-order guess of
what its loss would cost (Molchanov et al. 2017). What is left of a layer is then fitted, by least squares on training tokens,
to what the whole layer said.

Run: python3 -m training.narrow --help
"""
import argparse
import pathlib
import random

import numpy
import torch
import torch.nn.functional as functional

from . import corpora, vote
from .examples import batches, collate, tagged, targeted
from .learn import load_checkpoint, save_checkpoint
from .network import Network
from .text import WordPieces

SENTENCES = 3000
PIECES = 2000
RIDGE = 1e-3


class Neurons:
    """Keeps each layer's neurons of the last forward pass: outputs [b,s,n] and, after a backward pass, their gradients."""

    def __init__(self, network):
        self.outputs = [None] * len(network.layers)
        self.hooks = [layer.contract.register_forward_pre_hook(self._hook(i)) for i, layer in enumerate(network.layers)]

    def _hook(self, number):
        def keep(_, inputs):
            if inputs[0].requires_grad:
                inputs[0].retain_grad()
            self.outputs[number] = inputs[0]

        return keep

    def close(self):
        for hook in self.hooks:
            hook.remove()


def training_batches(args, wordpieces):
    """Batches of GMB and NewsMTSC, half each."""
    rng = random.Random(1)
    gmb, (news, _) = vote.read(args.work / f"{args.labels}.tsv"), corpora.read_newsmtsc(args.data)
    gmb, news = (rng.sample(part, min(len(part), SENTENCES // 2)) for part in (gmb, news))
    examples = [tagged(wordpieces, sentence) for sentence in gmb] + [targeted(wordpieces, sentence) for sentence in news]
    return [collate([examples[index] for index in group]) for group in batches(examples, PIECES, rng)]


def usefulness(network, plan):
    """Per layer, the usefulness of its neurons [n]."""
    kept = Neurons(network)
    totals = [0] * len(network.layers)
    for batch in plan:
        states = network.encode(batch.ids, batch.shapes, batch.mask)
        known = batch.labels >= 0
        loss = functional.cross_entropy(network.tag_logits(states, batch.shapes)[known], batch.labels[known], reduction="sum")
        if len(batch.rows):
            sentiment = network.sentiment(states[batch.rows], batch.mask[batch.rows], batch.targets)
            loss = loss + functional.cross_entropy(sentiment, batch.sentiments, reduction="sum")
        loss.backward()
        totals = [total + (out.detach() * out.grad).abs().sum((0, 1)) for total, out in zip(totals, kept.outputs)]
        network.zero_grad()
    kept.close()
    return totals


def chosen(scores, neurons):
    """Per layer, the sorted indices of the most useful `neurons` neurons."""
    return [score.topk(neurons).indices.sort().values for score in scores]


@torch.no_grad()
def fitted(network, kept, plan):
    """Per layer (weights, bias) of `contract` over the kept neurons, nearest to what the whole layer gives."""
    seen = Neurons(network)
    sums = [[0, 0] for _ in kept]
    for batch in plan:
        network.encode(batch.ids, batch.shapes, batch.mask)
        for layer, indices, outputs, pair in zip(network.layers, kept, seen.outputs, sums):
            whole = outputs[batch.mask.bool()]
            part = functional.pad(whole[:, indices], (0, 1), value=1.0).double()
            pair[0] = pair[0] + part.T @ part
            pair[1] = pair[1] + part.T @ layer.contract(whole).double()
    seen.close()
    solutions = []
    for square, product in sums:
        square += RIDGE * square.diagonal().mean() * torch.eye(len(square), dtype=torch.double)
        solutions.append(torch.tensor(numpy.linalg.solve(square.numpy(), product.numpy())).float())
    return [(solution[:-1].T, solution[-1]) for solution in solutions]


def narrowed(network, kept, contracts):
    """The network with the kept neurons alone."""
    narrow = Network(len(network.layers), network.frozen, [len(indices) for indices in kept])
    weights = network.state_dict()
    for number, (indices, (contract, bias)) in enumerate(zip(kept, contracts)):
        name = f"layers.{number}."
        for part in ("weight", "bias"):
            weights[f"{name}expand.{part}"] = weights[f"{name}expand.{part}"][indices]
        weights.update({name + "contract.weight": contract, name + "contract.bias": bias})
    narrow.load_state_dict(weights)
    return narrow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True)
    add("--work", type=pathlib.Path, required=True)
    add("--tokenizer", type=pathlib.Path, required=True)
    add("--labels", default="gmb-train", help="name of the file in WORK with GMB's labels")
    add("--start", type=pathlib.Path, required=True, help="checkpoint to take neurons from")
    add("--neurons", type=int, required=True, help="how many stay in each layer")
    add("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    network = load_checkpoint(args.start).eval()
    plan = training_batches(args, WordPieces(args.tokenizer))
    kept = chosen(usefulness(network, plan), args.neurons)
    print("neurons of each layer:", [len(indices) for indices in kept])
    save_checkpoint(narrowed(network, kept, fitted(network, kept, plan)), args.out)


if __name__ == "__main__":
    main()
