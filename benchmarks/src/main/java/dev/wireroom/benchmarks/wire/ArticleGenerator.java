package dev.wireroom.benchmarks.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes articles that look like wire copy to enrich: no two sentences are alike, so that no cache
 * helps, and names recur within an article, so that there is something to merge. The same seed
 * makes the same articles. Not thread-safe.
 */
public final class ArticleGenerator {

    private static final List<String> FIRST =
            List.of(
                    "Amina", "Boris", "Chen", "Dalia", "Emeka", "Farid", "Grace", "Hassan", "Irina",
                    "Juan", "Kofi", "Lucia", "Mariam", "Nikolai", "Olga", "Pedro", "Ruth", "Samuel",
                    "Tariq", "Yuki");
    private static final List<String> LAST =
            List.of(
                    "Abebe",
                    "Bianchi",
                    "Castillo",
                    "Diallo",
                    "Eriksson",
                    "Farouk",
                    "Gupta",
                    "Haddad",
                    "Ivanov",
                    "Juarez",
                    "Kamau",
                    "Lindqvist",
                    "Mbeki",
                    "Novak",
                    "Okafor",
                    "Petrov",
                    "Rahman",
                    "Santos",
                    "Tanaka",
                    "Ueda");
    private static final List<String> PLACE =
            List.of(
                    "Nairobi",
                    "Damascus",
                    "Lagos",
                    "Bogota",
                    "Jakarta",
                    "Ankara",
                    "Lima",
                    "Accra",
                    "Tunis",
                    "Kabul",
                    "Manila",
                    "Quito",
                    "Cairo",
                    "Dhaka",
                    "Baghdad",
                    "Caracas",
                    "Hanoi",
                    "Tripoli",
                    "Kyiv",
                    "Seoul");
    private static final List<String> BODY =
            List.of(
                    "the Ministry of Finance",
                    "the Central Bank",
                    "the United Nations",
                    "the African Union",
                    "the Red Crescent",
                    "the National Assembly",
                    "the World Health Organization",
                    "the Electoral Commission");
    private static final List<String> VERB =
            List.of(
                    "praised",
                    "condemned",
                    "welcomed",
                    "rejected",
                    "questioned",
                    "defended",
                    "criticised",
                    "announced",
                    "postponed",
                    "supported");
    private static final List<String> MATTER =
            List.of(
                    "the new budget",
                    "a cease-fire proposal",
                    "the election results",
                    "a trade agreement",
                    "plans for a dam",
                    "the vaccination campaign",
                    "a ban on exports",
                    "the peace talks",
                    "the strike",
                    "emergency aid");

    private final RandomGenerator random;
    private final int words;
    private long made;

    /**
     * A generator.
     *
     * @param words words of a body, about
     */
    public ArticleGenerator(RandomGenerator random, int words) {
        this.random = random;
        this.words = words;
    }

    /** The next article, in our own JSON. */
    public ObjectNode next(String idPrefix) {
        String subject = pick(FIRST) + " " + pick(LAST);
        String place = pick(PLACE);
        StringBuilder body = new StringBuilder();
        int count = 0;
        int sentences = 0;
        while (count < words) {
            String sentence = sentence(subject, place, sentences);
            body.append(sentence).append(++sentences % 4 == 0 ? "\n\n" : " ");
            count += sentence.split(" ").length;
        }
        made++;
        return JsonNodeFactory.instance
                .objectNode()
                .put("externalId", idPrefix + made)
                .put(
                        "title",
                        "%s %s %s in %s, day %d"
                                .formatted(
                                        subject,
                                        pick(VERB),
                                        pick(MATTER),
                                        place,
                                        random.nextInt(10_000)))
                .put("body", body.toString().strip())
                .put("language", "en");
    }

    private String sentence(String subject, String place, int number) {
        String who =
                number % 3 == 0
                        ? subject
                        : number % 3 == 1
                                ? subject.substring(subject.indexOf(' ') + 1)
                                : pick(BODY);
        String sentence =
                "%s %s %s in %s after %d people were reported missing near %s, according to %s %s, who spoke on day %d of the talks."
                        .formatted(
                                who,
                                pick(VERB),
                                pick(MATTER),
                                place,
                                random.nextInt(2, 900),
                                pick(PLACE),
                                pick(FIRST),
                                pick(LAST),
                                random.nextInt(1, 400));
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
