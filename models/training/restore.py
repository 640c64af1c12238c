"""Turns a published model folder back into a checkpoint, to train on from it or to learn from it.

The encoder's matrices come back with the rounding of their int8 columns; frozen embeddings come from the pretrained
file, which has them whole. What the graphs folded together is unfolded in one of its many equal forms: shapes of the
tag head become their logits, the key's bias of the sentiment head, which cancels, becomes zero.

Run: python3 -m training.restore --model FOLDER --pretrained ONNX --checkpoint OUT
"""
import argparse
import math
import pathlib

import numpy
import onnx
import torch
from onnx import numpy_helper

from .learn import save_checkpoint
from .network import HEAD_WIDTH, WIDTH, Network, load_pretrained


def initializers(path):
    """{name: float32 or integer array} of an ONNX file."""
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(str(path)).graph.initializer}


def copy(parameter, values):
    """Sets a parameter from an array of its own shape."""
    if tuple(parameter.shape) != values.shape:
        raise ValueError(f"a parameter of shape {tuple(parameter.shape)} can't take values of shape {values.shape}")
    parameter.copy_(torch.tensor(numpy.array(values, numpy.float32)))


def restore_linear(module, weights, name):
    copy(module.weight, (weights[name + "_w"] * weights[name + "_w_scale"]).T)
    copy(module.bias, weights[name + "_b"])


def restore_encoder(network, weights):
    copy(network.shapes.weight, weights["shape_table"])
    norms = [("embedded", network.embedding_norm)]
    for number, layer in enumerate(network.layers):
        name = f"layer{number}"
        for part in ("qkv", "attended", "expand", "contract"):
            restore_linear(getattr(layer, part), weights, f"{name}.{part}")
        norms += [(f"{name}.attention_norm", layer.attention_norm), (f"{name}.output_norm", layer.output_norm)]
    for name, norm in norms:
        copy(norm.weight, weights[name + "_gamma"])
        copy(norm.bias, weights[name + "_beta"])
    shape_logits = weights["tag_shapes"]
    kinds = shape_logits.shape[1]
    copy(network.head_shapes.weight, numpy.pad(shape_logits, ((0, 0), (0, network.head_shapes.embedding_dim - kinds))))
    unit = numpy.eye(kinds, network.head_shapes.embedding_dim, dtype=numpy.float32)
    copy(network.tags.weight, numpy.concatenate([weights["tag_weights"].T, unit], 1))
    copy(network.tags.bias, numpy.zeros(kinds))


def restore_sentiment(head, weights):
    for name, module in (("query", head.query), ("hidden", head.hidden), ("sentiment", head.out)):
        copy(module.weight, weights[name + "_weights"].T)
        copy(module.bias, weights[name + "_bias"])
    copy(head.key.weight, (weights["keys"] * math.sqrt(HEAD_WIDTH)).reshape(WIDTH, WIDTH))
    copy(head.key.bias, numpy.zeros(WIDTH))
    copy(head.value.weight, weights["values"].transpose(0, 2, 1).reshape(WIDTH, WIDTH))
    copy(head.value.bias, weights["value_bias"])


def restore(folder, pretrained):
    """The network of a model folder; `pretrained` is the fp32 ONNX file that its training began with."""
    encoder = initializers(folder / "encoder.onnx")
    layers = sum(name.endswith(".qkv_w") for name in encoder)
    shapes = [(encoder[f"layer{i}.attended_w"].shape[0] // HEAD_WIDTH, encoder[f"layer{i}.expand_w"].shape[1]) for i in range(layers)]
    whole, network = Network(layers), Network(layers, shapes=shapes)
    load_pretrained(whole, pretrained)
    network.words, network.positions = whole.words, whole.positions
    with torch.no_grad():
        restore_encoder(network, encoder)
        restore_sentiment(network.sentiment, initializers(folder / "sentiment.onnx"))
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="folder with encoder.onnx and sentiment.onnx")
    parser.add_argument("--pretrained", type=pathlib.Path, required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    args = parser.parse_args()
    save_checkpoint(restore(args.model, args.pretrained), args.checkpoint)


if __name__ == "__main__":
    main()
