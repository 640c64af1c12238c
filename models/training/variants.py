"""Variations of sentences with sentiment targets, for teachers to rate.

A student knows the rated sentences by heart after a few rounds, and so does its teacher; what the teacher says of
variations of them is new. After the data augmentation of TinyBERT (Jiao et al. 2020, arXiv 1909.10351): words give
way to neighbours among the embeddings of words (often their opposites: the teacher rates the sentence as it then
stands), some are dropped, targets get other names, and clauses stand alone.
"""
from collections import Counter

import numpy

from . import text
from .corpora import SentimentSentence, Target, tokens_of
from .examples import UNRATED

REPLACED_SHARE = 0.15
DROPPED_SHARE = 0.05
RENAMED_SHARE = 0.3
CUT_SHARE = 0.2
NEIGHBOURS = 8
SEEN_OFTEN = 3
SHORTEST = 6
BREAKS = set(", ; : - — – ( ) but and while because although who which that".split())


class Variants:
    """Draws variations of SentimentSentences; deterministic for a given `random.Random`.

    `embeddings` [vocabulary,384] are those of the wordpieces, `names` whole names (lists of tokens) for targets.
    """

    def __init__(self, sentences, wordpieces, embeddings, names, rng):
        self.names, self.rng = names, rng
        self.neighbours = neighbours(sentences, wordpieces, embeddings)

    def of(self, sentence):
        """A variation of the sentence, its targets unrated; None where no target is left."""
        tokens = tokens_of(sentence.text)
        targets = sorted(token_range(sentence.text, target) for target in sentence.targets)
        targets = [(begin, end) for begin, end in targets if begin < end]
        if not targets:
            return None
        first, last = self._cut(tokens, self.rng.choice(targets))
        kept, marks, position = [], [], first
        for begin, end in targets:
            if begin < position or end > last:
                continue
            kept += self._words(tokens[position:begin])
            name = self.rng.choice(self.names) if self.rng.random() < RENAMED_SHARE else tokens[begin:end]
            marks.append((len(kept), len(kept) + len(name)))
            kept += name
            position = end
        kept += self._words(tokens[position:last])
        return joined(kept, marks)

    def _words(self, tokens):
        words = []
        for token in tokens:
            draw = self.rng.random()
            if draw < DROPPED_SHARE:
                continue
            others = self.neighbours.get(token)
            words.append(self.rng.choice(others) if others and draw < DROPPED_SHARE + REPLACED_SHARE else token)
        return words

    def _cut(self, tokens, target):
        """Token range to keep: mostly all, else from one break before the target to one behind it."""
        if self.rng.random() >= CUT_SHARE:
            return 0, len(tokens)
        before = [0] + [index + 1 for index in range(target[0]) if tokens[index].lower() in BREAKS]
        behind = [len(tokens)] + [index for index in range(target[1], len(tokens)) if tokens[index].lower() in BREAKS]
        first, last = self.rng.choice(before), self.rng.choice(behind)
        return (first, last) if last - first >= SHORTEST else (0, len(tokens))


def token_range(sentence, target):
    """The basic tokens that a target covers, as a half-open range."""
    inside = [
        index for index, (begin, end) in enumerate(text.basic_tokens(sentence)) if begin < target.end and end > target.begin
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def joined(tokens, marks):
    """The SentimentSentence of tokens with unrated targets at token ranges."""
    starts, position = [], 0
    for token in tokens:
        starts.append(position)
        position += len(token) + 1
    targets = [Target(starts[begin], starts[end - 1] + len(tokens[end - 1]), UNRATED) for begin, end in marks]
    return SentimentSentence(" ".join(tokens), targets)


def neighbours(sentences, wordpieces, embeddings):
    """{word: its nearest words} for the words in small letters that are one piece and seen often."""
    counts = Counter(token for sentence in sentences for token in tokens_of(sentence.text))
    words = sorted(
        word
        for word, count in counts.items()
        if count >= SEEN_OFTEN and word.isalpha() and word.islower() and len(word) > 2 and len(wordpieces.pieces(word)) == 1
    )
    rows = embeddings[[wordpieces.pieces(word)[0] for word in words]]
    rows = rows / numpy.linalg.norm(rows, axis=1, keepdims=True)
    nearest = numpy.argpartition(-(rows @ rows.T), NEIGHBOURS + 1, 1)[:, : NEIGHBOURS + 1]
    return {word: [words[other] for other in row if words[other] != word] for word, row in zip(words, nearest)}
