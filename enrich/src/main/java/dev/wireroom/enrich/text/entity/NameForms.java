package dev.wireroom.enrich.text.entity;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.token.BasicTokenizer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Normal forms of names: what two spellings of one name have in common. */
public final class NameForms {
    private static final Set<String> TITLES =
            Set.of(
                    "mr",
                    "mrs",
                    "ms",
                    "miss",
                    "dr",
                    "sir",
                    "dame",
                    "lady",
                    "lord",
                    "president",
                    "prime",
                    "minister",
                    "vice",
                    "secretary",
                    "senator",
                    "sen",
                    "rep",
                    "representative",
                    "congressman",
                    "congresswoman",
                    "gov",
                    "governor",
                    "general",
                    "gen",
                    "lieutenant",
                    "lt",
                    "colonel",
                    "col",
                    "major",
                    "maj",
                    "captain",
                    "capt",
                    "sergeant",
                    "sgt",
                    "admiral",
                    "adm",
                    "king",
                    "queen",
                    "prince",
                    "princess",
                    "pope",
                    "chancellor",
                    "premier",
                    "ambassador",
                    "justice",
                    "judge",
                    "sheikh",
                    "ayatollah",
                    "archbishop",
                    "bishop",
                    "cardinal",
                    "professor",
                    "prof",
                    "rev",
                    "reverend",
                    "mayor",
                    "emperor",
                    "foreign",
                    "defense",
                    "defence",
                    "finance",
                    "interior",
                    "former",
                    "acting",
                    "deputy",
                    "chief",
                    "state",
                    "attorney",
                    "chairman",
                    "chairwoman",
                    "director",
                    "speaker",
                    "commander",
                    "spokesman",
                    "spokeswoman",
                    "leader",
                    "coach",
                    "officer",
                    "envoy",
                    "first",
                    "then",
                    "ex");

    private static final Set<String> LINKS = Set.of("of", "for", "and", "the", "&");

