package dev.wireroom.ingest.format.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes up news prose in several languages and scripts from a stock of sentences. Not thread-safe.
 */
final class DevelopmentTexts {

    private static final Map<String, List<String>> SENTENCES =
            Map.ofEntries(
                    Map.entry(
                            "en",
                            List.of(
                                    "The ferry between Northport and the islands resumed service on"
                                            + " Monday after three weeks.",
                                    "“We are glad to be back,” said Ingrid Solberg.",
                                    "The harbour board had closed the line when a storm broke the"
                                            + " outer wall.",
                                    "Repairs cost about 4.2 million, most of it paid by the"
                                            + " insurer.",
                                    "Two crossings a day will run until the new ramp is finished in"
                                            + " spring.",
                                    "Critics say the board was warned in 2023.",
                                    "In a statement, the operator said that freight would be"
                                            + " limited to weekdays, with priority for food and"
                                            + " medicine.",
                                    "Nobody was hurt.",
                                    "Residents had relied on fishing boats and a weekly flight,"
                                            + " which was often cancelled because of fog.",
                                    "The council will vote on a subsidy next week, according to a"
                                            + " draft seen by this newspaper.",
                                    "Fares stay as they are for now, but the operator did not rule"
                                            + " out a surcharge.",
                                    "Earlier plans for a tunnel were dropped as too costly.")),
                    Map.entry(
                            "de",
                            List.of(
                                    "Die Fähre zwischen Nordhafen und den Inseln fährt seit Montag"
                                            + " wieder.",
                                    "„Wir sind froh“, sagte die Hafenmeisterin.",
                                    "Ein Sturm hatte vor drei Wochen die Mole zerstört und den"
                                            + " Betrieb unmöglich gemacht.",
                                    "Die Reparatur kostete rund 4,2 Millionen Euro, die überwiegend"
                                            + " die Versicherung trägt.",
                                    "Kritiker hatten schon 2023 vor Schäden gewarnt.",
                                    "Bis zum Frühjahr soll es täglich zwei Überfahrten geben,"
                                            + " Fracht nur an Werktagen.")),
                    Map.entry(
                            "fr",
                            List.of(
                                    "Le ferry entre le port et les îles a repris son service lundi,"
                                            + " après trois semaines d’arrêt.",
                                    "« Nous sommes soulagés », a déclaré la capitaine du port.",
                                    "Une tempête avait emporté une partie de la jetée au début du"
                                            + " mois.",
                                    "Les travaux ont coûté plus de quatre millions d’euros, selon"
                                            + " la préfecture.",
                                    "Deux traversées par jour seront assurées jusqu’au"
                                            + " printemps.")),
                    Map.entry(
                            "es",
                            List.of(
                                    "El transbordador entre el puerto y las islas volvió a navegar"
                                            + " el lunes tras tres semanas de parón.",
                                    "«Estamos aliviados», dijo la capitana del puerto.",
                                    "Un temporal había destruido parte del dique a comienzos de"
                                            + " mes.",
                                    "Las obras costaron más de cuatro millones de euros, según el"
                                            + " Gobierno regional.")),
                    Map.entry(
                            "ru",
                            List.of(
                                    "Паромное сообщение между портом и островами возобновилось в"
                                            + " понедельник.",
                                    "«Мы рады снова перевозить пассажиров», — сказала капитан"
                                            + " порта.",
                                    "Три недели назад шторм разрушил часть мола, и линию пришлось"
                                            + " закрыть.",
                                    "Ремонт обошёлся более чем в четыре миллиона, большую часть"
                                            + " оплатил страховщик.")),
                    Map.entry(
                            "zh",
                            List.of(
                                    "北港至各岛屿的轮渡周一恢复运营，此前停航三周。",
                                    "港务局长说：“我们很高兴能够再次运送旅客。”",
                                    "月初的暴风雨冲毁了部分防波堤，航线被迫关闭。",
                                    "维修费用约四百二十万，大部分由保险公司承担。")),
                    Map.entry(
                            "ja",
                            List.of(
                                    "北港と島々を結ぶフェリーは月曜日、三週間ぶりに運航を再開した。",
                                    "「再びお客様を運べることをうれしく思う」と港長は話した。",
                                    "月初めの嵐で防波堤の一部が壊れ、航路は閉鎖されていた。")),
                    Map.entry(
                            "ar",
                            List.of(
                                    "استؤنفت خدمة العبارات بين الميناء والجزر يوم الاثنين بعد توقف"
                                            + " دام ثلاثة أسابيع.",
                                    "وقالت مديرة الميناء إن العمل سيستمر حتى الربيع.",
                                    "وكانت عاصفة قد دمرت جزءا من الرصيف في بداية الشهر، مما أدى إلى"
                                            + " إغلاق الخط.")),
                    Map.entry(
                            "el",
                            List.of(
                                    "Το πλοίο μεταξύ του λιμανιού και των νησιών επανέλαβε τα"
                                            + " δρομολόγια τη Δευτέρα.",
                                    "«Είμαστε ανακουφισμένοι», είπε η λιμενάρχης.",
                                    "Μια καταιγίδα είχε καταστρέψει μέρος του μώλου στις αρχές του"
                                            + " μήνα.")),
                    Map.entry(
                            "tr",
                            List.of(
                                    "Liman ile adalar arasındaki feribot üç haftalık aranın"
                                            + " ardından pazartesi günü yeniden sefere başladı.",
                                    "Liman başkanı, “Yeniden yolcu taşımaktan mutluyuz” dedi.",
                                    "Ay başındaki fırtına dalgakıranın bir bölümünü yıkmıştı.")),
                    Map.entry(
                            "pl",
                            List.of(
                                    "Prom między portem a wyspami wznowił w poniedziałek kursy po"
                                            + " trzech tygodniach przerwy.",
                                    "„Cieszymy się” – powiedziała kapitan portu.",
                                    "Na początku miesiąca sztorm zniszczył część falochronu i linię"
                                            + " trzeba było zamknąć.")),
                    Map.entry(
                            "pt",
                            List.of(
                                    "A balsa entre o porto e as ilhas voltou a operar na"
                                            + " segunda-feira, após três semanas de paralisação.",
                                    "“Estamos aliviados”, disse a capitã do porto.",
                                    "Um temporal destruiu parte do quebra-mar no início do mês.")));

    private final String lang;
    private final RandomGenerator random;

    DevelopmentTexts(String lang, RandomGenerator random) {
        this.lang = lang;
        this.random = random;
    }

    static List<String> languages() {
        return SENTENCES.keySet().stream().filter(each -> !each.equals("en")).sorted().toList();
    }

    /** One to four sentences of the stock. */
    String paragraph() {
        List<String> stock = SENTENCES.getOrDefault(lang, List.of());
        boolean spaces = !lang.equals("zh") && !lang.equals("ja");
        StringBuilder out = new StringBuilder();
        int sentences = 1 + random.nextInt(4);
        for (int i = 0; i < sentences; i++) {
            out.append(i > 0 && spaces ? " " : "").append(stock.get(random.nextInt(stock.size())));
        }
        return out.toString();
    }

    List<String> paragraphs(int count) {
        List<String> paragraphs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paragraphs.add(paragraph());
        }
        return paragraphs;
    }

    /** A headline: a sentence cut short. */
    String headline() {
        List<String> stock = SENTENCES.getOrDefault(lang, List.of());
        String sentence = stock.get(random.nextInt(stock.size()));
        int space = sentence.indexOf(' ', Math.min(30, sentence.length() - 1));
        return space < 0
                ? sentence.substring(0, Math.min(16, sentence.length()))
                : sentence.substring(0, space);
    }
}
