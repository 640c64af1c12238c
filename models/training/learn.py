"""Joint training of encoder, tag head and sentiment head; optionally distils from a trained teacher.

Run: python3 -m training.learn --help
"""
import argparse
import multiprocessing
import pathlib
import random
import time

import numpy
import torch
import torch.nn.functional as functional

from . import corpora, evaluate, vote
from .augment import Augmenter
from .examples import NOT_FIRST, batches, collate, tagged, targeted
from .network import Network, load_pretrained
from .text import WordPieces

LABEL_SMOOTHING = 0.05
WARMUP = 0.06
HEAD_RATE = 5
WEIGHT_DECAY = 0.01
CLIP = 1.0
AVERAGE_EVERY = 10


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
    add("--frozen", type=int, default=0, help="lower layers that keep their pretrained weights")
    add("--teacher", type=pathlib.Path, help="checkpoint to distil from")
    add("--teacher-share", type=float, default=0.5, help="weight of the teacher's opinion in the loss")
    add("--gmb", type=int, default=15000, help="sentences of GMB to use")
    add("--wikigold-epochs", type=int, default=2)
    add("--sentiment-epochs", type=int, default=3)
    add("--news-tags", type=pathlib.Path, help="voted tags of the NewsMTSC training sentences")
    add("--rate", type=float, default=2e-4)
    add("--decay", type=float, default=1 - WARMUP, help="share of the steps, at the end, over which the rate falls to 0")
    add("--pieces", type=int, default=700, help="padded wordpieces per batch")
    add("--steps", type=int, default=0, help="stop after so many steps of each worker (0: all data)")
    add("--seed", type=int, default=1)
    add("--workers", type=int, default=2, help="single-threaded processes that train together")
    return parser.parse_args()


def save_checkpoint(network, path):
    """Writes weights and shape of a network."""
    torch.save({"layers": len(network.layers), "frozen": network.frozen, "weights": network.state_dict()}, path)


def load_checkpoint(path):
    """Returns the network that `save_checkpoint` wrote."""
    saved = torch.load(path)
    network = Network(saved["layers"], saved["frozen"])
    network.load_state_dict(saved["weights"])
    return network


def starting_network(args):
    """A network with pretrained weights, or with those of a checkpoint."""
    if args.start:
        return load_checkpoint(args.start)
    network = Network(args.layers, args.frozen)
    load_pretrained(network, args.pretrained)
    return network


def training_examples(args, wordpieces, rng):
    """Returns (entity examples, one list of sentiment examples per epoch)."""
    gmb = vote.read(args.work / "gmb-train.tsv")
    wikigold, _ = corpora.read_wikigold(args.data)
    augmenter = Augmenter(gmb + wikigold, rng)
    # Sentences that are all mask or too short teach little.
    useful = [s for s in gmb if len(s.tokens) > 3 and s.tags.count(corpora.UNKNOWN) < len(s.tokens) / 3]
    sentences = rng.sample(useful, min(args.gmb, len(useful))) + wikigold * args.wikigold_epochs
    entities = [tagged(wordpieces, augmenter.vary(sentence)) for sentence in sentences]
    train, _ = corpora.read_newsmtsc(args.data)
    tags = [sentence.tags for sentence in vote.read(args.news_tags)] if args.news_tags else [None] * len(train)
    sentiment = [targeted(wordpieces, sentence, tag) for sentence, tag in zip(train, tags)]
    sentiment = [example for example in sentiment if example.targets]
    return entities, [sentiment] * args.sentiment_epochs


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


def divergence(student, teacher):
    """Mean KL divergence of rows of logits from the teacher's."""
    return functional.kl_div(
        functional.log_softmax(student, -1), functional.softmax(teacher, -1), reduction="batchmean"
    )


def forward(network, batch):
    """(tag logits, sentiment logits or None) of a batch."""
    states = network.encode(batch.ids, batch.shapes, batch.mask)
    sentiment = None
    if len(batch.rows):
        sentiment = network.sentiment(states[batch.rows], batch.mask[batch.rows], batch.targets)
    return network.tag_logits(states, batch.shapes), sentiment


def losses(network, teacher, share, batch):
    """(tag loss, sentiment loss) of a batch; either may be None."""
    tags, sentiment = forward(network, batch)
    if teacher:
        with torch.no_grad():
            teacher_tags, teacher_sentiment = forward(teacher, batch)
    tag_loss = sentiment_loss = None
    known = batch.labels >= 0
    if known.any():
        tag_loss = functional.cross_entropy(tags[known], batch.labels[known])
    if teacher:
        # The teacher also speaks on masked tokens.
        first = batch.labels != NOT_FIRST
        opinion = divergence(tags[first], teacher_tags[first])
        tag_loss = opinion if tag_loss is None else (1 - share) * tag_loss + share * opinion
    if sentiment is not None:
        sentiment_loss = functional.cross_entropy(sentiment, batch.sentiments, label_smoothing=LABEL_SMOOTHING)
        if teacher:
            sentiment_loss = (1 - share) * sentiment_loss + share * divergence(sentiment, teacher_sentiment)
    return tag_loss, sentiment_loss


