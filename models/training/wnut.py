"""WNUT-17: tweets, comments and questions with rare names. Nothing of it is trained on; it tells how a model does on other text.

Groups and corporations count as organisations (it tells clubs and bands from companies, we don't), products and works
are masked; its places include buildings. Chat is left out, as in `tweets.py`.
"""
from . import corpora, tweets

TYPES = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}


def read(data):
    """The news-like sentences of all its parts."""
    sentences = []
    for words, tags in corpora.read_columns(data / "ner" / "wnut17.conll.gz"):
        sentence = tweets.news_like(words, tags)
        if sentence:
            sentences.append(corpora.to_basic_tokens(sentence[0], ours(*sentence)))
    return sentences


def ours(words, tags):
    """Tags with our types and cleaned spans; names of other types are UNKNOWN."""
    found = corpora.spans(tags)
    known = [(begin, end, TYPES[kind]) for begin, end, kind in found if kind in TYPES]
    result = corpora.cleaned(words, corpora.tags_of(len(words), known))
    for begin, end, kind in found:
        if kind not in TYPES:
            result[begin:end] = [corpora.UNKNOWN] * (end - begin)
    return result
