package dev.wireroom.ingest.source;

import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.feed.OpmlOutline;
import dev.wireroom.ingest.format.json.WireroomJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what becomes of each outline of an OPML file: a new source, the source that is there
 * already, or a refusal. The same file a second time makes nothing new. Pure.
 */
public final class OpmlImport {

    private static final Pattern FEED_SCHEME =
            Pattern.compile("(?i)^feed:(//)?(?=https?:)|^feed://");
    private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*:.*");

    private static final int LONGEST_NAME = 200;

    /** What becomes of an outline. */
    public sealed interface Line {
        OpmlOutline outline();

        record Created(OpmlOutline outline, Source source) implements Line {}

        /** Its address is a source's already, of before or of an earlier outline. */
        record Exists(OpmlOutline outline, String sourceId) implements Line {}

        record Refused(OpmlOutline outline, Fault fault) implements Line {}
    }

    private final SourceRules rules;
    private final Instant now;
    private final Map<String, String> idByAddress = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private OpmlImport(Collection<Source> present, SourceRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
        for (Source source : present) {
            ids.add(source.getSourceId());
            if (source.getUrl() != null) {
                idByAddress.putIfAbsent(address(source.getUrl()), source.getSourceId());
            }
        }
    }

    /**
     * One line for each outline, in their order.
     *
     * @param present the sources that there are
     */
    public static List<Line> plan(
            List<OpmlOutline> outlines,
            Collection<Source> present,
            SourceRules rules,
            Instant now) {
        OpmlImport plan = new OpmlImport(present, rules, now);
        List<Line> lines = new ArrayList<>();
        outlines.forEach(outline -> lines.add(plan.line(outline)));
        return lines;
    }

    private Line line(OpmlOutline outline) {
        String url = url(outline.url());
        String address = address(url);
        String known = idByAddress.get(address);
        if (known != null) {
            return new Line.Exists(outline, known);
        }
        Findings findings = new Findings();
        Source source = source(outline, url);
        rules.check(source, findings);
        if (findings.refuses()) {
            return new Line.Refused(outline, findings.faults().get(0));
        }
        idByAddress.put(address, source.getSourceId());
        ids.add(source.getSourceId());
        return new Line.Created(outline, source);
    }

    private Source source(OpmlOutline outline, String url) {
        String id = SourceIds.derive(Optional.of(url), outline.name().orElse(""), ids::contains);
        String name = outline.name().orElse(id);
        return Source.newBuilder()
                .setSourceId(id)
                .setName(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                .setKind(SourceKind.POLL)
                .setUrl(url)
                .setHomepage(
                        outline.homepage()
                                .filter(h -> CanonicalUrl.parse(h).isPresent())
                                .orElse(null))
                .setLanguage(outline.language().flatMap(WireroomJson::languageTag).orElse(null))
                .setTags(outline.tags())
                .setCreatedAt(now)
                .setUpdatedAt(now)
                .build();
    }

    /** As it is meant: without the feed: scheme of old readers, with http where there is none. */
    private static String url(String given) {
        String stripped = given.strip();
        String bare = FEED_SCHEME.matcher(stripped).replaceFirst("");
        boolean schemeless = !bare.equals(stripped) || stripped.startsWith("//");
        String plain = bare.startsWith("//") ? bare.substring(2) : bare;
        String whole = schemeless && !SCHEME.matcher(plain).matches() ? "http://" + plain : plain;
        return whole.replace(" ", "%20");
    }

    /** What makes two addresses one feed: all but scheme, www and a slash at the end. */
    private static String address(String url) {
        return CanonicalUrl.of(url).replaceFirst("^https?://(www\\.)?", "").replaceFirst("/$", "");
    }
}
