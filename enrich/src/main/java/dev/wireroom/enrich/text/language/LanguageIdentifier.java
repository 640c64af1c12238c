package dev.wireroom.enrich.text.language;

import dev.wireroom.enrich.text.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.ml.model.MaxentModel;
import org.jspecify.annotations.Nullable;

/**
 * Names the language of a text by Apache OpenNLP's model of 103 languages (character n-grams,
 * maximum entropy), helped by function words, since the model is unsure on a sentence and useless
 * on a headline. Safe for use by many threads.
 *
 * <p>The model's probabilities are nearly flat, so its confidence is told by how far the best
 * language is ahead of the second. Only the first {@value #SAMPLE_CHARS} code units are read:
 * enough to be sure, and a bound on the work.
 */
public final class LanguageIdentifier {
    private static final String MODEL = "/langdetect-183.bin";
    private static final String CLASSIFIER = "langdetect.model";
    private static final int SAMPLE_CHARS = 400;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    /** Ahead by less than this, the best is a guess. */
    private static final double CLEAR = 1.25;

    /** So far ahead that a publisher's declaration is not believed. */
    private static final double BEYOND_DOUBT = 2.0;

    /**
     * From this share of the best score on, English is what a text with its function words is
     * written in.
     */
    private static final double PLAUSIBLE = 0.7;

    /** Below this share an unclear text is not English, unless it is too short to tell. */
    private static final double POSSIBLE = 0.5;

    private static final int MIN_LETTERS_TO_EXCLUDE = 60;

    /** Share of function words in running English; lists of names have fewer. */
    private static final double MANY = 0.15;

    private static final int MIN_LETTERS = 20;
    private static final int MIN_LETTERS_OF_RARE = 120;
    private static final int MIN_LETTERS_TO_CONTRADICT = 150;

    /** English words that carry no topic and are not common words of other languages. */
    private static final Set<String> FUNCTION_WORDS =
            Set.of(
                    "the", "of", "and", "to", "that", "with", "for", "was", "were", "is", "has",
                    "have", "had", "said", "says", "by", "from", "this", "his", "her", "their",
                    "which", "it", "its", "be", "been", "not", "are", "after", "will", "would",
                    "who", "they", "he", "she", "we", "you", "but", "over", "about", "what", "when",
                    "how", "why", "could", "should", "there", "than", "into", "against", "as", "at",
                    "on", "in", "or", "if", "an", "because", "more", "out", "up", "new", "say");

    /** Of these, words that no other language in Latin letters is full of. */
    private static final Set<String> ENGLISH_ONLY =
            Set.of(
                    "the", "of", "and", "that", "with", "were", "said", "says", "from", "his",
                    "their", "which", "this", "have", "has", "been", "would", "they", "who", "what",
                    "after", "about", "against", "because", "there");

    /** Languages that few wires are written in and that lists of foreign names resemble. */
    private static final Set<String> RARE =
            Set.of(
                    "war", "ceb", "vol", "lat", "lim", "nds", "gsw", "min", "jav", "sun", "fao",
                    "bre", "epo", "oci", "ltz", "mri", "plt", "tgl", "swa", "som", "zul", "fry",
                    "mlt", "cym", "gle");

    private final LanguageDetectorME detector;

    private LanguageIdentifier(LanguageDetectorME detector) {
        this.detector = detector;
    }

    /**
     * Loads the model from the class path.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static LanguageIdentifier load() {
        try (InputStream stream = LanguageIdentifier.class.getResourceAsStream(MODEL)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "OpenNLP's language model is not on the class path");
            }
            return new LanguageIdentifier(
                    new LanguageDetectorME(
                            new LanguageDetectorModel(
                                    classifier(stream), Map.of(), new LanguageDetectorFactory())));
        } catch (IOException e) {
            throw new UncheckedIOException("OpenNLP's language model cannot be read", e);
        }
    }

    /**
     * The classifier in the model's archive, inflated at once: OpenNLP itself inflates it a number
     * at a time, which takes twice as long.
     */
    private static MaxentModel classifier(InputStream model) throws IOException {
        try (ZipInputStream archive = new ZipInputStream(model)) {
            for (ZipEntry entry = archive.getNextEntry();
                    entry != null;
                    entry = archive.getNextEntry()) {
                if (entry.getName().equals(CLASSIFIER)) {
                    return new GenericModelReader(
                                    new BinaryFileDataReader(
                                            new ByteArrayInputStream(archive.readAllBytes())))
                            .getModel();
                }
            }
        }
        throw new IOException("no " + CLASSIFIER + " in it");
    }

