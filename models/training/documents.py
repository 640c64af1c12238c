"""Scores of the development sets through `./wireroom annotate`, as a user has them: whole documents, in text, with all that comes after the model.

Neighbouring sentences are put together into documents; nobody says where their sentences end. Spans are compared in
characters. Run: python3 -m training.documents --help
"""
import argparse
import json
import pathlib
import subprocess

from . import corpora, evaluate, vote, wire

KINDS = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
GMB_SENTENCES = 1500


def document(sentences):
    """(text, gold spans as (begin, end, type) in characters) of neighbouring sentences."""
    parts, gold, position = [], set(), 0
    for tokens, tags in sentences:
        starts = []
        for token in tokens:
            starts.append(position)
            parts.append(token)
            position += len(token) + 1
        gold |= {(starts[begin], starts[end - 1] + len(tokens[end - 1]), kind) for begin, end, kind in corpora.spans(tags)}
    return " ".join(parts), gold


def annotate(wireroom, model, lines):
    """What `wireroom annotate` answers to JSON objects, in order."""
    asked = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    done = subprocess.run([wireroom, "annotate", "--model", model], input=asked, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def together(sentences, count):
    """`document` of every `count` neighbouring sentences."""
    return [document(sentences[start : start + count]) for start in range(0, len(sentences), count)]


def written(lines):
    """(text, gold spans) of marked lines, each a document; one that holds a doubtful mark is left out."""
    return [(plain, set(marks)) for plain, marks in map(wire.marked, lines) if all(kind in corpora.TYPES for *_, kind in marks)]


def entities(wireroom, model, documents):
    """EntityScore report of documents (text, gold spans)."""
    answers = annotate(wireroom, model, [{"id": str(number), "body": text} for number, (text, _) in enumerate(documents)])
    counts = {kind: [0, 0, 0] for kind in corpora.TYPES}
    for (_, gold), answer in zip(documents, answers):
        found = {
            (mention["begin"], mention["end"], KINDS[entity["type"]])
            for entity in answer.get("entities", [])
            for mention in entity["mentions"]
        }
        for column, chosen in enumerate((gold & found, found - gold, gold - found)):
            for _, _, kind in chosen:
                counts[kind][column] += 1
    return evaluate.EntityScore(counts).report()


def sentiment(wireroom, model, sentences):
    """Sentiment scores, a sentence a document."""
    lines = [
        {"id": str(number), "body": s.text, "targets": [{"field": "body", "begin": t.begin, "end": t.end} for t in s.targets]}
        for number, s in enumerate(sentences)
    ]
    gold, guess = [], []
    for sentence, answer in zip(sentences, annotate(wireroom, model, lines)):
        said = {(t["begin"], t["end"]): t.get("sentiment", {}).get("label", "neutral") for t in answer.get("targets", [])}
        for target in sentence.targets:
            gold.append(target.label)
            guess.append(corpora.SENTIMENT_LABELS.index(said.get((target.begin, target.end), "neutral")))
    return evaluate.score_sentiment(gold, guess)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True)
    add("--work", type=pathlib.Path, required=True, help="what training.vote wrote")
    add("--model", required=True, help="fast, accurate or a folder")
    add("--wireroom", default="../wireroom", help="the command (default: ../wireroom)")
    args = parser.parse_args()
    _, wikigold = corpora.read_wikigold(args.data)
    _, news = corpora.read_newsmtsc(args.data)
    gmb = vote.read(args.work / "gmb-dev.tsv")[:GMB_SENTENCES]
    print("gmb, its own labels, in twelves", entities(args.wireroom, args.model, together(gmb, 12)), flush=True)
    print("wikigold, in eights", entities(args.wireroom, args.model, together(wikigold, 8)), flush=True)
    print("our own newswire, by lines", entities(args.wireroom, args.model, written(wire.lines(wire.DEV))), flush=True)
    print("newsmtsc", sentiment(args.wireroom, args.model, news), flush=True)


if __name__ == "__main__":
    main()
