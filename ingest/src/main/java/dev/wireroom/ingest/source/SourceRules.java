package dev.wireroom.ingest.source;

import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.service.net.AddressGuard;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a definition must keep to beyond its types. Names are not looked up here: what they resolve
 * to is the fetcher's to guard, each time; an address that is written out is refused at once.
 * Immutable.
 *
 * @param guard which addresses are asked
 */
public record SourceRules(AddressGuard guard) {

    /** Shorter is impolite whoever asks. */
    static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(30);

    static final Duration LONGEST_INTERVAL = Duration.ofDays(30);

    /** An address written out in numbers, which Java reads without asking a name server. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-f.%]*:[0-9a-z:.%]*");

    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_URL = 2_000;

    void check(Source source, Findings findings) {
        if (source.getKind() == SourceKind.POLL && source.getUrl() == null) {
            findings.fault(
                    "missing-field",
                    "/url",
                    "",
                    "A source that is polled needs the address of its feed.",
                    "Add url, or make kind push.");
        }
        if (source.getUrl() != null) {
            checkUrl(source.getUrl(), findings);
        }
        checkLength("/name", source.getName(), findings);
        if (source.getPauseReason() != null) {
            checkLength("/pauseReason", source.getPauseReason(), findings);
        }
        if (source.getPublisherId() != null && !SourceIds.isId(source.getPublisherId())) {
            findings.fault(
                    "invalid-publisher-id",
                    "/publisherId",
                    source.getPublisherId(),
                    "publisherId is not an id.",
                    SourceIds.RULE);
        }
        checkTags(source, findings);
        checkIntervals(source, findings);
    }

    /** Finds fault with the address of a feed. */
    public void checkUrl(String url, Findings findings) {
        Optional<URI> uri = CanonicalUrl.parse(url);
        if (uri.isEmpty() || url.length() > LONGEST_URL) {
            findings.fault(
                    "invalid-url",
                    "/url",
                    url,
                    "url is not an absolute http or https URL of at most %d characters."
                            .formatted(LONGEST_URL),
                    "Write it like https://example.org/feed.xml, with spaces and the like"
                            + " percent-encoded.");
            return;
        }
        if (uri.get().getRawUserInfo() != null) {
            findings.fault(
                    "url-with-password",
                    "/url",
                    uri.get().getHost(),
                    "url has a user name or password in it, which everyone who may read sources"
                            + " would see.",
                    "Take it out of the address.");
        }
        objection(uri.get().getHost())
                .ifPresent(
                        objection ->
                                findings.fault(
                                        "guarded-address",
                                        "/url",
                                        url,
                                        "url is an address that is not asked: %s."
                                                .formatted(objection),
                                        "Use a public address, or let this network in with"
                                                + " ingest.fetch.allowed.private.networks."));
    }

    private Optional<String> objection(String host) {
        String bare = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (bare.equals("localhost") || bare.endsWith(".localhost")) {
            return guard.objectionTo(InetAddress.getLoopbackAddress());
        }
        if (!LITERAL.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return guard.objectionTo(InetAddress.getByName(bare));
        } catch (UnknownHostException aName) {
            return Optional.empty();
        }
    }

    private static void checkLength(String field, String text, Findings findings) {
        if (text.length() > LONGEST_TEXT) {
            findings.fault(
                    "too-long",
                    field,
                    text,
                    "It has %d characters.".formatted(text.length()),
                    "Use at most %d.".formatted(LONGEST_TEXT));
        }
    }

    private static void checkTags(Source source, Findings findings) {
        if (source.getTags().size() > MOST_TAGS) {
            findings.fault(
                    "too-many",
                    "/tags",
                    String.valueOf(source.getTags().size()),
                    "The source has too many tags.",
                    "Use at most %d.".formatted(MOST_TAGS));
        }
        source.getTags().forEach(tag -> checkLength("/tags", tag, findings));
    }

    private static void checkIntervals(Source source, Findings findings) {
        Long min = source.getMinPollIntervalMs();
        Long max = source.getMaxPollIntervalMs();
        boolean sound = checkInterval("minPollInterval", min, findings);
        sound &= checkInterval("maxPollInterval", max, findings);
        if (sound && min != null && max != null && min > max) {
            findings.fault(
                    "intervals-crossed",
                    "/minPollInterval",
                    Duration.ofMillis(min).toString(),
                    "minPollInterval is longer than maxPollInterval, %s."
                            .formatted(Duration.ofMillis(max)),
                    "Make it shorter, or leave one of them out.");
        }
    }

    private static boolean checkInterval(String name, @Nullable Long millis, Findings findings) {
        if (millis == null
                || (millis >= SHORTEST_INTERVAL.toMillis()
                        && millis <= LONGEST_INTERVAL.toMillis())) {
            return true;
        }
        findings.fault(
                "out-of-range",
                "/" + name,
                Duration.ofMillis(millis).toString(),
                "%s is out of range.".formatted(name),
                "Write a duration from %s to %s.".formatted(SHORTEST_INTERVAL, LONGEST_INTERVAL));
        return false;
    }
}
