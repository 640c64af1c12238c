"""Variations of training sentences: swapped names, capitals, headlines and datelines."""
from collections import Counter

from .corpora import TYPES, Sentence, spans

SWAP_SHARE = 0.20
ALLCAPS_SHARE = 0.03
TITLECASE_SHARE = 0.02
UNSTOPPED_SHARE = 0.15
DATELINE_SHARE = 0.02
LONGEST_SWAPPED_NAME = 6
LONGEST_TITLE = 16


class Augmenter:
    """Draws variations from the names of a training set; deterministic for a given `random.Random`."""

    def __init__(self, sentences, rng):
        self.rng = rng
        self.names = self._collect(sentences)

    def _collect(self, sentences):
        counts = {kind: Counter() for kind in TYPES}
        for tokens, tags in sentences:
            for begin, end, kind in spans(tags):
                name = tuple(tokens[begin:end])
                shouted = any(word.isupper() and len(word) > 1 for word in name)
                if len(name) < LONGEST_SWAPPED_NAME and not (shouted and kind == "PER"):
                    counts[kind][name] += 1
        # A name's weight is the root of its frequency, so that rare names are seen too.
        names = {
            kind: [list(name) for name, count in sorted(seen.items()) for _ in range(max(1, int(count**0.5)))]
            for kind, seen in counts.items()
        }
        given = [name[0] for name in names["PER"] if len(name) == 2]
        family = [name[-1] for name in names["PER"] if len(name) == 2]
        for _ in range(len(names["PER"]) // 2 if given else 0):
            names["PER"].append([self.rng.choice(given), self.rng.choice(family)])
        return names

    def vary(self, sentence):
        """Returns a variation of the sentence (often the sentence itself)."""
        tokens, tags = self._swap(sentence)
        if tokens[-1:] == ["."] and len(tokens) < LONGEST_TITLE and self.rng.random() < UNSTOPPED_SHARE:
            tokens, tags = tokens[:-1], tags[:-1]
        if self.rng.random() < DATELINE_SHARE:
            prefix = self._dateline()
            tokens, tags = prefix.tokens + tokens, prefix.tags + tags
        draw = self.rng.random()
        if draw < ALLCAPS_SHARE:
            tokens = [token.upper() for token in tokens]
        elif draw < ALLCAPS_SHARE + TITLECASE_SHARE:
            tokens = [token[:1].upper() + token[1:] for token in tokens]
            if tokens[-1:] == ["."]:
                tokens, tags = tokens[:-1], tags[:-1]
        return Sentence(tokens, tags)

    def _swap(self, sentence):
        tokens, tags, done = [], [], 0
        for begin, end, kind in spans(sentence.tags):
            if self.rng.random() >= SWAP_SHARE or not self.names[kind]:
                continue
            name = self.rng.choice(self.names[kind])
            if kind == "PER" and end - begin == 1:
                name = name[-1:]
            tokens += sentence.tokens[done:begin] + name
            tags += sentence.tags[done:begin] + ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
            done = end
        return tokens + sentence.tokens[done:], tags + sentence.tags[done:]

    def _dateline(self):
        place = [word.upper() for word in self.rng.choice(self.names["LOC"])]
        prefix = Sentence(list(place), ["B-LOC"] + ["I-LOC"] * (len(place) - 1))
        if self.rng.random() < 0.5:
            country = self.rng.choice(self.names["LOC"])
            prefix = Sentence(prefix.tokens + [","] + country, prefix.tags + ["O", "B-LOC"] + ["I-LOC"] * (len(country) - 1))
        if self.rng.random() < 0.6:
            agency = self.rng.choice([["AP"], ["Reuters"], ["AFP"], ["Xinhua"], ["dpa"], ["BBC", "News"]])
            inner = Sentence(["("] + agency + [")"], ["O", "B-ORG"] + ["I-ORG"] * (len(agency) - 1) + ["O"])
            prefix = Sentence(prefix.tokens + inner.tokens, prefix.tags + inner.tags)
        dash = self.rng.choice(["-", "—", "–", ":"])
        return Sentence(prefix.tokens + [dash], prefix.tags + ["O"])
