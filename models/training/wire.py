"""Newswire sentences written and labelled for this project (`models/wire`), from the regions that other corpora hardly know.

A line is a sentence with its names in brackets, `[ORG Kenya Revenue Authority] told [ORG Daily Nation]`; the types are
those of `corpora.TYPES`, and `?` where nobody could decide. `models/wire/README.md` says by what rules.
"""
import pathlib
import re

from . import corpora, text

FOLDER = pathlib.Path(__file__).parents[1] / "wire"
MARK = re.compile(r"\[([A-Z?]+) ([^\[\]]+)\]")
TRAIN, DEV = "train", "dev"


def lines(part, folder=FOLDER):
    """The lines of all files of a part, TRAIN or DEV."""
    return [line for path in sorted(folder.glob(f"*.{part}.txt")) for line in path.read_text(encoding="utf-8").splitlines()]


def read(part, folder=FOLDER):
    """The Sentences of a part."""
    return [sentence_of(line) for line in lines(part, folder)]


def marked(line):
    """(text, marks as (begin, end, type) in characters) of a line; a ValueError shows it where a bracket or type is wrong."""
    plain, marks, done = "", [], 0
    for mark in MARK.finditer(line):
        plain += line[done : mark.start()]
        marks.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain += mark[2]
        done = mark.end()
    plain += line[done:]
    if set(plain) & set("[]") or {kind for _, _, kind in marks} - {*corpora.TYPES, corpora.UNKNOWN}:
        raise ValueError(f"expected marks such as [ORG Name], of {', '.join(corpora.TYPES)} or {corpora.UNKNOWN}, in: {line}")
    return plain, marks


def sentence_of(line):
    """The Sentence of a line."""
    plain, marks = marked(line)
    tokens, tags = [], []
    for begin, end in text.basic_tokens(plain):
        tokens.append(plain[begin:end])
        tags.append(next((tag_of(kind, begin, start) for start, stop, kind in marks if start <= begin < stop), "O"))
    return corpora.Sentence(tokens, tags)


def tag_of(kind, begin, start):
    """The tag of a token that begins at `begin` in a mark that begins at `start`."""
    return kind if kind == corpora.UNKNOWN else ("B-" if begin == start else "I-") + kind
