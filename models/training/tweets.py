"""News-like sentences out of the Broad Twitter Corpus: gold names of clubs, companies and agencies, which GMB lacks.

Many of its tweets are newsrooms' headlines. Links are cut; retweets and tweets with handles or hashtags are left out,
since the corpus tags those as names. Where its guidelines differ from ours (nationalities are places, countries
that play are organisations, followers of a party are one), GMB's voted labels tell, and the token is masked.
"""
from collections import Counter

from . import corpora

SHORTEST = 6
BLOCK = 100
DEV_OF_BLOCK = 10
SEEN_OFTEN = 3
COUNTRY_SEEN = 50
MOSTLY = 0.8


class Habits:
    """How a silver corpus tags capitalised words: mostly as no name (nationalities), mostly as a place (countries)."""

    def __init__(self, sentences):
        seen, outside, places = Counter(), Counter(), Counter()
        for tokens, tags in sentences:
            for token, tag in zip(tokens[1:], tags[1:]):
                if token[:1].isupper():
                    seen[token] += 1
                    outside[token] += tag == "O"
                    places[token] += tag[2:] == "LOC"
        self.no_names = {word for word, count in outside.items() if seen[word] >= SEEN_OFTEN and count > MOSTLY * seen[word]}
        self.countries = {word for word, count in places.items() if seen[word] >= COUNTRY_SEEN and count > MOSTLY * seen[word]}

    def doubt(self, name, kind):
        """True where the silver corpus would tag this name otherwise, by its guidelines."""
        if kind == "ORG" and name[-1] in self.countries:
            return True
        return kind != "PER" and name[-1] in self.no_names and (kind == "LOC" or len(name) == 1)


def read(data, habits):
    """(train, dev) of the news-like tweets; dev is the last tenth of every hundred."""
    train, dev = [], []
    for number, (words, tags) in enumerate(corpora.read_columns(data / "ner" / "btc.conll.gz")):
        sentence = news_like(words, tags)
        if sentence:
            part = dev if number % BLOCK >= BLOCK - DEV_OF_BLOCK else train
            part.append(corpora.to_basic_tokens(*masked(*sentence, habits)))
    return train, dev


def news_like(words, tags):
    """(words, tags) without links; None for chat: handles, hashtags, too few words, or a name in small letters."""
    kept = [(word, tag) for word, tag in zip(words, tags) if "://" not in word and "http" not in word]
    if len(kept) < SHORTEST or any(word[0] in "@#" or word == "RT" for word, _ in kept):
        return None
    words, tags = [word for word, _ in kept], [tag for _, tag in kept]
    if any(not any(char.isupper() for word in words[begin:end] for char in word) for begin, end, _ in corpora.spans(tags)):
        return None
    return words, tags


def masked(words, tags, habits):
    """(words, tags) with cleaned spans; those that the habits doubt are UNKNOWN."""
    tags = corpora.cleaned(words, tags)
    for begin, end, kind in corpora.spans(tags):
        if habits.doubt(words[begin:end], kind):
            tags[begin:end] = [corpora.UNKNOWN] * (end - begin)
    return words, tags
