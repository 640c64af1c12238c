package dev.wireroom.ingest.fetch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A robots.txt (RFC 9309): who may fetch what from an origin, and what else is said there about
 * automated use. Immutable; any bytes make one.
 *
 * <p>Groups of one agent are taken together; an agent without a group has that of {@code *}; of the
 * rules that match, the longest has its way and of two equally long ones the one that allows.
 * Besides the RFC's lines these are understood: {@code Crawl-delay}, {@code Sitemap}, {@code
 * Content-Usage} (IETF aipref: an optional path, then preferences) and {@code Content-Signal}
 * (contentsignals.org). A few misspellings of {@code Disallow} are taken for what they mean, as the
 * large crawlers do.
 */
final class RobotsTxt {

    /** What preferences a line states. */
    enum UsageLine {
        CONTENT_USAGE("robots-txt-content-usage"),
        CONTENT_SIGNAL("robots-txt-content-signal");

        private final String signal;

        UsageLine(String signal) {
            this.signal = signal;
        }

        /** The name of the signal in a usage preference. */
        String signal() {
            return signal;
        }
    }

    /** A preference for the paths that a pattern matches. */
    record Usage(UsageLine line, RobotsPattern paths, String value) {}

    private record Rule(boolean allow, RobotsPattern paths) {}

    /** What is said to one agent. */
    private static final class Group {
        private final List<Rule> rules = new ArrayList<>();
        private final List<Usage> usages = new ArrayList<>();
        private Optional<Duration> crawlDelay = Optional.empty();
    }

    /** Allows everything and says nothing. */
    static final RobotsTxt EMPTY = parse(new byte[0]);

    private static final String ANYONE = "*";
    private static final Group NOTHING_SAID = new Group();

    /** Longer patterns are longer than the paths of all but hostile URLs. */
    private static final int MAX_PATTERN = 2_048;

    private static final int MAX_VALUE = 500;
    private static final int MAX_SITEMAPS = 1_000;
    private static final int MAX_CRAWL_DELAY_S = 86_400;

    private static final Set<String> AGENT_KEYS = Set.of("user-agent", "useragent", "user agent");
    private static final Set<String> DISALLOW_KEYS =
            Set.of("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw");

    private final Map<String, Group> groups;
    private final List<String> sitemaps;

    private RobotsTxt(Map<String, Group> groups, List<String> sitemaps) {
        this.groups = groups;
        this.sitemaps = sitemaps;
    }

    static RobotsTxt parse(byte[] bytes) {
        Reading reading = new Reading();
        String text = new String(bytes, StandardCharsets.UTF_8);
        text.lines().forEach(reading::line);
        return new RobotsTxt(reading.groups, List.copyOf(reading.sitemaps));
    }

    /**
     * Whether an agent may fetch something.
     *
     * @param agent product token, such as {@code Wireroom}
     * @param target path and query
     */
    boolean allows(String agent, String target) {
        String path = RobotsPattern.normalise(target);
        if (path.equals("/robots.txt")) {
            return true;
        }
        boolean allowed = true;
        int longest = -1;
        for (Rule rule : group(agent).rules) {
            int length = rule.paths().length();
            boolean wins = length > longest || (length == longest && rule.allow());
            if (wins && rule.paths().matches(path)) {
                allowed = rule.allow();
                longest = length;
            }
        }
        return allowed;
    }

    /** How far apart an agent's requests should be, where that is said; at most a day. */
    Optional<Duration> crawlDelay(String agent) {
        return group(agent).crawlDelay;
    }

    /**
     * The preferences that hold for something: all signals, and the usage lines with the longest
     * path that matches.
     */
    List<Usage> usages(String agent, String target) {
        String path = RobotsPattern.normalise(target);
        List<Usage> matching =
                group(agent).usages.stream().filter(usage -> usage.paths().matches(path)).toList();
        int longest =
                matching.stream()
                        .filter(usage -> usage.line() == UsageLine.CONTENT_USAGE)
                        .mapToInt(usage -> usage.paths().length())
                        .max()
                        .orElse(0);
        return matching.stream()
                .filter(
                        usage ->
                                usage.line() == UsageLine.CONTENT_SIGNAL
                                        || usage.paths().length() == longest)
                .toList();
    }

