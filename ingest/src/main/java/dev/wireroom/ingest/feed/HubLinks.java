package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.fetch.WebResponse;
import dev.wireroom.ingest.format.CanonicalUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hub of a feed and the topic to ask it for, by Link headers first, then by what the feed says
 * (W3C WebSub, section 4). Pure.
 */
record HubLinks(String hub, String topic) {

    private static final Pattern LINK = Pattern.compile("<([^<>]{1,2000})>([^<]{0,2000})");
    private static final Pattern REL =
            Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,]+))");

    /** Empty where there is no hub to ask. */
    static Optional<HubLinks> of(WebResponse response, PolledDocument document) {
        List<String> hubs = new ArrayList<>(links(response, "hub"));
        hubs.addAll(document.hubs());
        List<String> topics = new ArrayList<>(links(response, "self"));
        document.self().ifPresent(topics::add);
        topics.add(response.uri().toString());
        return hubs.stream()
                .filter(hub -> CanonicalUrl.parse(hub).isPresent())
                .findFirst()
                .map(hub -> new HubLinks(hub, topics.get(0)));
    }

    private static List<String> links(WebResponse response, String wanted) {
        List<String> found = new ArrayList<>();
        for (String header : response.headers("link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                Matcher rel = REL.matcher(link.group(2));
                if (rel.find() && names(rel).contains(wanted)) {
                    resolved(response.uri(), link.group(1).strip()).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static List<String> names(Matcher rel) {
        String value = rel.group(1) == null ? rel.group(2) : rel.group(1);
        return List.of(value.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /** A stranger's header may have anything between its brackets. */
    private static Optional<String> resolved(URI base, String reference) {
        try {
            return Optional.of(base.resolve(reference).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
