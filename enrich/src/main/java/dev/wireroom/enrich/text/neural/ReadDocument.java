package dev.wireroom.enrich.text.neural;

import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.TextDocument;
import dev.wireroom.enrich.text.token.Boilerplate;
import dev.wireroom.enrich.text.token.SentenceSplitter;
import dev.wireroom.enrich.text.token.Span;
import dev.wireroom.enrich.text.token.Window;
import dev.wireroom.enrich.text.token.Windows;
import java.util.ArrayList;
import java.util.List;

/**
 * An article cut into sentences and windows.
 *
 * @param sentences title first; without page furniture
 * @param windows of those sentences, in reading order
 * @param furniture sentences of the page around the article: only a target makes them count
 * @param firstBodySentence number of the body's first sentence
 * @param analysedChars code units within the cap
 */
record ReadDocument(
        List<Sentence> sentences,
        List<Window> windows,
        List<Sentence> furniture,
        int firstBodySentence,
        int analysedChars) {

    /** A title no longer than this is one sentence, whatever its punctuation. */
    private static final int MAX_PLAIN_TITLE = 200;

    /**
     * Wordpieces analysed of one article, for texts that have more of them than prose has: about
     * 90,000 characters of English, but only 20,000 of nothing but punctuation.
     */
    private static final int MAX_PIECES = 20_000;

    /** One sentence. */
    record Sentence(Field field, Span span, int number) {}

    /** Reads a document, the title first, until the cap. */
    static ReadDocument read(TextDocument document, Windows windows, int maxChars) {
        int titleEnd = capped(document.title(), maxChars);
        int bodyEnd = capped(document.body(), maxChars - titleEnd);
        List<Sentence> sentences = new ArrayList<>();
        for (Span span : titleSentences(document.title(), titleEnd)) {
            sentences.add(new Sentence(Field.TITLE, span, sentences.size()));
        }
        int firstBodySentence = sentences.size();
        List<Span> body = SentenceSplitter.split(document.body(), bodyEnd);
        int own =
                bodyEnd < document.body().length()
                        ? body.size()
                        : Boilerplate.ownSentences(document.body(), body);
        List<Sentence> furniture = new ArrayList<>();
        for (int index = 0; index < body.size(); index++) {
            (index < own ? sentences : furniture)
                    .add(new Sentence(Field.BODY, body.get(index), firstBodySentence + index));
        }
        List<Window> cut = new ArrayList<>();
        int pieces = 0;
        int kept = 0;
        boolean dropped = false;
        while (kept < sentences.size() && pieces < MAX_PIECES) {
            Sentence sentence = sentences.get(kept++);
            for (Window window :
                    windows.of(
                            sentence.field(),
                            document.text(sentence.field()),
                            sentence.span(),
                            sentence.number())) {
                if (pieces < MAX_PIECES) {
                    cut.add(window);
                } else {
                    dropped = true;
                }
                pieces += window.ids().length;
            }
        }
        int analysed = titleEnd + bodyEnd;
        if (dropped || kept < sentences.size()) {
            Window last = cut.get(cut.size() - 1);
            analysed = (last.field() == Field.BODY ? titleEnd : 0) + last.end(last.tokens() - 1);
        }
        return new ReadDocument(
                List.copyOf(sentences.subList(0, kept)),
                cut,
                furniture,
                firstBodySentence,
                analysed);
    }

    private static List<Span> titleSentences(String title, int end) {
        List<Span> sentences = SentenceSplitter.split(title, end);
        return sentences.size() > 1 && end <= MAX_PLAIN_TITLE
                ? List.of(
                        new Span(
                                sentences.get(0).begin(),
                                sentences.get(sentences.size() - 1).end()))
                : sentences;
    }

    /**
     * The longest prefix within a cap that doesn't cut a word in two, if one is near, and never a
     * surrogate pair.
     */
    private static int capped(String text, int cap) {
        if (text.length() <= cap) {
            return text.length();
        }
        int end = Math.max(0, cap);
        for (int back = end; back > 0 && back > end - 100; back--) {
            if (Character.isWhitespace(text.charAt(back - 1))) {
                return back;
            }
        }
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    /**
     * The sentence that holds a passage's beginning (or the first it touches), furniture included;
     * null when there is none.
     */
    @org.jspecify.annotations.Nullable
    Sentence sentenceOf(Field field, int begin, int end) {
        for (List<Sentence> some : List.of(sentences, furniture)) {
            for (Sentence sentence : some) {
                if (sentence.field() == field && sentence.span().overlaps(begin, end)) {
                    return sentence;
                }
            }
        }
        return null;
    }
}