    /** Whether an agent has a group of its own. */
    boolean names(String agent) {
        return groups.containsKey(agent.toLowerCase(Locale.ROOT));
    }

    List<String> sitemaps() {
        return sitemaps;
    }

    private Group group(String agent) {
        Group own = groups.get(agent.toLowerCase(Locale.ROOT));
        return own != null ? own : groups.getOrDefault(ANYONE, NOTHING_SAID);
    }

    /** Reading under way, line by line. */
    private static final class Reading {
        private final Map<String, Group> groups = new LinkedHashMap<>();
        private final List<String> sitemaps = new ArrayList<>();
        private Set<Group> addressed = new HashSet<>();
        private boolean rulesBegan;

        void line(String raw) {
            int hash = raw.indexOf('#');
            String line = (hash < 0 ? raw : raw.substring(0, hash)).strip();
            if (line.startsWith("\ufeff")) {
                line = line.substring(1).strip();
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                String key = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                take(key, line.substring(colon + 1).strip());
            }
        }

        private void take(String key, String value) {
            if (AGENT_KEYS.contains(key)) {
                agent(value);
            } else if (DISALLOW_KEYS.contains(key)) {
                rule(false, value);
            } else if (key.equals("allow")) {
                rule(true, value);
            } else if (key.equals("content-usage")) {
                usage(value);
            } else if (key.equals("content-signal")) {
                add(new Usage(UsageLine.CONTENT_SIGNAL, RobotsPattern.parse("/"), bounded(value)));
            } else if (key.equals("crawl-delay")) {
                crawlDelay(value);
            } else if (key.equals("sitemap")
                    && !value.isEmpty()
                    && sitemaps.size() < MAX_SITEMAPS) {
                sitemaps.add(value);
            }
        }

        private void agent(String value) {
            if (rulesBegan) {
                addressed = new HashSet<>();
                rulesBegan = false;
            }
            String token =
                    value.startsWith(ANYONE)
                            ? ANYONE
                            : value.replaceFirst("[^A-Za-z_-].*", "").toLowerCase(Locale.ROOT);
            if (!token.isEmpty()) {
                addressed.add(groups.computeIfAbsent(token, agent -> new Group()));
            }
        }

        private void rule(boolean allow, String path) {
            rulesBegan = true;
            if (!path.isEmpty() && path.length() <= MAX_PATTERN) {
                Rule rule = new Rule(allow, RobotsPattern.parse(path));
                addressed.forEach(group -> group.rules.add(rule));
            }
        }

        private void usage(String value) {
            boolean hasPath = value.startsWith("/") || value.startsWith("*");
            String[] words = value.split("\\s+", 2);
            String path = hasPath ? words[0] : "/";
            String preferences = hasPath ? (words.length > 1 ? words[1] : "") : value;
            if (path.length() <= MAX_PATTERN) {
                RobotsPattern paths = RobotsPattern.parse(path);
                add(new Usage(UsageLine.CONTENT_USAGE, paths, bounded(preferences.strip())));
            }
        }

        private void add(Usage usage) {
            rulesBegan = true;
            if (!usage.value().isEmpty()) {
                addressed.forEach(group -> group.usages.add(usage));
            }
        }

        private void crawlDelay(String value) {
            if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                double seconds = Math.min(Double.parseDouble(value), MAX_CRAWL_DELAY_S);
                Optional<Duration> delay = Optional.of(Duration.ofMillis((long) (seconds * 1000)));
                addressed.forEach(group -> group.crawlDelay = delay);
            }
        }

        private static String bounded(String value) {
            return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
        }
    }
}
