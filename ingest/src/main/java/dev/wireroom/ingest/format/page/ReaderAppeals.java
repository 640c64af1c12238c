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
    private static final int FEWEST_CHARS = 40;
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

    /** What the site asks for; a review of prices asks for nothing. */
    private static final List<Pattern> ASKED =
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
                            "free articles?|unlimited access|already a subscriber|continue reading"
                                    + "|freischalten|weiterlesen|poursuivre (la|votre) lecture|otro"
                                    + " dispositivo|acesso (ilimitado|exclusivo)|lees verder"),
                    word(
                            "subscribe (now|today|for|to)|jetzt|abonnieren sie|abonnez-vous"
                                    + "|suscríbete|assine|abbonati|подпишитесь"));

    /** What it offers for that, which its articles may speak of too. */
    private static final List<Pattern> OFFERED =
            List.of(
                    word(
                            "subscri(be|ber|bers|ption|ptions|bing)|abonn\\p{L}*|abos?|suscri\\p{L}*"
                                + "|assin(e|ar|ante|antes|atura)|abbon\\p{L}*|подпи(ска|шитесь|ску|ски)"),
                    word(
                            "paywall|free(ly)? access\\w*|log in|zugriff|kostenlos|kostenfrei"
                                    + "|accéde[rz]|leyendo|exclusivo para"),
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
        if (text.length() > MOST_CHARS || text.length() < FEWEST_CHARS) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (STEMS.stream().noneMatch(lower::contains)) {
            return false;
        }
        int asked = count(ASKED, lower);
        return asked > 0
                && asked + count(OFFERED, lower) >= ENOUGH_SIGNS
                && ADDRESS.matcher(lower).find()
                && !QUOTED.matcher(text).find();
    }

    private static int count(List<Pattern> signs, String text) {
        int found = 0;
        for (Pattern sign : signs) {
            if (sign.matcher(text).find()) {
                found++;
            }
        }
        return found;
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])");
    }
}