    private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv");
    private static final Set<String> PARTICLES =
            Set.of(
                    "al", "el", "ul", "bin", "ibn", "bint", "de", "da", "di", "du", "van", "von",
                    "der", "den", "la", "le");
    private static final Set<String> CORPORATE =
            Set.of(
                    "inc",
                    "corp",
                    "corporation",
                    "co",
                    "company",
                    "ltd",
                    "limited",
                    "plc",
                    "llc",
                    "llp",
                    "ag",
                    "sa",
                    "nv",
                    "gmbh",
                    "group",
                    "holdings");

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}");
    private static final Pattern ACRONYM_DOTS =
            Pattern.compile("(?<=\\p{L})\\s?\\.\\s?(?=\\p{L}(\\s?\\.|$|\\s))");
    private static final Pattern POSSESSIVE = Pattern.compile("['’`]s?$");
    private static final Pattern APOSTROPHE = Pattern.compile("['’`]");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SPACES = Pattern.compile("[\\s-]+");

    private NameForms() {}

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** Basic tokens of a name, as written. */
    static String[] basicTokens(String name) {
        BasicTokenizer.Tokens tokens = BasicTokenizer.tokenize(name, 0, name.length());
        String[] texts = new String[tokens.size()];
        for (int index = 0; index < texts.length; index++) {
            texts[index] = name.substring(tokens.begins()[index], tokens.ends()[index]);
        }
        return texts;
    }

    /**
     * Lower-case words without accents and punctuation; full stops vanish ("U.S." is "us"), the
     * rest separates.
     */
    static List<String> words(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (isOfLettersDigitsAndSeparators(plain)) {
            return asciiWords(plain);
        }
        if (!isAscii(plain)) {
            plain = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
        }
        plain = ACRONYM_DOTS.matcher(plain).replaceAll("");
        plain = POSSESSIVE.matcher(plain).replaceAll("");
        plain = APOSTROPHE.matcher(plain).replaceAll("");
        List<String> words = new ArrayList<>();
        for (String word : SEPARATORS.split(plain, -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** ASCII, but no full stop or apostrophe, whose meaning hangs on what is around them. */
    private static boolean isOfLettersDigitsAndSeparators(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character >= 128 || character == '.' || character == '\'' || character == '`') {
                return false;
            }
        }
        return true;
    }

    /** The same without regular expressions, for most names: thousands are read at the start. */
    private static List<String> asciiWords(String plain) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int index = 0; index <= plain.length(); index++) {
            if (index == plain.length() || !Character.isLetterOrDigit(plain.charAt(index))) {
                if (index > from) {
                    words.add(plain.substring(from, index));
                }
                from = index + 1;
            }
        }
        return words;
    }

    /** What equal names share whatever their type: words joined, without a leading article. */
    static String key(String name) {
        List<String> words = words(name);
        if (words.size() > 1 && words.get(0).equals("the")) {
            words = words.subList(1, words.size());
        }
        return String.join(" ", words);
    }

    /**
     * A person's names without titles, initials between names, particles and generation: ["john",
     * "kerry"].
     */
    static List<String> personNames(String name) {
        List<String> words = words(name);
        int from = 0;
        while (from < words.size() - 1
                && (TITLES.contains(words.get(from))
                        || (from > 0 && LINKS.contains(words.get(from))))) {
            from++;
        }
        List<String> names = new ArrayList<>();
        for (int index = from; index < words.size(); index++) {
            String word = words.get(index);
            boolean initial = word.length() == 1 && index > from && index < words.size() - 1;
            boolean last = index == words.size() - 1;
            if (!initial
                    && !(PARTICLES.contains(word) && !last)
                    && !(SUFFIXES.contains(word) && !names.isEmpty())) {
                names.add(word);
            }
        }
        return names.isEmpty() ? words : names;
    }

    /** An organisation's words without article and legal form. */
    static List<String> organizationNames(String name) {
        List<String> words = new ArrayList<>(List.of(key(name).split(" ", -1)));
        while (words.size() > 1 && CORPORATE.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        return words;
    }

    /**
     * Capitals of a name's words: "European Union" is "eu", and so is "The European Union". Empty
     * for names of one word.
     */
    static String acronym(String name) {
        StringBuilder capitals = new StringBuilder();
        int words = 0;
        for (String word : SPACES.split(name, -1)) {
            boolean article = words == 0 && word.equals("The");
            if (!word.isEmpty() && !article && Character.isUpperCase(word.charAt(0))) {
                capitals.append(Character.toLowerCase(word.charAt(0)));
                words++;
            }
        }
        return words > 1 ? capitals.toString() : "";
    }

    /**
     * Whether letters are a name's initials, those of its small words included ("BOI", Bank of
     * India) or not ("ICRC"). False for names of one word.
     */
    public static boolean abbreviates(String letters, String name) {
        StringBuilder initials = new StringBuilder();
        for (String word : words(name)) {
            initials.append(word.charAt(0));
        }
        String small = letters.toLowerCase(Locale.ROOT);
        return small.length() > 1 && (small.equals(acronym(name)) || small.contentEquals(initials));
    }

    /**
     * How many leading code units of a person's mention are titles that belong outside it
     * ("Secretary of State John Kerry"); 0 when nothing but titles would go, since some offices are
     * surnames.
     */
    public static int titleLength(String text) {
        BasicTokenizer.Tokens tokens = BasicTokenizer.tokenize(text, 0, text.length());
        int from = 0;
        while (from < tokens.size()) {
            String token =
                    text.substring(tokens.begins()[from], tokens.ends()[from])
                            .toLowerCase(Locale.ROOT);
            boolean skip =
                    TITLES.contains(token)
                            || (from > 0 && (LINKS.contains(token) || token.equals(".")));
            if (!skip) {
                break;
            }
            from++;
        }
        return from == 0 || from >= tokens.size() ? 0 : tokens.begins()[from];
    }

    /**
     * A shouted name as it is otherwise written: "WASHINGTON", out of a dateline, is "Washington".
     * Acronyms stay.
     */
    static String spoken(String name) {
        boolean shouted =
                name.length() > 4
                        && name.equals(name.toUpperCase(Locale.ROOT))
                        && name.indexOf('.') < 0;
        if (!shouted) {
            return name;
        }
        StringBuilder spoken = new StringBuilder(name.length());
        boolean inWord = false;
        for (int index = 0; index < name.length(); index++) {
            char c = name.charAt(index);
            spoken.append(inWord ? Character.toLowerCase(c) : c);
            inWord = Character.isLetter(c);
        }
        return spoken.toString();
    }

    /** A stable id from a normalised name and its type, such as {@code person:john-kerry}. */
    static String id(String name, EntityType type) {
        List<String> words =
                switch (type) {
                    case PERSON -> personNames(name);
                    case ORGANIZATION -> organizationNames(name);
                    case LOCATION, MISC -> List.of(key(name).split(" ", -1));
                };
        String slug = String.join("-", words);
        return type.name().toLowerCase(Locale.ROOT)
                + ":"
                + (slug.isEmpty() ? Integer.toHexString(name.hashCode()) : slug);
    }
}
