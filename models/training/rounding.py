"""Rounds activations in training as the int8 encoder will, so that the network learns to bear it.

Fixed ranges come from `calibrate`; the gradient passes through the rounding as if it weren't there (straight-through
estimator, Bengio et al. 2013), but not where a value is cut off.
"""
import torch

from .calibrate import activation_ranges, points

LEVELS = 255


class Rounded(torch.autograd.Function):
    """Values to the nearest of 256 levels between low and high."""

    @staticmethod
    def forward(ctx, values, low, high):
        scale = (high - low) / LEVELS
        zero = round(-low / scale)
        levels = torch.round(values.float() / scale) + zero
        kept = torch.clamp(levels, 0, LEVELS)
        ctx.save_for_backward(levels == kept)
        return ((kept - zero) * scale).to(values.dtype)

    @staticmethod
    def backward(ctx, gradient):
        (inside,) = ctx.saved_tensors
        return gradient * inside, None, None


def rounding(low, high):
    """A hook that rounds the first input of a module."""
    return lambda _, inputs: (Rounded.apply(inputs[0], low, high),)


def round_activations(network, examples):
    """Rounds, from now on, the input of every matrix that is int8 when published; returns the hooks, to be removed."""
    ranges = activation_ranges(network, examples)
    hooks = []
    for number, layer in enumerate(network.layers):
        for module, point in points(layer):
            hooks.append(module.register_forward_pre_hook(rounding(*ranges[f"layer{number}.{point}"])))
    return hooks
