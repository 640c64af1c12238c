"""Joint training of encoder, tag head and sentiment head; optionally distils from a trained teacher.

Run: python3 -m training.learn --help
"""
import argparse
import pathlib
import random
import time
from concurrent.futures import ThreadPoolExecutor

import numpy
import torch
import torch.nn.functional as functional

from . import corpora, evaluate, tweets, vote, wire
from .augment import Augmenter
from .examples import NOT_FIRST, Opinion, batches, collate, tagged, targeted, with_names
from .network import Network, fast_products, load_pretrained
from .rounding import round_activations
from .runtime import OnnxModel
from .text import WordPieces
from .variants import Variants

LABEL_SMOOTHING = 0.05
WARMUP = 0.06
HEAD_RATE = 5
WEIGHT_DECAY = 0.01
CLIP = 1.0
SAVE_EVERY = 500
CALIBRATION_SENTENCES = 400


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True, help="folder with ner/ and sentiment/")
    add("--work", type=pathlib.Path, required=True, help="what training.vote wrote; checkpoints go here too")
    add("--tokenizer", type=pathlib.Path, required=True)
    add("--name", required=True, help="name of the checkpoint")
    add("--layers", type=int, required=True)
    add("--pretrained", type=pathlib.Path, help="fp32 ONNX file to start from")
    add("--start", type=pathlib.Path, help="checkpoint to start from (instead of --pretrained)")
    add("--halve", action="store_true", help="begin with every second layer of --start, and its heads")
    add("--frozen", type=int, default=0, help="lower layers that keep their pretrained weights")
    add("--teacher", type=pathlib.Path, nargs="+", default=[], help="published model folders to distil from; their probabilities are averaged")
    add("--runtime", type=pathlib.Path, help="ONNX Runtime's jar, which runs the teachers")
    add("--teacher-share", type=float, default=0.5, help="weight of the teachers' opinion in the loss")
    add("--match-to", type=pathlib.Path, help="checkpoint whose states are to be had too (each layer stands for as many of its)")
    add("--match", type=float, default=1.0, help="weight of the distance from them")
    add("--names", type=int, default=0, help="names in a sentence that nobody has rated and teachers do")
    add("--variants", type=int, default=0, help="variations of each sentence with targets that teachers rate")
    add("--rounded", action="store_true", help="round activations in training as int8 will")
    add("--labels", default="gmb-train", help="name of the file in WORK with GMB's labels (training.vote, training.revote)")
    add("--gmb", type=int, default=60000, help="sentences of GMB to use")
    add("--wikigold-epochs", type=int, default=2)
    add("--tweets-epochs", type=int, default=0, help="times that the news-like tweets of BTC are seen")
    add("--wire-epochs", type=int, default=0, help="times that the sentences written for this project are seen (models/wire)")
    add("--sentiment-epochs", type=int, default=3)
    add("--rate", type=float, default=2e-4)
    add("--decay", type=float, default=1 - WARMUP, help="share of the steps, at the end, over which the rate falls to 0")
    add("--pieces", type=int, default=1100, help="padded wordpieces per batch")
    add("--steps", type=int, default=0, help="stop after so many steps (0: all data)")
    add("--no-report", action="store_true", help="do not score the checkpoint on the development sets")
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=2)
    return parser.parse_args()


def save_checkpoint(network, path):
    """Writes weights and shape of a network."""
    torch.save({"shapes": network.layer_shapes(), "frozen": network.frozen, "weights": network.state_dict()}, path)


def load_checkpoint(path):
    """Returns the network that `save_checkpoint` wrote."""
    saved = torch.load(path)
    network = Network(len(saved["shapes"]), saved["frozen"], saved["shapes"])
    network.load_state_dict(saved["weights"])
    return network