    /**
     * What a text was found to be written in.
     *
     * @param maybeEnglish true for English, and for an undetermined text that no other language
     *     claims and that may be English
     */
    public record Identified(Language language, boolean maybeEnglish) {}

    /**
     * Identifies the language of an article.
     *
     * @param declared what the publisher says (BCP 47), believed unless the text clearly
     *     contradicts it; or null
     */
    public Identified identify(String title, String body, @Nullable String declared) {
        String sample = sample(title, body);
        Guess guess = guess(sample);
        String said = declared == null ? "" : primarySubtag(declared);
        if (!said.isEmpty() && (said.equals(guess.code()) || !guess.contradicts())) {
            return new Identified(
                    new Language(said, 1, Language.Source.DECLARED), said.equals("en"));
        }
        return new Identified(
                new Language(guess.code(), guess.confidence(), Language.Source.DETECTED),
                guess.maybeEnglish());
    }

    private static String sample(String title, String body) {
        String text = body.length() >= SAMPLE_CHARS / 2 ? body : title + "\n" + body;
        int begin = 0;
        while (begin < text.length() && !Character.isLetter(text.charAt(begin)) && begin < 10_000) {
            begin++;
        }
        return text.substring(begin, Math.min(text.length(), begin + SAMPLE_CHARS));
    }

    /**
     * @param lead how many times as probable as the second best
     */
    private record Guess(
            String code, double confidence, double lead, int letters, boolean maybeEnglish) {
        boolean contradicts() {
            return !code.equals(Language.UNDETERMINED)
                    && lead >= BEYOND_DOUBT
                    && letters >= MIN_LETTERS_TO_CONTRADICT;
        }
    }

    private Guess guess(String sample) {
        int letters = (int) sample.codePoints().filter(Character::isLetter).count();
        if (letters == 0) {
            return new Guess(Language.UNDETERMINED, 0, 1, 0, false);
        }
        opennlp.tools.langdetect.Language[] ranked = detector.predictLanguages(sample);
        double best = ranked[0].getConfidence();
        double lead = best / ranked[1].getConfidence();
        double confidence = best / (best + ranked[1].getConfidence());
        double score = 0;
        for (opennlp.tools.langdetect.Language language : ranked) {
            if (language.getLang().equals("eng")) {
                score = language.getConfidence();
            }
        }
        boolean latin =
                sample.codePoints().filter(c -> Character.isLetter(c) && c < 0x250).count()
                        >= 0.85 * letters;
        List<String> words = words(sample);
        double functionWords = share(words, FUNCTION_WORDS);
        boolean english =
                (score >= PLAUSIBLE * best && functionWords >= MANY)
                        || (functionWords >= MANY
                                && words.stream().filter(ENGLISH_ONLY::contains).distinct().count()
                                        >= 2);
        if (latin && english) {
            return new Guess("en", Math.max(confidence, 0.5), lead, letters, true);
        }
        boolean rare = RARE.contains(ranked[0].getLang()) && letters < MIN_LETTERS_OF_RARE;
        if (lead >= CLEAR && letters >= MIN_LETTERS && !rare) {
            String code = Iso639.twoLetter(ranked[0].getLang());
            return new Guess(code, confidence, lead, letters, code.equals("en"));
        }
        boolean maybe = latin && (score >= POSSIBLE * best || letters < MIN_LETTERS_TO_EXCLUDE);
        return new Guess(Language.UNDETERMINED, confidence, lead, letters, maybe);
    }

    private static List<String> words(String sample) {
        return Arrays.stream(NO_LETTERS.split(sample.toLowerCase(Locale.ROOT), -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double share(List<String> words, Set<String> among) {
        return words.isEmpty()
                ? 0
                : (double) words.stream().filter(among::contains).count() / words.size();
    }

    private static String primarySubtag(String declared) {
        String tag = declared.strip().replace('_', '-').toLowerCase(Locale.ROOT);
        int hyphen = tag.indexOf('-');
        String primary = hyphen < 0 ? tag : tag.substring(0, hyphen);
        if (!primary.matches("[a-z]{2,3}") || primary.equals(Language.UNDETERMINED)) {
            return "";
        }
        return primary.length() == 3 ? Iso639.twoLetter(primary) : primary;
    }
}
