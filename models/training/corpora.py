"""Reads and cleans the given corpora: entity sentences as basic tokens with BIO tags, sentiment as targets in sentences.

GMB is silver: titles and determiners are cut from its spans here, and `vote.py` masks what a second tagger doubts.
GUM is not used: its extract has lost the genre of each sentence, so its non-commercial WikiHow part can't be left out.
"""
import gzip
import json
import random
import re
from collections import namedtuple

from . import text

UNKNOWN = "?"
TYPES = ["PER", "ORG", "LOC"]
TAGS = ["O"] + [prefix + kind for kind in TYPES for prefix in ("B-", "I-")]
SENTIMENT_LABELS = ["negative", "neutral", "positive"]
GMB_DEV_SENTENCES = 2500
WIKIGOLD_DEV_SENTENCES = 340
NEWSMTSC_DEV_SHARE = 0.1

Sentence = namedtuple("Sentence", "tokens tags")
"""tokens: list of str; tags: list of the same length over TAGS and UNKNOWN."""

Target = namedtuple("Target", "begin end label")
"""Character offsets of the mention in its sentence; label indexes SENTIMENT_LABELS."""

SentimentSentence = namedtuple("SentimentSentence", "text targets")

TITLES = set(
    "president prime minister mr. mr mrs. mrs ms. ms miss dr. dr sen. senator senators secretary general gen. king queen "
    "prince princess pope chancellor vice foreign former sir judge colonel col. lt. lieutenant sgt. sergeant capt. "
    "captain major maj. rep. representative gov. governor chief premier ambassador justice sheikh ayatollah archbishop "
    "bishop cardinal professor prof. leader head chairman chairwoman commander spokesman spokeswoman interim deputy "
    "attorney defense finance interior rev. reverend admiral adm. congressman mayor emperor first lady envoy coach "
    "analyst reporter correspondent lord father presidents then-president ex-president co-chairman director speaker "
    "economist officer candidate lawyer detective inspector crown dictator acting u.s. u.n. israeli iraqi iranian "
    "russian french british palestinian afghan pakistani chinese".split()
)
TITLES_THAT_ARE_NAMES = set("king prince bishop major chancellor judge lord father dr ms queen pope head mayor".split())
TITLE_CONNECTIVES = set("of state for to".split())
LEADING_NOISE = set("the a an this that these those his her its their our my \" ' `` '' , - of and in".split())
TRAILING_NOISE = set("'s ’s ' \" , . - ;".split())


def spans(tags):
    """Returns the entities of a BIO sequence as (begin, end, type); a stray I- opens a span, UNKNOWN closes one."""
    found, begin, kind = [], None, None
    for index, tag in enumerate(list(tags) + ["O"]):
        outside = tag in ("O", UNKNOWN)
        if begin is not None and (outside or tag[0] == "B" or tag[2:] != kind):
            found.append((begin, index, kind))
            begin = None
        if not outside and begin is None:
            begin, kind = index, tag[2:]
    return found


def tags_of(length, entities):
    """Inverse of `spans`: BIO tags of non-overlapping (begin, end, type)."""
    tags = ["O"] * length
    for begin, end, kind in entities:
        tags[begin] = "B-" + kind
        for index in range(begin + 1, end):
            tags[index] = "I-" + kind
    return tags


def trimmed(words, begin, end, kind):
    """Cuts determiners, titles and possessives off a span; None when nothing that looks like a name remains."""
    while begin < end and words[begin].lower() in LEADING_NOISE:
        begin += 1
    if kind == "PER":
        start = begin
        while end - begin > 1 and (
            words[begin].lower() in TITLES or (begin > start and words[begin].lower() in TITLE_CONNECTIVES)
        ):
            begin += 1
        if end - begin == 1 and words[begin].lower() in TITLES - TITLES_THAT_ARE_NAMES:
            return None
    while begin < end and words[end - 1] in TRAILING_NOISE:
        end -= 1
    if not any(char.isupper() for word in words[begin:end] for char in word):
        return None
    return begin, end, kind


def cleaned(words, tags):
    """Tags of one sentence with every span trimmed; other types than PER, ORG, LOC become O."""
    kept = [trimmed(words, *span) for span in spans(tags) if span[2] in TYPES]
    return tags_of(len(words), [span for span in kept if span])


def to_basic_tokens(words, tags):
    """Splits corpus words into basic tokens, spreading the tags over them."""
    tokens, spread = [], []
    for word, tag in zip(words, tags):
        for number, (begin, end) in enumerate(text.basic_tokens(word)):
            tokens.append(word[begin:end])
            spread.append("I-" + tag[2:] if number and tag[0] == "B" else tag)
    return Sentence(tokens, spread)


def read_columns(path):
    """Yields (words, tags) per sentence of a gzipped two-column file; document marks are skipped."""
    words, tags = [], []
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            fields = line.split()
            if len(fields) < 2 or fields[0] == "-DOCSTART-":
                if words:
                    yield words, tags
                    words, tags = [], []
                continue
            words.append(fields[0])
            tags.append(fields[-1])
    if words:
        yield words, tags


def read_gmb(data):
    """(words, raw tags) of GMB in corpus order, so that its documents are contiguous."""
    return list(read_columns(data / "ner" / "gmb.tsv.gz"))


def read_wikigold(data):
    """(train, dev) of wikigold; dev is the last block of sentences, hence of other articles."""
    all_sentences = [
        to_basic_tokens(words, cleaned(words, tags)) for words, tags in read_columns(data / "ner" / "wikigold.conll.gz")
    ]
    return all_sentences[:-WIKIGOLD_DEV_SENTENCES], all_sentences[-WIKIGOLD_DEV_SENTENCES:]


def article_of(identifier):
    """The article a NewsMTSC sentence came from: `allsides_1000_401_25_…` -> `allsides_1000_401`."""
    return re.match(r"(?:polusa_v1|allsides_\d+)_\d+", identifier).group()


def read_newsmtsc(data, seed=5):
    """(train, dev) of NewsMTSC as SentimentSentence, split by article; equal sentences fall on one side."""
    by_text, article_of_text = {}, {}
    with gzip.open(data / "sentiment" / "newsmtsc-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            sentence = record["sentence_normalized"]
            article_of_text.setdefault(sentence, article_of(record["primary_gid"]))
            for target in record["targets"]:
                label = int(target["polarity"] / 2) - 1
                by_text.setdefault(sentence, []).append(Target(target["from"], target["to"], label))
    articles = sorted(set(article_of_text.values()))
    random.Random(seed).shuffle(articles)
    held_out = set(articles[: int(len(articles) * NEWSMTSC_DEV_SHARE)])
    train, dev = [], []
    for sentence, targets in by_text.items():
        (dev if article_of_text[sentence] in held_out else train).append(SentimentSentence(sentence, targets))
    return train, dev


def tokens_of(sentence):
    """The basic tokens (strings) of a raw sentence."""
    return [sentence[begin:end] for begin, end in text.basic_tokens(sentence)]
