"""The model: a BERT-style encoder with word shapes, a tag head and a head for sentiment toward a target.

Weights of the encoder come out of the fp32 ONNX files in two langchain4j jars (bge-small-en-v1.5, 12 layers;
all-MiniLM-L6-v2, 6 layers). Both share the uncased BERT vocabulary and 384-wide states.
"""
import math
import pathlib

import numpy
import onnx
import torch
import torch.nn.functional as functional
from onnx import numpy_helper
from torch import nn

from . import text
from .corpora import SENTIMENT_LABELS, TAGS

WIDTH = 384
HEADS = 12
HEAD_WIDTH = WIDTH // HEADS
SHAPE_WIDTH = 16
MASKED = -10000.0

# bf16 is six times faster than float where the CPU multiplies it, slower where it doesn't.
BF16 = "avx512_bf16" in pathlib.Path("/proc/cpuinfo").read_text()


def fast_products():
    """A context in which products run in bf16, on a CPU that multiplies it."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=BF16)


class Layer(nn.Module):
    """One post-norm transformer layer of `heads` attention heads, `neurons` wide between its two last products."""

    def __init__(self, dropout, heads, neurons):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD_WIDTH)
        self.attended = nn.Linear(heads * HEAD_WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.expand = nn.Linear(WIDTH, neurons)
        self.contract = nn.Linear(neurons, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states, attention_bias):
        batch, length, _ = states.shape
        query, key, value = self.qkv(states).view(batch, length, 3, self.heads, HEAD_WIDTH).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(HEAD_WIDTH) + attention_bias
        context = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch, length, self.heads * HEAD_WIDTH)
        states = self.attention_norm(states + self.dropout(self.attended(context)))
        return self.output_norm(states + self.dropout(self.contract(functional.gelu(self.expand(states)))))


class SentimentHead(nn.Module):
    """Sentiment toward a target: the mean of its states and CLS query the sentence, then a small MLP."""

    def __init__(self, dropout):
        super().__init__()
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.hidden = nn.Linear(3 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, len(SENTIMENT_LABELS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states, mask, target):
        """states [n,s,384], mask and target [n,s] of 0/1 -> logits [n,3]."""
        count, length, _ = states.shape
        weight = target.to(states.dtype)
        mean = (states * weight[..., None]).sum(1) / weight.sum(1, keepdim=True).clamp(min=1)
        cls = states[:, 0]
        query = self.query(torch.cat([mean, cls], -1)).view(count, HEADS, 1, HEAD_WIDTH)
        key = self.key(states).view(count, length, HEADS, HEAD_WIDTH).permute(0, 2, 3, 1)
        value = self.value(states).view(count, length, HEADS, HEAD_WIDTH).permute(0, 2, 1, 3)
        scores = query @ key / math.sqrt(HEAD_WIDTH) + ((1 - mask.to(states.dtype)) * MASKED)[:, None, None, :]
        context = (torch.softmax(scores, -1) @ value).reshape(count, WIDTH)
        return self.out(self.dropout(torch.tanh(self.hidden(self.dropout(torch.cat([mean, cls, context], -1))))))


class Network(nn.Module):
    """Encoder and heads.

    `layers` is the number of encoder layers; the first `frozen` of them keep their pretrained weights and see no word
    shapes, which come in where training begins: at the embeddings (0) or before the first trained layer. `shapes` are
    the (attention heads, neurons of the feed-forward part) of each layer, lowest first (default: 12 and 1,536, as pretrained).
    """

    def __init__(self, layers, frozen=0, shapes=None, dropout=0.1, vocabulary=30522, positions=512):
        super().__init__()
        self.frozen = frozen
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.shapes = nn.Embedding(len(text.SHAPES), WIDTH)
        self.embedding_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout, *shape) for shape in shapes or [(HEADS, 4 * WIDTH)] * layers])
        self.head_shapes = nn.Embedding(len(text.SHAPES), SHAPE_WIDTH)
        self.tags = nn.Linear(WIDTH + SHAPE_WIDTH, len(TAGS))
        self.sentiment = SentimentHead(dropout)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.shapes.weight, std=0.02)
        untrained = [self.words, self.positions] + ([self.embedding_norm] if frozen else []) + list(self.layers[:frozen])
        for module in untrained:
            module.requires_grad_(False)

    def layer_shapes(self):
        """(attention heads, neurons of the feed-forward part) of each layer."""
        return [(layer.heads, layer.expand.out_features) for layer in self.layers]

    def encode(self, ids, shapes, mask, seen=None):
        """ids, shapes, mask [b,s] -> states [b,s,384]; the states after each trained layer are added to the list `seen`."""
        states = self.words(ids) + self.positions.weight[: ids.shape[1]][None]
        attention_bias = (1 - mask[:, None, None, :].to(states.dtype)) * MASKED
        if self.frozen:
            with torch.no_grad():
                states = self.embedding_norm(states)
                for layer in self.layers[: self.frozen]:
                    states = layer(states, attention_bias)
            states = states + self.shapes(shapes)
        else:
            states = self.dropout(self.embedding_norm(states + self.shapes(shapes)))
        for layer in self.layers[self.frozen :]:
            states = layer(states, attention_bias)
            if seen is not None:
                seen.append(states)
        return states

    def train(self, mode=True):
        """As in PyTorch, but frozen layers never drop anything."""
        super().train(mode)
        self.layers[: self.frozen].eval()
        return self

    def tag_logits(self, states, shapes):
        """states [b,s,384] -> unnormalised logits [b,s,T] over TAGS."""
        return self.tags(torch.cat([self.dropout(states), self.head_shapes(shapes)], -1))


def onnx_weights(path):
    """Reads the initialisers of an exported BERT under their PyTorch names, matrices as [out,in]."""
    graph = onnx.load(path).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {name[6:] if name.startswith("model.") else name: array for name, array in arrays.items()}
    consumers = {}
    for node in graph.node:
        for name in node.input:
            consumers.setdefault(name, []).append(node)
    # Matrices were renamed on export: each is found through the bias added to its product.
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays:
            for consumer in consumers[node.output[0]]:
                for name in consumer.input:
                    if consumer.op_type == "Add" and name in arrays and name.endswith("bias"):
                        short = name[6:] if name.startswith("model.") else name
                        weights[short[:-4] + "weight"] = arrays[node.input[1]].T
    return weights


def load_pretrained(network, path):
    """Copies the encoder out of an ONNX file."""
    weights = onnx_weights(path)

    def tensor(name):
        return torch.tensor(numpy.array(weights[name]))

    with torch.no_grad():
        network.words.weight.copy_(tensor("embeddings.word_embeddings.weight"))
        network.positions.weight.copy_(tensor("embeddings.position_embeddings.weight"))
        network.positions.weight.add_(tensor("embeddings.token_type_embeddings.weight")[0])
        for part in ("weight", "bias"):
            getattr(network.embedding_norm, part).copy_(tensor("embeddings.LayerNorm." + part))
        for number, layer in enumerate(network.layers):
            prefix = f"encoder.layer.{number}."
            modules = {
                "attention.output.dense.": layer.attended,
                "attention.output.LayerNorm.": layer.attention_norm,
                "intermediate.dense.": layer.expand,
                "output.dense.": layer.contract,
                "output.LayerNorm.": layer.output_norm,
            }
            for part in ("weight", "bias"):
                rows = [tensor(f"{prefix}attention.self.{name}.{part}") for name in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(rows))
                for name, module in modules.items():
                    getattr(module, part).copy_(tensor(prefix + name + part))
