package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes names out of bylines: "By Jane Doe and John Roe, Staff Writers | 3 March 2026" names Jane
 * Doe and John Roe.
 */
final class Bylines {

    private static final int MAX_NAME = 100;
    private static final int MAX_WORDS = 8;

    private static final Pattern INTRODUCTION =
            Pattern.compile(
                    "^(?:(?iu:(?:written|reported|posted|story|words|text|reporting|analysis|opinion"
                            + "|published|article|review) )?(?:by|von|par|por|door|przez|af|av"
                            + "|yazan|автор|текст|text|autor(?:in|a)?|auteur|author))|di)"
                            + "(?::\\s*|\\s+)(?=\\S)");
    private static final Pattern EMAIL = Pattern.compile("\\(?\\S+@\\S+\\.\\S+\\)?");
    private static final Pattern HANDLE = Pattern.compile("\\(?(?<!\\S)@\\w+\\)?");
    private static final Pattern DATE =
            Pattern.compile(
                    "(?iu)(?:\\b(?:published|updated|posted|last|on|am)\\b.*)?"
                            + "(?:\\b\\d{1,2}(?::\\d\\d|[./-]\\d{1,2}[./-]\\d{2,4})\\b.*"
                            + "|\\b(?:19|20)\\d\\d\\b.*"
                            + "|\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*\\.? \\d{1,2}\\b.*)");
    private static final Pattern ROLE =
            Pattern.compile(
                    "(?iu).*\\b(?:writer|reporter|correspondent|editor|staff|producer|columnist"
                            + "|journalist|contributor|photographer|redakteur(?:in)?|redaktion"
                            + "|korrespondent(?:in)?|for the|for|journaliste|redactor|bureau|chief"
                            + "|fellow|professor|critic|analyst|special to)\\b.*");
    private static final Pattern BETWEEN =
            Pattern.compile(
                    "(?iu)\\s*(?:[,;|•·/–—\\n]|\\s-\\s|\\band\\b|&|\\bund\\b|\\bet\\b|\\by\\b(?= \\p{Lu})"
                            + "|\\be\\b(?= \\p{Lu})|\\ben\\b|\\bwith\\b|\\bи\\b|\\boch\\b|\\bve\\b"
                            + "|、|，)\\s*");
    private static final Set<String> NOBODY =
            Set.of("admin", "administrator", "author", "unknown", "staff", "editor", "web", "n/a");

    private Bylines() {}

    /** The names in what fields for authors hold; links to profiles are no names. */
    static List<String> names(List<String> bylines) {
        Set<String> names = new LinkedHashSet<>();
        for (String byline : bylines) {
            if (!byline.startsWith("http") && !byline.startsWith("/")) {
                names.addAll(names(byline));
            }
        }
        return List.copyOf(names);
    }

    static List<String> names(String byline) {
        String bare = stripped(byline);
        List<String> names = new ArrayList<>();
        for (String part : BETWEEN.split(bare, -1)) {
            String name = INTRODUCTION.matcher(part.strip()).replaceFirst("").strip();
            name = name.replaceAll("^[\\W_]+|[\\s,;:|(\\[-]+$", "");
            if (isName(name, names.isEmpty())) {
                names.add(name);
            }
        }
        return names;
    }

    /** The byline as printed, without what is no part of it: addresses, handles, dates. */
    static String stripped(String byline) {
        String text = EMAIL.matcher(byline).replaceAll(" ");
        text = HANDLE.matcher(text).replaceAll(" ");
        text = DATE.matcher(text).replaceAll(" ");
        return text.replaceAll("[ \\t\\x0B\\f\\r\u00A0]+", " ")
                .strip()
                .replaceAll("[\\s,;:|•·–—(-]+$", "");
    }

    private static boolean isName(String text, boolean first) {
        if (text.isEmpty() || text.length() > MAX_NAME) {
            return false;
        }
        int words = text.split("\\s+", -1).length;
        boolean letters = text.codePoints().anyMatch(Character::isLetter);
        boolean nobody = NOBODY.contains(text.toLowerCase(Locale.ROOT));
        boolean role = ROLE.matcher(text).matches();
        return letters && !nobody && words <= MAX_WORDS && (!role || (first && words == 1));
    }
}
