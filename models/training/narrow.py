"""Takes the least useful attention heads and feed-forward neurons out of a trained network, to train on from what is left.

How useful one is: the sum over training tokens of |its output . the loss's gradient there|, a first-order guess of
what its loss would cost (Molchanov et al. 2017, for heads Michel et al. 2019). It is taken relative to the
layer's root of the sum of squares, without which the lower layers would keep nearly all. What is left of a product is then fitted, by least squares on training tokens, to what the whole said.

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
from .learn import forward, load_checkpoint, save_checkpoint
from .network import HEAD_WIDTH, HEADS, Network, fast_products
from .text import WordPieces

SENTENCES = 2000
PIECES = 2000
RIDGE = 1e-3

# Numbers of neurons are multiples of this, as products are computed in blocks of columns.
NEURON_STEP = 32


class Inputs:
    """Keeps the inputs of one product of each layer during a pass: values [b,s,n] and, after a backward pass, their gradients."""

    def __init__(self, network, product):
        self.values = [None] * len(network.layers)
        self.hooks = [getattr(layer, product).register_forward_pre_hook(self._hook(i)) for i, layer in enumerate(network.layers)]

    def _hook(self, number):
        def keep(_, inputs):
            if inputs[0].requires_grad:
                inputs[0].retain_grad()
            self.values[number] = inputs[0]

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


def usefulness(network, product, width, plan):
    """Per layer, the usefulness [n] of the `width`-wide groups that go into its product `product`."""
    kept = Inputs(network, product)
    totals = [0] * len(network.layers)
    for batch in plan:
        tags, sentiment, _ = forward(network, batch)
        known = batch.labels >= 0
        loss = functional.cross_entropy(tags[known], batch.labels[known], reduction="sum")
        if sentiment is not None:
            loss = loss + functional.cross_entropy(sentiment, batch.sentiments, reduction="sum")
        loss.backward()
        for number, values in enumerate(kept.values):
            effects = (values.detach() * values.grad).float().unflatten(-1, (-1, width)).sum(-1)
            totals[number] = totals[number] + effects.abs().sum((0, 1))
        network.zero_grad()
    kept.close()
    return [total / total.norm() for total in totals]


def chosen(scores, mean, step, alike):
    """Per layer, the sorted indices of what stays.

    That is the most useful of all layers, `mean` a layer on average and in each a multiple of `step`; or, `alike`, `mean` in each.
    """
    least = torch.cat(scores).topk(mean * len(scores)).values[-1]
    counts = [mean if alike else max(1, round(int((score >= least).sum()) / step)) * step for score in scores]
    return [score.topk(min(count, len(score))).indices.sort().values for score, count in zip(scores, counts)]


def members(groups, width):
    """Indices of all members of `width`-wide groups."""
    return (groups[:, None] * width + torch.arange(width)).flatten()


@torch.no_grad()
def fitted(network, product, kept, plan):
    """Per layer (weights, bias) of `product` over the kept inputs, nearest to what the whole product gives."""
    seen = Inputs(network, product)
    sums = [[0, 0] for _ in kept]
    for batch in plan:
        with fast_products():
            network.encode(batch.ids, batch.shapes, batch.mask)
        for layer, indices, values, pair in zip(network.layers, kept, seen.values, sums):
            whole = values[batch.mask.bool()].float()
            part = functional.pad(whole[:, indices], (0, 1), value=1.0).double()
            pair[0] = pair[0] + part.T @ part
            pair[1] = pair[1] + part.T @ getattr(layer, product)(whole).double()
    seen.close()
    solutions = []
    for square, sought in sums:
        square += RIDGE * square.diagonal().mean() * torch.eye(len(square), dtype=torch.double)
        solutions.append(torch.tensor(numpy.linalg.solve(square.numpy(), sought.numpy())).float())
    return [(solution[:-1].T, solution[-1]) for solution in solutions]


def narrowed(network, heads, neurons, plan):
    """The network with the given heads and neurons of each layer alone."""
    inner = [members(groups, HEAD_WIDTH) for groups in heads]
    products = {"attended": fitted(network, "attended", inner, plan), "contract": fitted(network, "contract", neurons, plan)}
    narrow = Network(len(network.layers), network.frozen, [(len(few), len(many)) for few, many in zip(heads, neurons)])
    weights = network.state_dict()
    for number, layer in enumerate(network.layers):
        name = f"layers.{number}."
        rows = torch.cat([members(heads[number] + part * layer.heads, HEAD_WIDTH) for part in range(3)])
        for part in ("weight", "bias"):
            weights[f"{name}qkv.{part}"] = weights[f"{name}qkv.{part}"][rows]
            weights[f"{name}expand.{part}"] = weights[f"{name}expand.{part}"][neurons[number]]
        for product, solutions in products.items():
            weights[f"{name}{product}.weight"], weights[f"{name}{product}.bias"] = solutions[number]
    narrow.load_state_dict(weights)
    return narrow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True)
    add("--work", type=pathlib.Path, required=True)
    add("--tokenizer", type=pathlib.Path, required=True)
    add("--labels", default="gmb-train", help="name of the file in WORK with GMB's labels")
    add("--start", type=pathlib.Path, required=True, help="checkpoint to take heads and neurons from")
    add("--heads", type=int, default=HEADS, help="how many stay in a layer, on average")
    add("--neurons", type=int, required=True, help="how many stay in a layer, on average")
    add("--alike", action="store_true", help="as many in every layer")
    add("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    network = load_checkpoint(args.start).eval()
    plan = training_batches(args, WordPieces(args.tokenizer))
    heads = chosen(usefulness(network, "attended", HEAD_WIDTH, plan), args.heads, 1, args.alike)
    neurons = chosen(usefulness(network, "contract", 1, plan), args.neurons, NEURON_STEP, args.alike)
    narrow = narrowed(network, heads, neurons, plan)
    print("heads and neurons of each layer:", narrow.layer_shapes())
    save_checkpoint(narrow, args.out)


if __name__ == "__main__":
    main()
