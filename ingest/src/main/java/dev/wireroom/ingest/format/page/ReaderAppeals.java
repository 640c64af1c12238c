package dev.wireroom.ingest.format.page;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells paragraphs in which a site asks its readers for money or a subscription from those of the
 * article. They are as long as prose and often stand in the article's own element, so neither shape
 * nor name gives them away; what does is that they speak of journalism, price and access and
 * address the reader in one breath. One of these alone proves nothing: newspapers write about
 * newspapers. A quotation is never an appeal.
 */
final class ReaderAppeals {

    private static final int MOST_CHARS = 700;
    private static final int ENOUGH_SIGNS = 2;

    /** Every appeal has one; looked for first, since most paragraphs have none. */
    private static final List<String> STEMS =
            List.of(
                    "journalis",
                    "periodis",
                    "jornalis",
                    "newsroom",
                    "subscri",
                    "abonn",
                    "abo ",
                    "suscri",
                    "assin",
                    "abbon",
                    "подпи",
                    "donat",
                    "contribut",
                    "member",
                    "paywall",
                    "unterstützen",
                    "spenden",
                    "freischalten",
                    "zugriff",
                    "kostenlos",
                    "kostenfrei",
                    "free access",
                    "dispositivo");

    private static final Pattern QUOTED = Pattern.compile("[“„«][^“„«]{15,}[”“»]");

    private static final Pattern ADDRESS =
            word(
                    "you|your|we|us|our|sie|ihre?n?|jetzt|vous|votre|vos|nous|nos|tu|tus|usted|su"
                            + "|nuestr[ao]s?|você|seu|sua|nosso|vuoi|tuo|tua|je|jouw|wij|ons|onze");

    private static final List<Pattern> SIGNS =
            List.of(
                    word(
                            "(support|fund|sustain|value|believe|help)\\w*"
                                    + " .{0,50}(journalism|reporting|newsroom)|soutene[zr]"
                                    + " .{0,50}(journalisme|presse)|apoy[ae]r? .{0,50}periodismo"
                                    + "|apoi(e|ar) .{0,50}jornalismo|unterstützen sie .{0,60}"),
                    word(
                            "readers? like you|readers?['’]? support|from our readers|since"
                                    + " you['’]re here"),
                    word(
                            "donat(e|ion|ing)|mak(e|ing) a contribution|contribut(e|ing) to|become"
                                    + " a (paid |free )?(member|supporter|subscriber)|small"
                                    + " favou?r|faites un don|fai una donazione|spenden"),
                    word(
                            "subscri(be|ber|bers|ption|ptions|bing)|abonn\\p{L}*|abos?|suscri\\p{L}*"
                                + "|assin(e|ar|ante|antes|atura)|abbon\\p{L}*|подпи(ска|шитесь|ску|ски)"),
                    word(
                            "paywall|free articles?|free(ly)? access\\w*|unlimited access|log"
                                + " in|already a subscriber|continue"
                                + " reading|freischalten|weiterlesen|zugriff|kostenlos|kostenfrei|accéde[rz]|poursuivre"
                                + " (la|votre) lecture|otro dispositivo|leyendo|acesso"
                                + " (ilimitado|exclusivo)|exclusivo para|lees verder"),
                    Pattern.compile(
                            "[€$£] ?\\d+([.,]\\d+)?|\\d+([.,]\\d+)? ?(€|eur(os?)?\\b)|as little"
                                    + " as"),
                    word(
                            "(a|per|pro|par|al|por|each|every|im|/ ?)"
                                + " ?(month|week|monat|woche|mois|semaine|mes|semana|mese)|cancel"
                                + " any ?time|jederzeit kündbar|sans engagement"));

    private ReaderAppeals() {}

    /** Whether a block as a whole asks the reader to pay or to sign up. */
    static boolean isAppeal(String text) {
        if (text.length() > MOST_CHARS) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (STEMS.stream().noneMatch(lower::contains)) {
            return false;
        }
        int signs = 0;
        for (Pattern sign : SIGNS) {
            if (sign.matcher(lower).find() && ++signs == ENOUGH_SIGNS) {
                return ADDRESS.matcher(lower).find() && !QUOTED.matcher(text).find();
            }
        }
        return false;
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])");
    }
}
