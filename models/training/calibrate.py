"""Finds the range of every quantised activation on real sentences."""
import numpy
import torch

from .examples import batches, collate

SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
KEPT_PER_BATCH = 60000


def points(layer):
    """(matrix, name of its input) of every matrix of a layer that is int8 when published."""
    return (layer.qkv, "input"), (layer.attended, "attention"), (layer.expand, "middle"), (layer.contract, "wide")


class Recorder:
    """Samples the inputs of every matrix product of a network through forward hooks."""

    def __init__(self, network):
        self.samples, self.extremes, self.hooks = {}, {}, []
        self.rng = numpy.random.default_rng(1)
        self.mask = None
        for number, layer in enumerate(network.layers):
            for module, point in points(layer):
                self.hooks.append(module.register_forward_pre_hook(self._hook(f"layer{number}.{point}")))

    def _hook(self, name):
        def record(_, inputs):
            values = inputs[0][self.mask].numpy().ravel()
            low, high = self.extremes.get(name, (0.0, 0.0))
            self.extremes[name] = (min(low, float(values.min())), max(high, float(values.max())))
            kept = self.rng.choice(values, min(KEPT_PER_BATCH, len(values)), replace=False)
            self.samples.setdefault(name, []).append(kept)

        return record

    def close(self):
        for hook in self.hooks:
            hook.remove()


def best_range(samples, low, high):
    """The range (low, high), both ends shrunk by one share each, with the least squared rounding error."""
    values = numpy.concatenate(samples)
    best = None
    for low_share in SHARES if low < -1 else (1.0,):
        for high_share in SHARES:
            bottom, top = min(low * low_share, 0.0), max(high * high_share, 1e-6)
            scale = (top - bottom) / 255
            zero = round(-bottom / scale)
            rounded = (numpy.clip(numpy.round(values / scale) + zero, 0, 255) - zero) * scale
            error = float(((rounded - values) ** 2).mean())
            if best is None or error < best[0]:
                best = (error, bottom, top)
    return best[1], best[2]


@torch.no_grad()
def activation_ranges(network, examples):
    """{activation name: (low, high)} over the examples."""
    network.eval()
    recorder = Recorder(network)
    for group in batches(examples, 2000):
        batch = collate([examples[index] for index in group])
        recorder.mask = batch.mask.bool()
        network.encode(batch.ids, batch.shapes, batch.mask)
    recorder.close()
    return {name: best_range(samples, *recorder.extremes[name]) for name, samples in recorder.samples.items()}
