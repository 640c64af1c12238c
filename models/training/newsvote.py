"""Entity labels for the NewsMTSC training sentences: what a first model of ours and CoreNLP agree on.

These sentences then teach tags and sentiment in one pass. Tokens on which the two disagree are masked.

Run: python3 -m training.newsvote --data DATA --work WORK --tokenizer FILE --checkpoint FIRST.pt --out TAGS.tsv
"""
import argparse
import pathlib

import torch

from . import corpora, evaluate, learn, vote
from .examples import tagged
from .text import WordPieces


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--data", "--work", "--tokenizer", "--checkpoint", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    wordpieces = WordPieces(args.tokenizer)
    network = learn.load_checkpoint(args.checkpoint)
    other = vote.read(args.work / "newsmtsc-train-corenlp.tsv")
    examples = [tagged(wordpieces, sentence) for sentence in other]
    voted, masked, kept = [], 0, 0
    for sentence, example, (logits, _) in zip(other, examples, evaluate.predict(network, examples)):
        own, second = corpora.spans(evaluate.decode(logits, example.first)), corpora.spans(sentence.tags)
        agreed = [span for span in own if span in second]
        tags = corpora.tags_of(len(sentence.tokens), agreed)
        for begin, end, _ in set(own) ^ set(second):
            for index in range(begin, end):
                if tags[index] == "O":
                    tags[index] = corpora.UNKNOWN
        masked, kept = masked + tags.count(corpora.UNKNOWN), kept + len(agreed)
        voted.append(corpora.Sentence(sentence.tokens, tags))
    vote.write(args.out, voted)
    print(f"{len(voted)} sentences, {kept} agreed entities, {masked} tokens masked")


if __name__ == "__main__":
    main()
