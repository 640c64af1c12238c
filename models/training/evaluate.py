"""Scores on development sets: strict span-and-type F1 for entities, macro-F1 for sentiment."""
from dataclasses import dataclass

import numpy
import torch

from .corpora import TAGS, TYPES, UNKNOWN, spans
from .examples import batches, collate, tagged, targeted

FORBIDDEN = -10000.0
STARTS = numpy.array([FORBIDDEN if tag[0] == "I" else 0.0 for tag in TAGS])


def follows(before, after):
    """True where a tag may come right after another; two organisations with nothing between them are one."""
    if after[0] == "I":
        return before[2:] == after[2:]
    return after != "B-ORG" or before[2:] != "ORG"


STEPS = numpy.array([[0.0 if follows(before, after) else FORBIDDEN for after in TAGS] for before in TAGS])


def viterbi(scores):
    """Best tag indices under the constraints of `follows` for log-scores [n,T]."""
    best = scores[0] + STARTS
    back = []
    for row in scores[1:]:
        candidates = best[:, None] + STEPS
        back.append(candidates.argmax(0))
        best = candidates.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def decode(logits, first):
    """Tag names per basic token from piece logits [s,T]; tokens beyond the piece limit are O."""
    seen = [position for position in first if position >= 0]
    if not seen:
        return ["O"] * len(first)
    scores = logits[seen].astype(numpy.float64)
    scores -= numpy.log(numpy.exp(scores - scores.max(1, keepdims=True)).sum(1, keepdims=True)) + scores.max(1, keepdims=True)
    return [TAGS[index] for index in viterbi(scores)] + ["O"] * (len(first) - len(seen))


@torch.no_grad()
def predict(network, examples, pieces_per_batch=3000):
    """Runs a network; returns per example (tag logits [s,T], sentiment logits [targets,3])."""
    network.eval()
    results = [None] * len(examples)
    for group in batches(examples, pieces_per_batch):
        batch = collate([examples[index] for index in group])
        states = network.encode(batch.ids, batch.shapes, batch.mask)
        logits = network.tag_logits(states, batch.shapes).float().numpy()
        sentiment = numpy.zeros((0, 3), numpy.float32)
        if len(batch.rows):
            sentiment = network.sentiment(states[batch.rows], batch.mask[batch.rows], batch.targets).float().numpy()
        rows = batch.rows.numpy()
        for row, index in enumerate(group):
            results[index] = (logits[row], sentiment[rows == row])
    return results


@dataclass
class EntityScore:
    """Counts of true positives, false positives and false negatives per type."""

    counts: dict

    def f1(self, kind=None):
        """F1 in percent, of one type or of all."""
        chosen = [self.counts[kind]] if kind else list(self.counts.values())
        right, extra, missed = (sum(count[i] for count in chosen) for i in range(3))
        return 100 * 2 * right / max(1, 2 * right + extra + missed)

    def report(self):
        """Scores rounded for model.json."""
        return {"f1": round(self.f1(), 2), **{kind.lower(): round(self.f1(kind), 2) for kind in TYPES}}


def score_entities(gold, predicted):
    """Strict spans and types; predicted spans that touch an UNKNOWN gold token aren't counted either way."""
    counts = {kind: [0, 0, 0] for kind in TYPES}
    for truth, guess in zip(gold, predicted):
        wanted, found = set(spans(truth)), set(spans(guess))
        found = {span for span in found if span in wanted or UNKNOWN not in truth[span[0] : span[1]]}
        for column, chosen in enumerate((wanted & found, found - wanted, wanted - found)):
            for _, _, kind in chosen:
                counts[kind][column] += 1
    return EntityScore(counts)


def score_sentiment(gold, predicted):
    """{macro F1, accuracy, F1 per class} in percent for label indices."""
    gold, predicted = numpy.array(gold), numpy.array(predicted)
    scores = []
    for label in range(3):
        right = int(((gold == label) & (predicted == label)).sum())
        scores.append(100 * 2 * right / max(1, int((gold == label).sum() + (predicted == label).sum())))
    names = ("negative", "neutral", "positive")
    return {
        "macroF1": round(sum(scores) / 3, 2),
        "accuracy": round(100 * float((gold == predicted).mean()), 2),
        **{name: round(score, 2) for name, score in zip(names, scores)},
    }


def reports(predictor, wordpieces, entity_sets, sentiment_sentences):
    """All development scores of a model as {set name: scores}."""
    scores = {
        name: dict(entity_report(predictor, wordpieces, sentences), sentences=len(sentences))
        for name, sentences in entity_sets.items()
    }
    scores["newsmtsc"] = dict(
        sentiment_report(predictor, wordpieces, sentiment_sentences),
        targets=sum(len(sentence.targets) for sentence in sentiment_sentences),
    )
    return scores


def entity_report(predictor, wordpieces, sentences):
    """EntityScore report on tagged sentences; `predictor` maps examples to what `predict` returns."""
    examples = [tagged(wordpieces, sentence) for sentence in sentences]
    tags = [decode(logits, example.first) for example, (logits, _) in zip(examples, predictor(examples))]
    return score_entities([sentence.tags for sentence in sentences], tags).report()


def sentiment_report(predictor, wordpieces, sentences):
    """Sentiment scores on SentimentSentences; `predictor` as above."""
    examples = [targeted(wordpieces, sentence) for sentence in sentences]
    gold, guess = [], []
    for example, (_, logits) in zip(examples, predictor(examples)):
        gold += [label for _, label in example.targets]
        guess += [int(row.argmax()) for row in logits]
    return score_sentiment(gold, guess)
