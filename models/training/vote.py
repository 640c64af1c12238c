"""A second opinion on silver labels, at training time only.

Stanford CoreNLP's three-class CRF (GPL) tags GMB; where the two disagree the token is
masked (UNKNOWN) and teaches nothing. No CoreNLP code, model or output is shipped.

Run: python3 -m training.vote --data DATA --work WORK --corenlp JARS
"""
import argparse
import pathlib
import subprocess

from . import corpora

CLASSIFIER = "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz"
NAMES = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}


def run_corenlp(jars, sentences, stem):
    """Tags lists of words with CoreNLP; returns one list of raw class names per sentence."""
    source, result = stem.with_suffix(".words"), stem.with_suffix(".corenlp")
    if not result.exists():
        with open(source, "w", encoding="utf-8") as out:
            for words in sentences:
                out.write("".join(word + "\tO\n" for word in words) + "\n")
        command = ["java", "-Xmx4g", "-cp", str(jars) + "/*", "edu.stanford.nlp.ie.crf.CRFClassifier"]
        command += ["-loadClassifier", CLASSIFIER, "-testFile", str(source), "-map", "word=0,answer=1"]
        partial = result.with_suffix(".partial")
        with open(partial, "w", encoding="utf-8") as out:
            subprocess.run(command, stdout=out, check=True)
        partial.rename(result)
    answers, current = [], []
    with open(result, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3:
                current.append(fields[2])
            elif current:
                answers.append(current)
                current = []
    if current:
        answers.append(current)
    if [len(answer) for answer in answers] != [len(words) for words in sentences]:
        raise ValueError(f"CoreNLP's output does not line up with {source}")
    return answers


def bio(words, classes):
    """CoreNLP's plain classes as trimmed BIO tags (neighbouring names of one type count as one)."""
    return corpora.cleaned(words, ["I-" + NAMES[name] if name in NAMES else "O" for name in classes])


def agreement(words, silver, classes):
    """Tags on which GMB (raw tags) and CoreNLP agree; UNKNOWN elsewhere.

    Same span, other type: CoreNLP's type, which is right far more often. GMB's MISC covers nationalities and many
    plain countries ("Iran 's"), so there CoreNLP alone decides between LOC and O.
    """
    other = {(b, e): kind for b, e, kind in corpora.spans(bio(words, classes))}
    own = {(b, e): kind for b, e, kind in corpora.spans(corpora.cleaned(words, silver))}
    miscellaneous = {(b, e) for b, e, kind in corpora.spans(silver) if kind == "MISC"}
    agreed = [
        (b, e, kind)
        for (b, e), kind in other.items()
        if (b, e) in own or (kind == "LOC" and (b, e) in miscellaneous)
    ]
    tags = corpora.tags_of(len(words), agreed)
    settled = {(b, e) for b, e, _ in agreed}
    for begin, end in (set(other) | set(own)) - settled:
        for index in range(begin, end):
            if tags[index] == "O":
                tags[index] = corpora.UNKNOWN
    return tags


def write(path, sentences):
    """Writes sentences as `token TAB tag` lines, blank line between sentences."""
    with open(path, "w", encoding="utf-8") as out:
        for sentence in sentences:
            out.write("".join(f"{token}\t{tag}\n" for token, tag in zip(*sentence)) + "\n")


def read(path):
    """Reads what `write` wrote."""
    sentences, tokens, tags = [], [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line == "\n":
                sentences.append(corpora.Sentence(tokens, tags))
                tokens, tags = [], []
            else:
                token, tag = line.rstrip("\n").split("\t")
                tokens.append(token)
                tags.append(tag)
    return sentences


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--corenlp", type=pathlib.Path, required=True, help="folder with CoreNLP's two jars")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    gmb = corpora.read_gmb(args.data)
    answers = run_corenlp(args.corenlp, [words for words, _ in gmb], args.work / "gmb")
    voted = [
        corpora.to_basic_tokens(words, agreement(words, tags, classes)) for (words, tags), classes in zip(gmb, answers)
    ]
    cut = len(voted) - corpora.GMB_DEV_SENTENCES
    write(args.work / "gmb-train.tsv", voted[:cut])
    write(args.work / "gmb-dev-voted.tsv", voted[cut:])
    plain = [corpora.to_basic_tokens(words, corpora.cleaned(words, tags)) for words, tags in gmb[cut:]]
    write(args.work / "gmb-dev.tsv", plain)
    unknown = sum(sentence.tags.count(corpora.UNKNOWN) for sentence in voted)
    total = sum(len(sentence.tags) for sentence in voted)
    print(f"GMB: {len(voted)} sentences, {unknown / total:.1%} of {total} tokens masked")


if __name__ == "__main__":
    main()
