"""Scores of a published model and how sure they are: bootstrap over sentences for one model, spread over seeds for several runs.

Beside the development sets also those that `training.publish` does not record: BTC's held-out tweets, WNUT-17 and our own newswire.

Run: python3 -m training.intervals --help
"""
import argparse
import ast
import pathlib
import statistics

import numpy

from . import corpora, evaluate, tweets, vote, wire, wnut
from .examples import tagged, targeted
from .runtime import OnnxModel
from .text import WordPieces

DRAWS = 1000

# Student's t for a two-sided 95% interval, by degrees of freedom.
T_95 = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57}


def print_entities(name, predictor, wordpieces, sentences, rng):
    """Prints F1, that of each type, and within what 95% of draws of the sentences lie."""
    counts = entity_counts(predictor, wordpieces, sentences)
    drawn = counts[rng.integers(0, len(counts), (DRAWS, len(counts)))].sum((1, 2))
    low, high = numpy.percentile(200 * drawn[:, 0] / (2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2]), (2.5, 97.5))
    score = evaluate.EntityScore(dict(zip(corpora.TYPES, counts.sum(0).tolist()))).report()
    print(f"{name}, {len(sentences)} sentences: {score}, 95% of draws within {low:.1f} and {high:.1f}", flush=True)


def entity_counts(predictor, wordpieces, sentences):
    """Per sentence and type (true positives, false positives, false negatives), [n,types,3]."""
    examples = [tagged(wordpieces, sentence) for sentence in sentences]
    rows = []
    for sentence, example, (logits, _) in zip(sentences, examples, predictor(examples)):
        score = evaluate.score_entities([sentence.tags], [evaluate.decode(logits, example.first)])
        rows.append([score.counts[kind] for kind in corpora.TYPES])
    return numpy.array(rows)


def print_sentiment(predictor, wordpieces, sentences, rng):
    """Prints macro-F1, that of each class, and within what 95% of draws of the sentences lie."""
    examples = [example for example in (targeted(wordpieces, sentence) for sentence in sentences) if example.targets]
    labels = [
        ([label for _, label in example.targets], [int(row.argmax()) for row in logits])
        for example, (_, logits) in zip(examples, predictor(examples))
    ]
    scores = [
        sentiment_score([labels[index] for index in rng.integers(0, len(labels), len(labels))])["macroF1"] for _ in range(DRAWS)
    ]
    low, high = numpy.percentile(scores, (2.5, 97.5))
    print(f"newsmtsc: {sentiment_score(labels)}, 95% of draws within {low:.1f} and {high:.1f}", flush=True)


def sentiment_score(labels):
    """evaluate.score_sentiment of pairs (gold labels, predicted labels), a pair a sentence."""
    return evaluate.score_sentiment(*([label for pair in labels for label in pair[side]] for side in (0, 1)))


def over_seeds(logs):
    """Prints mean and 95% interval of each development score over the logs of `training.learn`."""
    values = {}
    for log in logs:
        for line in log.read_text().splitlines():
            if line.startswith("development "):
                _, name, scores = line.split(" ", 2)
                scores = ast.literal_eval(scores)
                values.setdefault(name, []).append(scores.get("f1", scores.get("macroF1")))
    for name, found in values.items():
        half = T_95[len(found) - 1] * statistics.stdev(found) / len(found) ** 0.5
        print(f"{name}: {found}, mean {statistics.mean(found):.2f} +- {half:.2f} (95%, {len(found)} seeds)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, help="with --model: folder with ner/ and sentiment/")
    add("--work", type=pathlib.Path, help="with --model: what training.vote wrote")
    add("--tokenizer", type=pathlib.Path, help="with --model")
    add("--runtime", type=pathlib.Path, help="with --model: ONNX Runtime's jar")
    add("--model", type=pathlib.Path, help="a published model folder: its scores drawn anew")
    add("--labels", default="gmb-train", help="with --model: GMB's labels in WORK, which say what is doubtful in BTC")
    add("--logs", type=pathlib.Path, nargs="+", default=[], help="logs of runs that differ in the seed: their spread")
    args = parser.parse_args()
    if args.logs:
        over_seeds(args.logs)
    if args.model:
        rng, wordpieces = numpy.random.default_rng(1), WordPieces(args.tokenizer)
        predictor = OnnxModel(args.model, args.runtime).predict
        _, wikigold = corpora.read_wikigold(args.data)
        _, news = corpora.read_newsmtsc(args.data)
        _, short = tweets.read(args.data, tweets.Habits(vote.read(args.work / f"{args.labels}.tsv")))
        sets = {"gmb-dev": vote.read(args.work / "gmb-dev.tsv"), "wikigold": wikigold, "btc": short}
        sets.update(wnut17=wnut.read(args.data), wire=wire.read(wire.DEV))
        for name, sentences in sets.items():
            print_entities(name, predictor, wordpieces, sentences, rng)
        print_sentiment(predictor, wordpieces, news, rng)


if __name__ == "__main__":
    main()
