"""Exports a checkpoint as a model folder of the `enrich` module, with everything needed to prove it there.

Writes encoder.onnx, sentiment.onnx, tokenizer.json, model.json and reference.json, and the small development sets
whose scores model.json records. All scores are those of the exported int8 graphs in ONNX Runtime.

Run: python3 -m training.publish --help
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import shutil

import torch

from . import calibrate, corpora, evaluate, graphs, learn, text, vote
from .examples import tagged, targeted
from .runtime import OnnxModel
from .text import WordPieces

FILES = ("encoder.onnx", "sentiment.onnx", "tokenizer.json")
SHIPPED_ENTITY_SENTENCES = 150
SHIPPED_SENTIMENT_SENTENCES = 300
REFERENCES_PER_SET = 8


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True)
    add("--work", type=pathlib.Path, required=True)
    add("--tokenizer", type=pathlib.Path, required=True)
    add("--checkpoint", type=pathlib.Path, required=True)
    add("--runtime", type=pathlib.Path, required=True, help="ONNX Runtime's jar")
    add("--name", required=True, help="name in model.json, such as wireroom-news-fast")
    add("--version", required=True)
    add("--out", type=pathlib.Path, required=True, help="model folder to write")
    add("--development", type=pathlib.Path, required=True, help="folder for the small development sets")
    return parser.parse_args()


def digest(path):
    """SHA-256 of a file, lower-case hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fits(wordpieces, tokens):
    """True when a sentence isn't cut by the piece limit (the JVM would read it in windows)."""
    return sum(len(wordpieces.pieces(token)) for token in tokens) <= text.MAX_PIECES


def shipped_sets(args, wordpieces):
    """(entity sentences, sentiment sentences) small enough to ship as test resources."""
    _, wikigold = corpora.read_wikigold(args.data)
    gmb = vote.read(args.work / "gmb-dev.tsv")
    entities = [
        sentence
        for part in (gmb, wikigold)
        for sentence in learn.every([s for s in part if fits(wordpieces, s.tokens)], SHIPPED_ENTITY_SENTENCES)
    ]
    _, news = corpora.read_newsmtsc(args.data)
    news = [s for s in news if fits(wordpieces, corpora.tokens_of(s.text))]
    return entities, learn.every(news, SHIPPED_SENTIMENT_SENTENCES)


def write_shipped_sets(folder, entities, sentiment):
    """Writes the small development sets, compressed without a time stamp so that equal data is equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join("".join(f"{token}\t{tag}\n" for token, tag in zip(*sentence)) + "\n" for sentence in entities)
    (folder / "dev-ner.tsv.gz").write_bytes(gzip.compress(rows.encode(), mtime=0))
    lines = "".join(
        json.dumps(
            {
                "text": sentence.text,
                "targets": [
                    {"begin": t.begin, "end": t.end, "sentiment": corpora.SENTIMENT_LABELS[t.label]}
                    for t in sentence.targets
                ],
            },
            ensure_ascii=False,
        )
        + "\n"
        for sentence in sentiment
    )
    (folder / "dev-sentiment.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))


def references(model, wordpieces, entities, sentiment):
    """Sentences with what the exported model makes of them, each run alone."""
    rows = []
    sentences = [corpora.SentimentSentence(" ".join(s.tokens), []) for s in entities] + sentiment
    examples = [targeted(wordpieces, sentence) for sentence in sentences]
    for sentence, example, (logits, polarity) in zip(sentences, examples, model.predict(examples, 1)):
        row = {
            "text": sentence.text,
            "ids": example.ids,
            "shapes": example.shapes,
            "tags": evaluate.decode(logits, example.first),
        }
        if len(polarity):
            target = sentence.targets[0]
            row["target"] = {
                "begin": target.begin,
                "end": target.end,
                "pieces": example.targets[0][0],
                "sentiment": corpora.SENTIMENT_LABELS[int(polarity[0].argmax())],
                "logits": [round(float(value), 4) for value in polarity[0]],
            }
        rows.append(row)
    return rows


def main():
    args = parse_arguments()
    torch.set_num_threads(1)
    wordpieces = WordPieces(args.tokenizer)
    network = learn.load_checkpoint(args.checkpoint)
    args.out.mkdir(parents=True, exist_ok=True)
    ranges = calibrate.activation_ranges(network, learn.calibration_examples(args, wordpieces))
    graphs.EncoderWriter(network, ranges).write(str(args.out / "encoder.onnx"))
    graphs.write_sentiment(network.sentiment, str(args.out / "sentiment.onnx"))
    shutil.copyfile(args.tokenizer, args.out / "tokenizer.json")

    model = OnnxModel(args.out, args.runtime)
    entities, sentiment = shipped_sets(args, wordpieces)
    write_shipped_sets(args.development, entities, sentiment)
    _, wikigold = corpora.read_wikigold(args.data)
    _, news = corpora.read_newsmtsc(args.data)
    whole = {"gmb": vote.read(args.work / "gmb-dev.tsv"), "gmb-voted": vote.read(args.work / "gmb-dev-voted.tsv")}
    # A third of GMB's development block is enough to tell models apart.
    whole = {name: learn.every(sentences, len(sentences) // 3) for name, sentences in whole.items()}
    scores = evaluate.reports(model.predict, wordpieces, dict(whole, wikigold=wikigold), news)
    shipped = evaluate.reports(model.predict, wordpieces, {"dev-ner": entities}, sentiment)
    shipped["dev-sentiment"] = shipped.pop("newsmtsc")
    description = {
        "name": args.name,
        "version": args.version,
        "languages": ["en"],
        "layers": len(network.layers),
        "sha256": {name: digest(args.out / name) for name in FILES},
        "tags": corpora.TAGS,
        "shapes": text.SHAPES,
        "maxPieces": text.MAX_PIECES,
        "sentimentLabels": corpora.SENTIMENT_LABELS,
        "scores": {**shipped, "training": scores},
    }
    (args.out / "model.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")
    chosen = learn.every(entities, REFERENCES_PER_SET * 3 // 2), learn.every(sentiment, REFERENCES_PER_SET * 3 // 2)
    rows = references(model, wordpieces, *chosen)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (args.out / "reference.json").write_text("[\n" + lines + "\n]\n", encoding="utf-8")
    print(json.dumps(description["scores"], indent=1))


if __name__ == "__main__":
    main()
