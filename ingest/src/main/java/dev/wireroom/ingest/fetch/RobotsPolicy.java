package dev.wireroom.ingest.fetch;

import dev.wireroom.contract.UsagePreference;
import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.service.net.WebAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks each origin's robots.txt before its pages, and remembers it for a while. Thread-safe; one
 * thread reads the robots.txt of an origin while others that want it wait.
 *
 * <p>As RFC 9309 has it, section 2.3.1: one that is not there (4xx, too many redirects) allows
 * everything; one that can't be had now (5xx, 429, no answer) allows nothing until it can be had,
 * unless an older copy is known. What is remembered is bounded by the bytes of what was read, the
 * longest unused going first.
 */
final class RobotsPolicy {

    /**
     * What an origin says of one address.
     *
     * @param refusal why it must not be fetched, for a person; empty where it may be
     * @param preferences about the use of what is there
     * @param crawlDelay least time between requests that the origin wants
     */
    record Verdict(
            Optional<String> refusal,
            List<UsagePreference> preferences,
            Optional<Duration> crawlDelay) {}

    /** Crawlers that feed models; a group of theirs says something about all such use. */
    private static final List<String> AI_AGENTS =
            List.of(
                    "GPTBot",
                    "ClaudeBot",
                    "anthropic-ai",
                    "Google-Extended",
                    "Applebot-Extended",
                    "CCBot",
                    "Bytespider",
                    "meta-externalagent",
                    "Amazonbot",
                    "PerplexityBot",
                    "cohere-ai",
                    "Diffbot",
                    "omgili");

    private static final String AI_AGENT_SIGNAL = "robots-txt-ai-agents";

    /** How soon a robots.txt that could not be had is tried again. */
    private static final Duration RETRY = Duration.ofMinutes(10);

    /** A larger wish is granted as far as this: a page a minute is not worth waiting for. */
    static final Duration MAX_CRAWL_DELAY = Duration.ofSeconds(30);

    private static final long MAX_REMEMBERED_BYTES = 32L * 1024 * 1024;
    private static final long BYTES_PER_ENTRY = 512;

    private final FetchConfig config;
    private final GuidedClient client;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long rememberedBytes;

    RobotsPolicy(FetchConfig config, GuidedClient client) {
        this.config = config;
        this.client = client;
    }

    Verdict check(WebAddress address) throws InterruptedException {
        Entry entry = entry(address.origin());
        entry.lock.lockInterruptibly();
        Known known;
        try {
            known = entry.known;
            if (known == null || System.nanoTime() - known.staleAt >= 0) {
                known = read(address, known);
                entry.known = known;
                remember(entry, known.bytes);
            }
        } finally {
            entry.lock.unlock();
        }
        return known.unreachable.isPresent()
                ? new Verdict(known.unreachable, List.of(), Optional.empty())
                : verdict(known.robots, address);
    }

    private Known read(WebAddress address, @Nullable Known before) throws InterruptedException {
        WebAddress place = address.sibling("/robots.txt");
        FetchResult result =
                client.get(place, Profile.robots(config), Map.of(), GuidedClient.Gate.OPEN);
        if (result instanceof FetchResult.Fetched fetched) {
            RobotsTxt robots = RobotsTxt.parse(fetched.body());
            return new Known(
                    robots, Optional.empty(), fetched.body().length, in(config.robotsTtl()));
        }
        Optional<String> unreachable = unreachable(result);
        if (unreachable.isEmpty()) {
            return new Known(RobotsTxt.EMPTY, Optional.empty(), 0, in(config.robotsTtl()));
        }
        Duration retry = RETRY.compareTo(config.robotsTtl()) < 0 ? RETRY : config.robotsTtl();
        if (before != null && before.unreachable.isEmpty()) {
            return new Known(before.robots, Optional.empty(), before.bytes, in(retry));
        }
        String why =
                ("%s could not be read, which counts as a no to everything until it can be: %s It"
                                + " is tried again after %d min.")
                        .formatted(place, unreachable.get(), Math.max(retry.toMinutes(), 1));
        return new Known(RobotsTxt.EMPTY, Optional.of(why), 0, in(retry));
    }

    /** Why a robots.txt can't be had now; empty where there is none. */
    private static Optional<String> unreachable(FetchResult result) {
        return switch (result) {
            case FetchResult.Rejected rejected ->
                    rejected.response().filter(RobotsPolicy::isTrouble).isPresent()
                            ? Optional.of(rejected.explanation())
                            : Optional.empty();
            case FetchResult.Failed failed ->
                    failed.cause() == Cause.TOO_MANY_REDIRECTS
                            ? Optional.empty()
                            : Optional.of(failed.explanation());
            case FetchResult.Fetched fetched -> Optional.empty();
            case FetchResult.NotModified notModified -> Optional.empty();
        };
    }

    private static boolean isTrouble(WebResponse response) {
        return response.status() >= 500 || response.status() == 429;
    }

    private Verdict verdict(RobotsTxt robots, WebAddress address) {
        String agent = config.agent();
        String place = address.sibling("/robots.txt").toString();
        List<UsagePreference> preferences = new ArrayList<>();
        for (RobotsTxt.Usage usage : robots.usages(agent, address.target())) {
            preferences.add(new UsagePreference(usage.line().signal(), usage.value(), place));
        }
        List<String> barred =
                AI_AGENTS.stream()
                        .filter(robots::names)
                        .filter(other -> !robots.allows(other, address.target()))
                        .toList();
        if (!barred.isEmpty()) {
            String value = "disallow: " + String.join(", ", barred);
            preferences.add(new UsagePreference(AI_AGENT_SIGNAL, value, place));
        }
        Optional<String> refusal =
                robots.allows(agent, address.target())
                        ? Optional.empty()
                        : Optional.of(
                                ("%s disallows %s for %s, so it is not fetched. Ask the publisher"
                                                + " to allow it, or turn page fetching off for this"
                                                + " source.")
                                        .formatted(place, address.target(), agent));
        Optional<Duration> delay =
                robots.crawlDelay(agent)
                        .map(wish -> wish.compareTo(MAX_CRAWL_DELAY) > 0 ? MAX_CRAWL_DELAY : wish);
        return new Verdict(refusal, List.copyOf(preferences), delay);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private Entry entry(String origin) {
        synchronized (entries) {
            return entries.computeIfAbsent(
                    origin,
                    key -> {
                        rememberedBytes += BYTES_PER_ENTRY;
                        return new Entry();
                    });
        }
    }

    private void remember(Entry entry, long bytes) {
        synchronized (entries) {
            rememberedBytes += bytes - entry.bytes;
            entry.bytes = bytes;
            Iterator<Entry> eldest = entries.values().iterator();
            while (rememberedBytes > MAX_REMEMBERED_BYTES && eldest.hasNext()) {
                rememberedBytes -= eldest.next().bytes + BYTES_PER_ENTRY;
                eldest.remove();
            }
        }
    }

    private record Known(
            RobotsTxt robots, Optional<String> unreachable, long bytes, long staleAt) {}

    /** {@code known} belongs to the entry's lock, {@code bytes} to the map's. */
    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Known known;
        private long bytes;
    }
}