class Meeting:
    """Where the workers average their weights, and agree on how many steps are left.

    A number in the file WORK/NAME.steps changes the number of steps of a run under way: a run that must end by a
    given time is shortened so, and repeated from its log with --steps.
    """

    def __init__(self, network, steps, args):
        trained = sum(p.numel() for p in network.parameters() if p.requires_grad)
        self.shared = torch.zeros(args.workers, trained).share_memory_()
        self.steps = torch.tensor([steps]).share_memory_()
        self.barrier = multiprocessing.get_context("fork").Barrier(args.workers)
        self.wish = args.work / f"{args.name}.steps"

    def average(self, network, number):
        """Replaces every worker's weights by the mean over workers; returns the number of steps."""
        trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
        with torch.no_grad():
            self.shared[number].copy_(torch.nn.utils.parameters_to_vector(trained))
            if number == 0 and self.wish.exists():
                self.steps[0] = min(int(self.wish.read_text()), int(self.steps[0]))
            self.barrier.wait()
            torch.nn.utils.vector_to_parameters(self.shared.mean(0), trained)
            steps = int(self.steps[0])
            self.barrier.wait()
        return steps


def train(network, teacher, plan, args, number, meeting):
    """Runs this worker's share of the plan; the first worker logs the mean losses and saves the checkpoint.

    Workers are single-threaded and meet every AVERAGE_EVERY steps to average their weights ("local SGD"), which on
    a shared machine wastes far less than threads that meet at every matrix product.
    """
    torch.set_num_threads(1)
    torch.manual_seed(args.seed + number)
    optimizer = Optimizer(network, args.rate, int(meeting.steps[0]), args.decay)
    network.train()
    started, seen = time.time(), ([], [])
    for step, batch in enumerate(plan[number :: args.workers], 1):
        parts = losses(network, teacher, args.teacher_share, batch)
        sum(part for part in parts if part is not None).backward()
        optimizer.step()
        for history, part in zip(seen, parts):
            if part is not None:
                history.append(part.item())
        if step % AVERAGE_EVERY == 0 or step == optimizer.steps:
            optimizer.steps = meeting.average(network, number)
            if number == 0 and step % (AVERAGE_EVERY * 5) == 0:
                save_checkpoint(network, args.work / f"{args.name}.partial.pt")
        if number == 0 and (step % 50 == 0 or step == 10):
            means = " ".join(f"{numpy.mean(history or [0]):.4f}" for history in seen)
            print(f"step {step}/{optimizer.steps} tags/sentiment {means} {time.time() - started:.0f} s", flush=True)
            for history in seen:
                history.clear()
        if step >= optimizer.steps:
            break
    if number == 0:
        save_checkpoint(network, args.work / f"{args.name}.pt")


def train_in_workers(network, teacher, plan, args):
    """Forks the workers and waits for them."""
    steps = len(plan) // args.workers
    meeting = Meeting(network, min(args.steps or steps, steps), args)
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=train, args=(network, teacher, plan, args, number, meeting))
        for number in range(args.workers)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise RuntimeError(f"a worker ended with {worker.exitcode}")


def main():
    args = parse_arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    numpy.random.seed(args.seed)
    rng = random.Random(args.seed)
    shown = {name: value.name if isinstance(value, pathlib.Path) else value for name, value in vars(args).items()}
    print(shown, flush=True)
    wordpieces = WordPieces(args.tokenizer)
    network = starting_network(args)
    teacher = load_checkpoint(args.teacher).eval() if args.teacher else None
    entities, epochs = training_examples(args, wordpieces, rng)
    plan = schedule(args, entities, epochs, rng)
    print(f"{len(entities)} entity sentences, {len(epochs)} x {len(epochs[0]) if epochs else 0} sentiment sentences, "
          f"{len(plan)} steps", flush=True)
    train_in_workers(network, teacher, plan, args)
    report(load_checkpoint(args.work / f"{args.name}.pt"), wordpieces, args)


def report(network, wordpieces, args):
    """Prints the scores on the development sets."""
    _, wikigold = corpora.read_wikigold(args.data)
    _, news = corpora.read_newsmtsc(args.data)
    sets = {name: vote.read(args.work / f"{name}.tsv") for name in ("gmb-dev", "gmb-dev-voted")}
    sets["wikigold"] = wikigold
    scores = evaluate.reports(lambda examples: evaluate.predict(network, examples), wordpieces, sets, news)
    for name, values in scores.items():
        print("development", name, values, flush=True)


if __name__ == "__main__":
    main()
