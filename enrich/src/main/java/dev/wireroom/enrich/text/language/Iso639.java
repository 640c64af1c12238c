package dev.wireroom.enrich.text.language;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** From three-letter to two-letter language codes. */
final class Iso639 {
    /** Members of macrolanguages, which the detector names where publishers name the whole. */
    private static final Map<String, String> MEMBERS =
            Map.of(
                    "cmn", "zh", "pes", "fa", "ekk", "et", "lvs", "lv", "plt", "mg", "pnb", "pa",
                    "nob", "nb", "nno", "nn", "sqi", "sq", "srp", "sr");

    private static final Map<String, String> TWO_LETTERS = twoLetters();

    private Iso639() {}

    private static Map<String, String> twoLetters() {
        Map<String, String> codes = new HashMap<>();
        for (String two : Locale.getISOLanguages()) {
            codes.putIfAbsent(threeLetters(two), two);
        }
        codes.put("heb", "he");
        codes.put("ind", "id");
        codes.put("yid", "yi");
        codes.putAll(MEMBERS);
        return Map.copyOf(codes);
    }

    private static String threeLetters(String two) {
        try {
            return Locale.of(two).getISO3Language();
        } catch (MissingResourceException withoutThreeLetters) {
            return two;
        }
    }

    /** The two-letter code, or the three-letter one where there is none. */
    static String twoLetter(String threeLetters) {
        return TWO_LETTERS.getOrDefault(threeLetters, threeLetters);
    }
}