def halved(network):
    """A network of half as many layers: every second one, the same embeddings and heads."""
    half = Network(len(network.layers) // 2, shapes=network.layer_shapes()[::2])
    weights = {name: value for name, value in network.state_dict().items() if not name.startswith("layers.")}
    for number, layer in enumerate(network.layers[::2]):
        weights.update({f"layers.{number}.{name}": value for name, value in layer.state_dict().items()})
    half.load_state_dict(weights)
    return half


def starting_network(args):
    """A network with pretrained weights, or with those of a checkpoint."""
    if args.start:
        network = load_checkpoint(args.start)
        return halved(network) if args.halve else network
    network = Network(args.layers, args.frozen)
    load_pretrained(network, args.pretrained)
    return network


def calibration_examples(args, wordpieces):
    """Training sentences of all sources, for the activation ranges."""
    gmb = vote.read(args.work / "gmb-train.tsv")
    wikigold, _ = corpora.read_wikigold(args.data)
    news, _ = corpora.read_newsmtsc(args.data)
    third = CALIBRATION_SENTENCES // 3
    examples = [tagged(wordpieces, sentence) for part in (gmb, wikigold) for sentence in every(part, third)]
    return examples + [targeted(wordpieces, sentence) for sentence in every(news, third)]


def every(items, count):
    """About `count` items, evenly spaced."""
    return items[:: max(1, len(items) // count)][:count]


def training_examples(args, wordpieces, embeddings, rng):
    """Returns (entity examples, rated sentiment examples, their variations); `embeddings` are those of the wordpieces."""
    gmb = vote.read(args.work / f"{args.labels}.tsv")
    wikigold, _ = corpora.read_wikigold(args.data)
    short, _ = tweets.read(args.data, tweets.Habits(gmb)) if args.tweets_epochs else ([], [])
    written = wire.read(wire.TRAIN) if args.wire_epochs else []
    augmenter = Augmenter(gmb + wikigold + short + written, rng)
    # Sentences that are all mask or too short teach little.
    useful = [s for s in gmb if len(s.tokens) > 3 and s.tags.count(corpora.UNKNOWN) < len(s.tokens) / 3]
    silver = rng.sample(useful, min(args.gmb, len(useful)))
    gold = wikigold * args.wikigold_epochs + short * args.tweets_epochs + written * args.wire_epochs
    varied = [(augmenter.vary(sentence), number >= len(silver)) for number, sentence in enumerate(silver + gold)]
    entities = [with_names(tagged(wordpieces, sentence, real), sentence.tags, args.names) for sentence, real in varied]
    train, _ = corpora.read_newsmtsc(args.data)
    sentiment = [targeted(wordpieces, sentence) for sentence in train]
    sentiment = [example for example in sentiment if example.targets]
    varied = []
    if args.variants:
        names = [name for kind in ("PER", "PER", "ORG") for name in augmenter.names[kind]]
        variants = Variants(train, wordpieces, embeddings, names, rng)
        drawn = [variants.of(sentence) for sentence in train for _ in range(args.variants)]
        varied = [targeted(wordpieces, sentence) for sentence in drawn if sentence]
    return entities, sentiment, [example for example in varied if example.targets]


def find_names(teacher, examples, limit):
    """Adds to sentiment examples the names that a teacher finds in them and nobody has rated."""
    if limit:
        for example, (logits, _) in zip(examples, teacher.predict(examples)):
            with_names(example, evaluate.decode(logits, example.first), limit)


def ask(teachers, examples):
    """Notes on the examples what the teachers think of them, their probabilities averaged."""
    with ThreadPoolExecutor() as pool:  # each waits for a process of its own
        answers = list(pool.map(lambda teacher: teacher.predict(examples), teachers))
    for example, logits in zip(examples, zip(*answers)):
        tags, sentiment = (numpy.mean([softmax(part) for part in kind], 0) for kind in zip(*logits))
        example.opinion = Opinion(tags[: len(example.ids)], sentiment)
        if example.gold:
            labels = numpy.array(example.labels)
            example.opinion.tags[labels >= 0] = numpy.eye(len(corpora.TAGS))[labels[labels >= 0]]


def softmax(logits):
    """Probabilities over the last axis."""
    powers = numpy.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def schedule(args, entities, epochs, rng):
    """All batches in training order: entity and sentiment batches evenly interleaved."""
    kinds = [[collate([entities[i] for i in group]) for group in batches(entities, args.pieces, rng)], []]
    for examples in epochs:
        kinds[1] += [collate([examples[i] for i in group]) for group in batches(examples, args.pieces, rng)]
    placed = [((index + 0.5) / len(kind), number, batch) for number, kind in enumerate(kinds) for index, batch in enumerate(kind)]
    return [batch for _, _, batch in sorted(placed, key=lambda entry: entry[:2])]


class Optimizer:
    """AdamW: warm-up, constant rate, linear decay; heads and new embeddings learn faster than the encoder."""

    def __init__(self, network, rate, steps, decay):
        encoder, heads = [], []
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                (encoder if name.startswith(("layers.", "embedding_norm.")) else heads).append(parameter)
        self.parameters = encoder + heads
        groups = [dict(params=encoder, peak=rate), dict(params=heads, peak=rate * HEAD_RATE)]
        self.inner = torch.optim.AdamW(groups, lr=rate, weight_decay=WEIGHT_DECAY)
        self.steps, self.done, self.warm, self.decay = steps, 0, max(1, int(steps * WARMUP)), decay

    def step(self):
        torch.nn.utils.clip_grad_norm_([p for p in self.parameters if p.grad is not None], CLIP)
        share = min(self.done / self.warm, 1.0, (self.steps - self.done) / (self.steps * self.decay))
        self.done += 1
        for group in self.inner.param_groups:
            group["lr"] = group["peak"] * max(share, 1e-3)
        self.inner.step()
        self.inner.zero_grad(set_to_none=True)


def divergence(student, opinion):
    """Mean KL divergence of rows of logits from the probabilities of an opinion."""
    return functional.kl_div(functional.log_softmax(student, -1), opinion, reduction="batchmean")


def forward(network, batch):
    """(tag logits, sentiment logits or None, states after each layer) of a batch; in bf16 where the CPU multiplies it."""
    seen = []
    with fast_products():
        states = network.encode(batch.ids, batch.shapes, batch.mask, seen)
        sentiment = None
        if len(batch.rows):
            sentiment = network.sentiment(states[batch.rows], batch.mask[batch.rows], batch.targets).float()
        return network.tag_logits(states, batch.shapes).float(), sentiment, seen


def distance(seen, teacher_seen, mask):
    """Mean squared distance of states from the teacher's, each layer's relative to the mean square of the teacher's."""
    step = len(teacher_seen) // len(seen)
    kept = mask.bool()
    pairs = [(ours[kept].float(), theirs[kept].float()) for ours, theirs in zip(seen, teacher_seen[step - 1 :: step])]
    return sum(functional.mse_loss(ours, theirs) / theirs.square().mean() for ours, theirs in pairs) / len(pairs)


def losses(network, matched, args, batch):
    """(tag loss, sentiment loss, distance from the states of the network `matched`) of a batch; each may be None."""
    share = args.teacher_share if batch.opinion else 0
    tags, sentiment, seen = forward(network, batch)
    tag_loss = sentiment_loss = apart = None
    known, rated = batch.labels >= 0, batch.sentiments >= 0
    if known.any():
        tag_loss = (1 - share) * functional.cross_entropy(tags[known], batch.labels[known])
    if rated.any():
        sentiment_loss = (1 - share) * functional.cross_entropy(sentiment[rated], batch.sentiments[rated], label_smoothing=LABEL_SMOOTHING)
    if batch.opinion:
        # Teachers also speak on masked tokens and toward names without a rating.
        first = batch.labels != NOT_FIRST
        tag_loss = (tag_loss or 0) + share * divergence(tags[first], batch.opinion.tags[first])
        if sentiment is not None:
            sentiment_loss = (sentiment_loss or 0) + share * divergence(sentiment, batch.opinion.sentiment)
    if matched:
        with torch.no_grad():
            wanted = forward(matched, batch)[2]
        apart = args.match * distance(seen, wanted, batch.mask)
    return tag_loss, sentiment_loss, apart


def train(network, matched, plan, args):
    """Runs the plan, logs the mean losses, saves the checkpoint.

    A number in the file WORK/NAME.steps changes the number of steps of a run under way: a run that must end by a
    given time is shortened so, and repeated from its log with --steps.
    """
    wish = args.work / f"{args.name}.steps"
    optimizer = Optimizer(network, args.rate, args.steps or len(plan), args.decay)
    network.train()
    started, seen = time.time(), ([], [], [])
    for step, batch in enumerate(plan, 1):
        parts = losses(network, matched, args, batch)
        sum(part for part in parts if part is not None).backward()
        optimizer.step()
        for history, part in zip(seen, parts):
            if part is not None:
                history.append(part.item())
        if step % 100 == 0 or step == 10:
            if wish.exists():
                optimizer.steps = min(int(wish.read_text()), optimizer.steps)
            means = " ".join(f"{numpy.mean(history or [0]):.4f}" for history in seen)
            print(f"step {step}/{optimizer.steps} tags/sentiment/states {means} {time.time() - started:.0f} s", flush=True)
            for history in seen:
                history.clear()
        if step % SAVE_EVERY == 0:
            save_checkpoint(network, args.work / f"{args.name}.partial.pt")
        if step >= optimizer.steps:
            break
    save_checkpoint(network, args.work / f"{args.name}.pt")


def main():
    args = parse_arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    numpy.random.seed(args.seed)
    rng = random.Random(args.seed)
    shown = {name: value if isinstance(value, (int, float)) else str(value) for name, value in vars(args).items()}
    print(shown, flush=True)
    wordpieces = WordPieces(args.tokenizer)
    network = starting_network(args)
    matched = load_checkpoint(args.match_to).eval() if args.match_to else None
    entities, rated, varied = training_examples(args, wordpieces, network.words.weight.detach().numpy(), rng)
    if args.teacher:
        find_names(OnnxModel(args.teacher[0], args.runtime), rated, args.names)
        ask([OnnxModel(folder, args.runtime) for folder in args.teacher], entities + rated + varied)
    plan = schedule(args, entities, [rated] * args.sentiment_epochs + ([varied] if varied else []), rng)
    print(f"{len(entities)} entity sentences, {args.sentiment_epochs} x {len(rated)} sentiment sentences, {len(varied)} variations, "
          f"{len(plan)} steps", flush=True)
    if args.rounded:
        round_activations(network, calibration_examples(args, wordpieces))
    train(network, matched, plan, args)
    if not args.no_report:
        report(load_checkpoint(args.work / f"{args.name}.pt"), wordpieces, args)


def report(network, wordpieces, args):
    """Prints the scores on the development sets."""
    _, wikigold = corpora.read_wikigold(args.data)
    _, news = corpora.read_newsmtsc(args.data)
    sets = {name: vote.read(args.work / f"{name}.tsv") for name in ("gmb-dev", "gmb-dev-voted")}
    sets.update(wikigold=wikigold, wire=wire.read(wire.DEV))
    sets["btc"] = tweets.read(args.data, tweets.Habits(vote.read(args.work / f"{args.labels}.tsv")))[1]
    scores = evaluate.reports(lambda examples: evaluate.predict(network, examples), wordpieces, sets, news)
    for name, values in scores.items():
        print("development", name, values, flush=True)


if __name__ == "__main__":
    main()
