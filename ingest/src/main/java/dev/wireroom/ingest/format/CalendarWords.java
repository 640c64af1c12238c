package dev.wireroom.ingest.format;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of months and weekdays in the languages that publishers write dates in, whole or cut to
 * three letters or more. Names are compared without case and accents. A cut that could be two
 * months of one language is none; of two languages, the one listed first counts.
 */
final class CalendarWords {

    private static final int SHORTEST_CUT = 3;

    private static final String[] MONTHS = {
        // English, German, Dutch, Scandinavian
        "january february march april may june july august september october november december",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "janner feber maerz april mai juni juli august september oktober november dezember",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar mars april mai juni juli august september oktober november desember",
        // French, Spanish, Italian, Portuguese, Catalan, Romanian
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
                + " dicembre",
        "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
        "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
                + " decembrie",
        // Polish (both cases), Czech, Russian, Ukrainian
        "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad"
                + " grudzien",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika"
                + " listopada grudnia",
        "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        // Hungarian, Finnish, Turkish, Indonesian, Greek
        "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november"
                + " december",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta"
                + " syyskuuta lokakuuta marraskuuta joulukuuta",
        "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
        "januari februari maret april mei juni juli agustus september oktober november desember",
        "ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου"
                + " οκτωβριου νοεμβριου δεκεμβριου",
    };

    /** Cuts that are no beginnings, and ones that would be two months but are used for one. */
    private static final Map<String, Integer> CUTS =
            Map.ofEntries(
                    Map.entry("mrt", 3),
                    Map.entry("mrz", 3),
                    Map.entry("jui", 6),
                    Map.entry("jul", 7),
                    Map.entry("jun", 6),
                    Map.entry("мая", 5),
                    Map.entry("ιουν", 6),
                    Map.entry("ιουλ", 7),
                    Map.entry("ιαν", 1),
                    Map.entry("μαρ", 3),
                    Map.entry("μαι", 5));

    private static final String[] WEEKDAYS = {
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miercoles jueves viernes sabado domingo",
        "lunedi martedi mercoledi giovedi venerdi sabato domenica",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    };

    private static final Map<String, Integer> MONTH_OF = new HashMap<>(CUTS);
    private static final Map<String, DayOfWeek> WEEKDAY_OF = new HashMap<>();

    static {
        Map<String, Integer> whole = new HashMap<>();
        for (String names : MONTHS) {
            Map<String, Integer> cuts = new HashMap<>();
            String[] twelve = fold(names).split(" ", -1);
            for (int month = 1; month <= twelve.length; month++) {
                String name = twelve[month - 1];
                whole.put(name, month);
                for (int length = SHORTEST_CUT; length < name.length(); length++) {
                    cuts.merge(name.substring(0, length), month, (a, b) -> a.equals(b) ? a : 0);
                }
            }
            cuts.values().removeIf(month -> month == 0);
            cuts.forEach(MONTH_OF::putIfAbsent);
        }
        MONTH_OF.putAll(whole);
        for (String names : WEEKDAYS) {
            String[] seven = names.split(" ", -1);
            for (int day = 1; day <= seven.length; day++) {
                for (int length = 2; length <= seven[day - 1].length(); length++) {
                    WEEKDAY_OF.putIfAbsent(seven[day - 1].substring(0, length), DayOfWeek.of(day));
                }
            }
        }
    }

    private CalendarWords() {}

    /** 1 to 12; 0 where the word, folded, names no month or could name two. */
    static int month(String folded) {
        return MONTH_OF.getOrDefault(folded, 0);
    }

    static boolean isWeekday(String folded) {
        return WEEKDAY_OF.containsKey(folded);
    }

    /** Whether a word, folded, can name this day of the week. */
    static boolean isWeekday(String folded, DayOfWeek day) {
        return day.equals(WEEKDAY_OF.get(folded));
    }

    /** Lower case without accents. */
    static String fold(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (ascii) {
            return lower;
        }
        String decomposed = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                out.append(c == 'ı' ? 'i' : c == 'ł' ? 'l' : c == 'ς' ? 'σ' : c);
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }
}
