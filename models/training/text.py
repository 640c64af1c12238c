"""From text to model inputs: basic tokens, word shapes and wordpieces.

A *basic token* is what BERT's pre-tokenizer makes of a text: runs of characters between white space, with every
punctuation mark on its own. Entity labels and shape classes belong to basic tokens; every wordpiece carries the shape
of its basic token, and the label sits on the first wordpiece. The JVM gets the same units from the Hugging Face
tokenizer ("word ids"), so nothing here depends on a corpus' own tokenisation.
"""
import json
import unicodedata

MAX_PIECES = 126
SHAPES = ["special", "lower", "initial", "allcaps", "mixed", "digit", "punctuation", "single-capital"]
SPECIAL, LOWER, INITIAL, ALLCAPS, MIXED, DIGIT, PUNCTUATION, SINGLE_CAPITAL = range(len(SHAPES))


def is_punctuation(char):
    """True where BERT's pre-tokenizer splits: ASCII symbols and Unicode category P."""
    code = ord(char)
    if code < 128:
        return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return unicodedata.category(char)[0] == "P" or 0x4E00 <= code <= 0x9FFF


def is_dropped(char):
    """True for control characters, which BERT's normaliser removes without splitting the token."""
    return char not in "\t\n\r" and (unicodedata.category(char) in ("Cc", "Cf") or char == "\ufffd")


def basic_tokens(text):
    """Returns the (begin, end) character offsets of the basic tokens of a text."""
    tokens, begin = [], None
    for index, char in enumerate(text):
        space = char.isspace()
        if space or is_punctuation(char):
            if begin is not None:
                tokens.append((begin, index))
                begin = None
            if not space:
                tokens.append((index, index + 1))
        elif begin is None and not is_dropped(char):
            begin = index
    if begin is not None:
        tokens.append((begin, len(text)))
    return tokens


def shape(token):
    """Returns the index in SHAPES of a basic token's class, judged on the original, cased characters."""
    if not any(char.isalnum() for char in token):
        return PUNCTUATION
    if any(char.isdigit() for char in token):
        return DIGIT
    if not any(char.isupper() for char in token):
        return LOWER
    if len(token) == 1:
        return SINGLE_CAPITAL
    if token.isupper():
        return ALLCAPS
    if token[0].isupper() and token[1:].islower():
        return INITIAL
    return MIXED


class WordPieces:
    """BERT's uncased wordpieces over a `tokenizer.json`; remembers the tokens it has seen."""

    def __init__(self, tokenizer_file):
        with open(tokenizer_file, encoding="utf-8") as stream:
            self.vocabulary = json.load(stream)["model"]["vocab"]
        self.cls, self.sep, self.unknown = (self.vocabulary[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self.seen = {}

    def pieces(self, token):
        """Returns the piece ids of one basic token (at least one)."""
        known = self.seen.get(token)
        if known is None:
            known = self.seen[token] = self._split(token)
        return known

    def _split(self, token):
        # Lower-casing before and after decomposition: HF strips accents first, then lower-cases.
        plain = "".join(c for c in unicodedata.normalize("NFD", token) if unicodedata.category(c) != "Mn")
        plain = "".join(c for c in plain.lower() if not is_dropped(c))
        if not plain or len(plain) > 100:
            return [self.unknown]
        pieces, begin = [], 0
        while begin < len(plain):
            end = len(plain)
            while end > begin and ("##" if begin else "") + plain[begin:end] not in self.vocabulary:
                end -= 1
            if end == begin:
                return [self.unknown]
            pieces.append(self.vocabulary[("##" if begin else "") + plain[begin:end]])
            begin = end
        return pieces

    def encode(self, tokens):
        """Encodes basic tokens (strings) as (ids, shapes, first).

        `first[i]` is the position of token i's first piece, or -1 where it fell beyond MAX_PIECES. CLS and SEP are
        included in ids and shapes.
        """
        ids, shapes, first = [self.cls], [SPECIAL], []
        for token in tokens:
            first.append(len(ids))
            pieces = self.pieces(token)
            ids += pieces
            shapes += [shape(token)] * len(pieces)
        limit = MAX_PIECES + 1
        first = [position if position < limit else -1 for position in first]
        return ids[:limit] + [self.sep], shapes[:limit] + [SPECIAL], first
