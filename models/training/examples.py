"""Examples and batches: encoded sentences with tags on first pieces and sentiment targets."""
from dataclasses import dataclass, field

import numpy
import torch

from . import text
from .corpora import TAGS, UNKNOWN, spans, tokens_of

NOT_FIRST = -100
MASKED_TAG = -1
UNRATED = -1
TAG_INDEX = {tag: index for index, tag in enumerate(TAGS)}


@dataclass
class Opinion:
    """What teachers say of a sentence: probabilities of tags [s,T] and of the sentiment toward each target [targets,3]."""

    tags: numpy.ndarray
    sentiment: numpy.ndarray


@dataclass
class Example:
    """One encoded sentence. labels: per piece a tag index, MASKED_TAG or NOT_FIRST; targets: (0/1 pieces, label or UNRATED);
    gold: people made the tags, no teacher knows better.
    """

    ids: list
    shapes: list
    labels: list
    first: list
    targets: list = field(default_factory=list)
    opinion: Opinion | None = None
    gold: bool = False


def tagged(wordpieces, sentence, gold=False):
    """Example of a sentence with tags."""
    ids, shapes, first = wordpieces.encode(sentence.tokens)
    labels = [NOT_FIRST] * len(ids)
    for position, tag in zip(first, sentence.tags):
        if position >= 0:
            labels[position] = MASKED_TAG if tag == UNKNOWN else TAG_INDEX[tag]
    return Example(ids, shapes, labels, first, gold=gold)


def targeted(wordpieces, sentence, tags=None):
    """Example of a SentimentSentence, with tags where given; targets beyond MAX_PIECES are dropped."""
    tokens = tokens_of(sentence.text)
    example = tagged(wordpieces, _Tagged(tokens, tags or [UNKNOWN] * len(tokens)))
    pieces = [len(wordpieces.pieces(token)) for token in tokens]
    for target in sentence.targets:
        marks = [0]
        for (begin, end), count in zip(text.basic_tokens(sentence.text), pieces):
            marks += [1 if begin < target.end and end > target.begin else 0] * count
        marks = (marks[: text.MAX_PIECES + 1] + [0])[: len(example.ids)]
        if any(marks):
            example.targets.append((marks, target.label))
    return example


def with_names(example, tags, limit):
    """The example with its first names as unrated targets, `limit` at most; `tags` are those of its tokens."""
    ends = [position for position in example.first if position >= 0][1:] + [len(example.ids) - 1]
    rated = [any(piece) for piece in zip(*(marks for marks, _ in example.targets))] or [False] * len(example.ids)
    for begin, end, _ in spans(tags)[:limit]:
        if end <= len(ends) and not any(rated[example.first[begin] : ends[end - 1]]):
            inside = range(example.first[begin], ends[end - 1])
            example.targets.append(([int(position in inside) for position in range(len(example.ids))], UNRATED))
    return example


@dataclass
class _Tagged:
    tokens: list
    tags: list


@dataclass
class Batch:
    """Padded tensors; rows maps each target to its sentence."""

    ids: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    rows: torch.Tensor
    targets: torch.Tensor
    sentiments: torch.Tensor
    opinion: Opinion | None


def padded(lists, value=0):
    """int64 tensor of lists padded to the longest."""
    width = max(map(len, lists))
    return torch.tensor([row + [value] * (width - len(row)) for row in lists])


def collate(examples):
    """Pads examples into a Batch."""
    width = max(len(example.ids) for example in examples)
    marks = [(row, *target) for row, example in enumerate(examples) for target in example.targets]
    return Batch(
        padded([example.ids for example in examples]),
        padded([example.shapes for example in examples]),
        padded([[1] * len(example.ids) for example in examples]),
        padded([example.labels for example in examples], NOT_FIRST),
        torch.tensor([row for row, _, _ in marks], dtype=torch.long),
        padded([target + [0] * (width - len(target)) for _, target, _ in marks]) if marks else torch.zeros(0, width),
        torch.tensor([label for _, _, label in marks], dtype=torch.long),
        collated_opinions([example.opinion for example in examples], width) if examples[0].opinion else None,
    )


def collated_opinions(opinions, width):
    """The Opinion of a batch as tensors: tags [b,s,T], sentiment [n,3]; tags of padding are zero."""
    tags = [numpy.pad(opinion.tags, ((0, width - len(opinion.tags)), (0, 0))) for opinion in opinions]
    return Opinion(torch.tensor(numpy.stack(tags)), torch.tensor(numpy.concatenate([opinion.sentiment for opinion in opinions])))


def batches(examples, pieces_per_batch, rng=None, window=4096):
    """Groups examples of similar length under a budget of padded pieces; shuffled with rng, else by length."""
    order = list(range(len(examples)))
    if rng:
        rng.shuffle(order)
    groups = []
    for start in range(0, len(order), window if rng else max(1, len(order))):
        group, longest = [], 0
        for index in sorted(order[start : start + window] if rng else order, key=lambda i: len(examples[i].ids)):
            longest = max(longest, len(examples[index].ids))
            if group and longest * (len(group) + 1) > pieces_per_batch:
                groups.append(group)
                group, longest = [], len(examples[index].ids)
            group.append(index)
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups
