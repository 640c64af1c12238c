"""How sure the development scores are: bootstrap over sentences for one published model, spread over seeds for several runs.

Run: python3 -m training.intervals --help
"""
import argparse
import ast
import pathlib
import statistics

import numpy

from . import corpora, evaluate, vote
from .examples import tagged, targeted
from .runtime import OnnxModel
from .text import WordPieces

DRAWS = 1000

# Student's t for a two-sided 95% interval, by degrees of freedom.
T_95 = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57}


def entity_counts(predictor, wordpieces, sentences):
    """Per sentence (true positives, false positives, false negatives), [n,3]."""
    examples = [tagged(wordpieces, sentence) for sentence in sentences]
    rows = []
    for sentence, example, (logits, _) in zip(sentences, examples, predictor(examples)):
        score = evaluate.score_entities([sentence.tags], [evaluate.decode(logits, example.first)])
        rows.append(numpy.sum(list(score.counts.values()), axis=0))
    return numpy.array(rows)


def entity_interval(counts, rng):
    """95% interval of F1 in percent when sentences are drawn anew."""
    drawn = counts[rng.integers(0, len(counts), (DRAWS, len(counts)))].sum(1)
    return numpy.percentile(200 * drawn[:, 0] / (2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2]), (2.5, 97.5))


def sentiment_interval(predictor, wordpieces, sentences, rng):
    """95% interval of macro-F1 in percent when sentences are drawn anew."""
    examples = [example for example in (targeted(wordpieces, sentence) for sentence in sentences) if example.targets]
    labels = [
        ([label for _, label in example.targets], [int(row.argmax()) for row in logits])
        for example, (_, logits) in zip(examples, predictor(examples))
    ]
    scores = []
    for _ in range(DRAWS):
        drawn = [labels[index] for index in rng.integers(0, len(labels), len(labels))]
        gold, guess = ([label for pair in drawn for label in pair[side]] for side in (0, 1))
        scores.append(evaluate.score_sentiment(gold, guess)["macroF1"])
    return numpy.percentile(scores, (2.5, 97.5))


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
    add("--logs", type=pathlib.Path, nargs="+", default=[], help="logs of runs that differ in the seed: their spread")
    args = parser.parse_args()
    if args.logs:
        over_seeds(args.logs)
    if args.model:
        rng, wordpieces = numpy.random.default_rng(1), WordPieces(args.tokenizer)
        predictor = OnnxModel(args.model, args.runtime).predict
        _, wikigold = corpora.read_wikigold(args.data)
        _, news = corpora.read_newsmtsc(args.data)
        for name, sentences in (("gmb-dev", vote.read(args.work / "gmb-dev.tsv")), ("wikigold", wikigold)):
            low, high = entity_interval(entity_counts(predictor, wordpieces, sentences), rng)
            print(f"{name}: 95% of draws of sentences within {low:.1f} and {high:.1f}")
        low, high = sentiment_interval(predictor, wordpieces, news, rng)
        print(f"newsmtsc: 95% of draws of sentences within {low:.1f} and {high:.1f}")


if __name__ == "__main__":
    main()
