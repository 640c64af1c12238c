package dev.wireroom.ingest.fetch;

import dev.wireroom.contract.UsagePreference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the headers of an answer say about automated use: {@code Content-Usage} (IETF aipref),
 * {@code TDM-Reservation} and {@code TDM-Policy} (W3C TDMRep), and of {@code X-Robots-Tag} what is
 * about AI or meant for this agent. They are recorded as they stand; whoever uses an article
 * honours them.
 */
final class UsageSignals {

    private static final int MAX_SIGNALS = 20;
    private static final int MAX_LENGTH = 500;

    /** A header that is recorded whole, under the name of its signal. */
    private record Recorded(String header, String signal) {}

    private static final List<Recorded> RECORDED =
            List.of(
                    new Recorded("content-usage", "content-usage-header"),
                    new Recorded("tdm-policy", "tdm-policy"),
                    new Recorded("tdm-reservation", "tdm-reservation"));

    /** Rules of X-Robots-Tag that say something to others than search engines. */
    private static final Set<String> USAGE_RULES =
            Set.of("noai", "noimageai", "noindex", "nosnippet", "noarchive", "none", "nofollow");

    private UsageSignals() {}

    /**
     * Reads the signals of an answer's headers.
     *
     * @param agent product name that {@code X-Robots-Tag: name: rule} may address
     */
    static List<UsagePreference> of(WebResponse response, String agent) {
        List<UsagePreference> found = new ArrayList<>();
        String origin = response.uri().toString();
        for (Recorded recorded : RECORDED) {
            for (String value : response.headers(recorded.header())) {
                add(found, recorded.signal(), value, origin);
            }
        }
        for (String value : response.headers("x-robots-tag")) {
            xRobotsTag(value, agent).forEach(rule -> add(found, "x-robots-tag", rule, origin));
        }
        return List.copyOf(found);
    }

    /** The rules of one header line that are for everyone or for this agent. */
    private static List<String> xRobotsTag(String value, String agent) {
        List<String> rules = new ArrayList<>();
        boolean ours = true;
        for (String part : value.split(",", -1)) {
            String rule = part.strip();
            int colon = rule.indexOf(':');
            String name = colon < 0 ? "" : rule.substring(0, colon).strip();
            if (!name.isEmpty() && !isValued(name)) {
                ours = name.equalsIgnoreCase(agent);
                rule = rule.substring(colon + 1).strip();
            }
            if (ours && USAGE_RULES.contains(rule.toLowerCase(Locale.ROOT))) {
                rules.add(rule.toLowerCase(Locale.ROOT));
            }
        }
        return rules;
    }

    /** Rules that have a colon of their own. */
    private static boolean isValued(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("max-") || lower.equals("unavailable_after");
    }

    private static void add(
            List<UsagePreference> found, String signal, String value, String origin) {
        String text = value.strip();
        if (!text.isEmpty() && found.size() < MAX_SIGNALS) {
            String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
            found.add(new UsagePreference(signal, bounded, origin));
        }
    }
}
