"""Writes the ONNX graphs by hand: an int8 encoder with tag head, and a float sentiment head.

The encoder's matrices are int8, one scale per column; activations are quantised to uint8 with *fixed* scales found on
training text, so that a sentence's result doesn't depend on what else is in its batch. Weights use 7 of the 8 bits:
AVX2 adds pairs of uint8 x int8 products into 16 bits, which would overflow with the full range and give other results
than VNNI machines. Fused operators of ONNX Runtime (domain com.microsoft) are used where it has them.
"""
import math

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from . import text
from .network import HEAD_WIDTH, HEADS, MASKED, WIDTH

FUSED = "com.microsoft"
OPSET = 17
IR_VERSION = 8
WEIGHT_LIMIT = 63
EPSILON = 1e-12


class Graph:
    """Collects nodes and initialisers."""

    def __init__(self):
        self.nodes, self.initializers = [], []

    def constant(self, name, array):
        """Adds an initialiser; returns its name."""
        self.initializers.append(numpy_helper.from_array(numpy.array(array, order="C"), name))
        return name

    def node(self, kind, inputs, output, domain="", **attributes):
        """Adds a node of one output; returns the output's name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output + "/" + kind, domain=domain, **attributes))
        return output

    def save(self, path, name, inputs, outputs):
        """Writes the model; inputs and outputs are (name, element type, shape)."""
        made = [[helper.make_tensor_value_info(*value) for value in values] for values in (inputs, outputs)]
        graph = helper.make_graph(self.nodes, name, *made, initializer=self.initializers)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="wireroom"), path)


def quantised_columns(matrix):
    """int8 matrix [in,out] within +-WEIGHT_LIMIT and float scales [out]; each scale minimises the squared error."""
    peak = numpy.maximum(numpy.abs(matrix).max(0), 1e-8)
    best_error, best_scale = numpy.full(matrix.shape[1], numpy.inf), peak / WEIGHT_LIMIT
    for share in numpy.linspace(1.0, 0.7, 13):
        scale = peak * share / WEIGHT_LIMIT
        rounded = numpy.clip(numpy.round(matrix / scale), -WEIGHT_LIMIT, WEIGHT_LIMIT) * scale
        error = ((rounded - matrix) ** 2).sum(0)
        best_scale = numpy.where(error < best_error, scale, best_scale)
        best_error = numpy.minimum(error, best_error)
    levels = numpy.clip(numpy.round(matrix / best_scale), -WEIGHT_LIMIT, WEIGHT_LIMIT)
    return levels.astype(numpy.int8), best_scale.astype(numpy.float32)


class EncoderWriter:
    """Builds encoder.onnx for a network and the activation ranges {name: (low, high)} of `calibrate.py`."""

    def __init__(self, network, ranges):
        self.network, self.ranges, self.graph = network, ranges, Graph()

    def write(self, path):
        """Writes the model file."""
        graph, network = self.graph, self.network
        mask = graph.node("Cast", ["mask"], "mask32", to=TensorProto.INT32)
        states = self._embeddings()
        for number, layer in enumerate(network.layers):
            if network.frozen and number == network.frozen:
                states = graph.node("Add", [states, "shape_states"], "shaped_states")
            states = self._layer(f"layer{number}", layer, states, mask)
        graph.node("Identity", [states], "states")
        self._tags(states)
        batch = ["b", "s"]
        graph.save(
            path,
            "encoder",
            [(name, TensorProto.INT64, batch) for name in ("ids", "shapes", "mask")],
            [("tags", TensorProto.FLOAT, batch + [network.tags.out_features]), ("states", TensorProto.FLOAT, batch + [WIDTH])],
        )

    def _embeddings(self):
        graph, network = self.graph, self.network
        table = array(network.words.weight)
        scales = numpy.maximum(numpy.abs(table).max(1, keepdims=True), 1e-8) / 127
        graph.constant("words", numpy.round(table / scales).astype(numpy.int8))
        graph.constant("words_scale", scales.astype(numpy.float32))
        levels = graph.node("Cast", [graph.node("Gather", ["words", "ids"], "word_levels")], "word_floats", to=TensorProto.FLOAT)
        words = graph.node("Mul", [levels, graph.node("Gather", ["words_scale", "ids"], "word_scales")], "word_states")
        graph.constant("positions", array(network.positions.weight)[: text.MAX_PIECES + 2])
        for name, value in (("zero", 0), ("one", 1)):
            graph.constant(name, numpy.array([value], numpy.int64))
        size = graph.node("Shape", ["ids"], "size")
        length = graph.node("Gather", [size, "one"], "length")
        positions = graph.node("Slice", ["positions", "zero", length, "zero"], "position_states")
        graph.constant("shape_table", array(network.shapes.weight))
        shaped = graph.node("Gather", ["shape_table", "shapes"], "shape_states")
        placed = graph.node("Add", [words if network.frozen else shaped, positions], "placed_states")
        if network.frozen:
            return self._normalised("embedded", network.embedding_norm, placed)
        return self._normalised("embedded", network.embedding_norm, words, placed)

    def _normalised(self, name, norm, states, skip=None):
        gamma = self.graph.constant(name + "_gamma", array(norm.weight))
        beta = self.graph.constant(name + "_beta", array(norm.bias))
        if skip is None:
            return self.graph.node("LayerNormalization", [states, gamma, beta], name, axis=-1, epsilon=EPSILON)
        inputs = [states, skip, gamma, beta]
        return self.graph.node("SkipLayerNormalization", inputs, name, domain=FUSED, epsilon=EPSILON)

    def _levels(self, states, name):
        """Quantises activations with their fixed range; returns (levels, scale, zero point)."""
        low, high = self.ranges[name]
        scale = max(high - low, 1e-6) / 255
        zero = int(round(min(max(-low / scale, 0), 255)))
        scale_name = self.graph.constant(name + "_scale", numpy.array(scale, numpy.float32))
        zero_name = self.graph.constant(name + "_zero", numpy.array(zero, numpy.uint8))
        levels = self.graph.node("QuantizeLinear", [states, scale_name, zero_name], name + "_levels")
        return levels, scale_name, zero_name

    def _weights(self, name, module):
        levels, scales = quantised_columns(array(module.weight).T)
        names = [self.graph.constant(name + "_w", levels), self.graph.constant(name + "_w_scale", scales)]
        return names + [self.graph.constant(name + "_b", array(module.bias))]

    def _linear(self, name, module, states, range_name):
        levels, scale, zero = self._levels(states, range_name)
        weights, weight_scale, bias = self._weights(name, module)
        inputs = [levels, weights, scale, weight_scale, zero, "", bias]
        return self.graph.node("MatMulIntegerToFloat", inputs, name, domain=FUSED)

    def _layer(self, name, layer, states, mask):
        levels, scale, zero = self._levels(states, name + ".input")
        weights, weight_scale, bias = self._weights(name + ".qkv", layer.qkv)
        weight_zero = self.graph.constant(name + ".qkv_zero", numpy.array(0, numpy.int8))
        context = self.graph.node(
            "QAttention",
            [levels, weights, bias, scale, weight_scale, mask, zero, weight_zero],
            name + ".context",
            domain=FUSED,
            num_heads=layer.heads,
        )
        attended = self._linear(name + ".attended", layer.attended, context, name + ".attention")
        states = self._normalised(name + ".attention_norm", layer.attention_norm, attended, states)
        expanded = self._linear(name + ".expand", layer.expand, states, name + ".middle")
        expanded = self.graph.node("Gelu", [expanded], name + ".gelu", domain=FUSED)
        contracted = self._linear(name + ".contract", layer.contract, expanded, name + ".wide")
        return self._normalised(name + ".output_norm", layer.output_norm, contracted, states)

    def _tags(self, states):
        """tags = W [states; head shapes] + b, the shape part folded into a table of logits per shape."""
        graph, head = self.graph, self.network.tags
        weights = array(head.weight)
        graph.constant("tag_weights", weights[:, :WIDTH].T)
        graph.constant("tag_shapes", array(self.network.head_shapes.weight) @ weights[:, WIDTH:].T + array(head.bias))
        product = graph.node("MatMul", [states, "tag_weights"], "tag_product")
        graph.node("Add", [product, graph.node("Gather", ["tag_shapes", "shapes"], "tag_offsets")], "tags")


def array(tensor):
    """float32 numpy copy of a tensor."""
    return tensor.detach().numpy().astype(numpy.float32)


def write_sentiment(head, path):
    """Writes sentiment.onnx.

    Scores are taken against the states themselves: q . (K x) = (K^T q) . x, and likewise the value matrix is applied
    after the weighted sum, so that the cost per target hardly depends on the sentence's length. The key's bias adds
    the same to every position and cancels in the softmax; the value's bias comes out whole.
    """
    graph = Graph()
    for name, value in (("last", [-1]), ("middle", [1])):
        graph.constant(name, numpy.array(value, numpy.int64))
    weight = graph.node("Cast", ["target"], "target_float", to=TensorProto.FLOAT)
    row = graph.node("Unsqueeze", [weight, "middle"], "target_row")
    total = graph.node("ReduceSum", [weight, "last"], "target_total", keepdims=1)
    graph.constant("least", numpy.array(1, numpy.float32))
    count = graph.node("Max", [total, "least"], "target_count")
    summed = graph.node("Squeeze", [graph.node("MatMul", [row, "states"], "target_sum"), "middle"], "target_summed")
    mean = graph.node("Div", [summed, count], "target_mean")
    graph.constant("first", numpy.array(0, numpy.int64))
    cls = graph.node("Gather", ["states", "first"], "cls", axis=1)
    both = graph.node("Concat", [mean, cls], "mean_and_cls", axis=-1)
    query = _affine(graph, "query", head.query, both)
    graph.constant("by_head", numpy.array([-1, HEADS, HEAD_WIDTH], numpy.int64))
    heads = graph.node("Reshape", [query, "by_head"], "query_heads")
    heads = graph.node("Transpose", [heads], "heads_query", perm=[1, 0, 2])
    keys = array(head.key.weight).reshape(HEADS, HEAD_WIDTH, WIDTH) / math.sqrt(HEAD_WIDTH)
    probes = graph.node("MatMul", [heads, graph.constant("keys", keys)], "heads_probe")
    probes = graph.node("Transpose", [probes], "probes", perm=[1, 0, 2])
    columns = graph.node("Transpose", ["states"], "state_columns", perm=[0, 2, 1])
    scores = graph.node("MatMul", [probes, columns], "scores")
    seen = graph.node("Cast", ["mask"], "mask_float", to=TensorProto.FLOAT)
    graph.constant("masked", numpy.array(MASKED, numpy.float32))
    hidden = graph.node("Mul", [graph.node("Sub", ["least", seen], "unseen"), "masked"], "bias")
    biased = graph.node("Add", [scores, graph.node("Unsqueeze", [hidden, "middle"], "bias_row")], "biased_scores")
    shares = graph.node("Softmax", [biased], "shares", axis=-1)
    gathered = graph.node("MatMul", [shares, "states"], "gathered")
    gathered = graph.node("Transpose", [gathered], "heads_gathered", perm=[1, 0, 2])
    values = array(head.value.weight).reshape(HEADS, HEAD_WIDTH, WIDTH).transpose(0, 2, 1)
    context = graph.node("MatMul", [gathered, graph.constant("values", values)], "heads_context")
    context = graph.node("Transpose", [context], "context_heads", perm=[1, 0, 2])
    graph.constant("joined", numpy.array([-1, WIDTH], numpy.int64))
    context = graph.node("Reshape", [context, "joined"], "context_flat")
    context = graph.node("Add", [context, graph.constant("value_bias", array(head.value.bias))], "context")
    everything = graph.node("Concat", [mean, cls, context], "everything", axis=-1)
    layer = graph.node("Tanh", [_affine(graph, "hidden", head.hidden, everything)], "hidden_tanh")
    _affine(graph, "sentiment", head.out, layer)
    inputs = [("states", TensorProto.FLOAT, ["n", "s", WIDTH])]
    inputs += [(name, TensorProto.INT64, ["n", "s"]) for name in ("mask", "target")]
    graph.save(path, "sentiment", inputs, [("sentiment", TensorProto.FLOAT, ["n", head.out.out_features])])


def _affine(graph, name, module, states):
    weights = graph.constant(name + "_weights", array(module.weight).T)
    bias = graph.constant(name + "_bias", array(module.bias))
    return graph.node("Gemm", [states, weights, bias], name)
