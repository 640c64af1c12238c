"""Settles doubted tokens of GMB by a vote of three: GMB, CoreNLP, and a first model of ours (two of three win).

`training.vote` masks every token on which the first two disagree. Here a span that the model finds exactly as one of
them does comes back, and a token that two of the three leave outside any name becomes O; the rest stays masked. Takes
WORK/gmb-train.tsv of `training.vote` and writes WORK/NAME.tsv, for `training.learn --labels NAME`.

Run: python3 -m training.revote --help
"""
import argparse
import pathlib

from . import corpora, evaluate, vote
from .examples import tagged
from .runtime import OnnxModel
from .text import WordPieces


def settled(agreed, opinions):
    """Tags [n] with the model's vote: `agreed` has UNKNOWN where the first two of the `opinions` differ; the third is the model's."""
    tags = list(agreed)
    claims = set(corpora.spans(opinions[0])) | set(corpora.spans(opinions[1]))
    for begin, end, kind in corpora.spans(opinions[2]):
        if (begin, end, kind) in claims and all(agreed[index] == corpora.UNKNOWN for index in range(begin, end)):
            tags[begin:end] = corpora.tags_of(end - begin, [(0, end - begin, kind)])
    outside = [sum(opinion[index] == "O" for opinion in opinions) for index in range(len(tags))]
    return ["O" if tag == corpora.UNKNOWN and votes >= 2 else tag for tag, votes in zip(tags, outside)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True)
    add("--work", type=pathlib.Path, required=True, help="where training.vote wrote; CoreNLP's answers are read there")
    add("--tokenizer", type=pathlib.Path, required=True)
    add("--model", type=pathlib.Path, required=True, help="published folder of the model that votes")
    add("--runtime", type=pathlib.Path, required=True, help="ONNX Runtime's jar")
    add("--name", required=True, help="name of the file to write")
    args = parser.parse_args()
    wordpieces = WordPieces(args.tokenizer)
    gmb = corpora.read_gmb(args.data)
    answers = vote.run_corenlp(None, [words for words, _ in gmb], args.work / "gmb")
    agreed = vote.read(args.work / "gmb-train.tsv")
    examples = [tagged(wordpieces, sentence) for sentence in agreed]
    opinions = OnnxModel(args.model, args.runtime).predict(examples)
    found = [evaluate.decode(logits, example.first) for example, (logits, _) in zip(examples, opinions)]
    voted = []
    for sentence, (words, silver), classes, own in zip(agreed, gmb, answers, found):
        others = [corpora.to_basic_tokens(words, tags).tags for tags in (corpora.cleaned(words, silver), vote.bio(words, classes))]
        voted.append(corpora.Sentence(sentence.tokens, settled(sentence.tags, others + [own])))
    vote.write(args.work / f"{args.name}.tsv", voted)
    for name, sentences in (("two agree", agreed), ("two of three", voted)):
        tags = [tag for sentence in sentences for tag in sentence.tags]
        names = sum(tag[0] == "B" for tag in tags)
        print(f"{name}: {names} names, {tags.count(corpora.UNKNOWN) / len(tags):.2%} of {len(tags)} tokens masked")


if __name__ == "__main__":
    main()
