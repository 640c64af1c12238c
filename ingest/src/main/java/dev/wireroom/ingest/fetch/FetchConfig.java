package dev.wireroom.ingest.fetch;

import dev.wireroom.service.config.ConfigValues;
import dev.wireroom.service.net.AddressRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How documents are fetched from the web; its keys are {@code ingest.fetch.*}. Immutable.
 *
 * @param agent product name, as robots.txt knows it and the User-Agent begins
 * @param contact where the people asked can reach whoever runs this, in the User-Agent
 * @param connectTimeout for DNS, for TCP and for TLS, each
 * @param readTimeout longest silence, the wait for the first byte included
 * @param totalTimeout from the first request to the last byte, waiting for turns aside
 * @param maxFeedBytes longest feed, decoded
 * @param maxPageBytes longest page, decoded
 * @param maxDecompressionRatio most decoded bytes for one received
 * @param maxInFlight most requests at once, to all hosts together
 * @param hostMinDelay least time from one request to a host to the next
 * @param hostMaxInFlight most requests at once to one host
 * @param hostMaxPause longest a fetch waits for a host that has asked for a pause
 * @param robotsTtl how long a robots.txt is used before it is read again
 * @param allowedNetworks private networks that may be asked all the same
 * @param allowedPorts ports that may be asked
 */
public record FetchConfig(
        String agent,
        Optional<String> contact,
        Duration connectTimeout,
        Duration readTimeout,
        Duration totalTimeout,
        int maxRedirects,
        int maxFeedBytes,
        int maxPageBytes,
        int maxDecompressionRatio,
        int maxInFlight,
        Duration hostMinDelay,
        int hostMaxInFlight,
        Duration hostMaxPause,
        Duration robotsTtl,
        List<AddressRange> allowedNetworks,
        List<PortRange> allowedPorts) {

    private static final String PREFIX = "ingest.fetch.";
    private static final String AGENT = PREFIX + "user.agent";
    private static final String CONTACT = PREFIX + "contact";
    private static final String CONNECT_TIMEOUT_MS = PREFIX + "connect.timeout.ms";
    private static final String READ_TIMEOUT_MS = PREFIX + "read.timeout.ms";
    private static final String TOTAL_TIMEOUT_MS = PREFIX + "total.timeout.ms";
    private static final String MAX_REDIRECTS = PREFIX + "max.redirects";
    private static final String MAX_FEED_BYTES = PREFIX + "feed.max.bytes";
    private static final String MAX_PAGE_BYTES = PREFIX + "page.max.bytes";
    private static final String MAX_DECOMPRESSION_RATIO = PREFIX + "max.decompression.ratio";
    private static final String MAX_IN_FLIGHT = PREFIX + "max.in.flight";
    private static final String HOST_MIN_DELAY_MS = PREFIX + "host.min.delay.ms";
    private static final String HOST_MAX_IN_FLIGHT = PREFIX + "host.max.in.flight";
    private static final String HOST_MAX_PAUSE_MS = PREFIX + "host.max.pause.ms";
    private static final String ROBOTS_TTL_MS = PREFIX + "robots.ttl.ms";
    private static final String ALLOWED_NETWORKS = PREFIX + "allowed.private.networks";
    private static final String ALLOWED_PORTS = PREFIX + "allowed.ports";

    private static final int MIB = 1024 * 1024;

    /** RFC 9309 wants a robots.txt used no longer than a day. */
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    /** A version of the agent where the jar does not know its own. */
    private static final String UNKNOWN_VERSION = "dev";

    public static ConfigDef define(ConfigDef definition) {
        defineManners(definition);
        defineBounds(definition);
        return definition
                .define(
                        ALLOWED_NETWORKS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Networks that feeds may be on although they are not public, like"
                                + " 10.20.0.0/16: loopback, private and link-local addresses are"
                                + " refused otherwise.")
                .define(
                        ALLOWED_PORTS,
                        ConfigDef.Type.LIST,
                        List.of("80", "443", "1024-65535"),
                        Importance.LOW,
                        "Ports that may be asked, one by one or as ranges.");
    }

    private static void defineManners(ConfigDef definition) {
        definition
                .define(
                        AGENT,
                        ConfigDef.Type.STRING,
                        "Wireroom",
                        ConfigDef.CompositeValidator.of(
                                new ConfigDef.NonEmptyString(),
                                ConfigDef.LambdaValidator.with(
                                        FetchConfig::ensureToken, () -> "letters, - and _")),
                        Importance.MEDIUM,
                        "Product name that the User-Agent begins with and robots.txt is read for;"
                                + " letters, - and _.")
                .define(
                        CONTACT,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(
                                FetchConfig::ensureHeaderText, () -> "printable ASCII"),
                        Importance.HIGH,
                        "Web or mail address, put into the User-Agent, where those who are asked"
                                + " can reach whoever runs this.")
                .define(
                        HOST_MIN_DELAY_MS,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(0, 600_000),
                        Importance.MEDIUM,
                        "Least time from one request to a host to the next.")
                .define(
                        HOST_MAX_IN_FLIGHT,
                        ConfigDef.Type.INT,
                        2,
                        Range.between(1, 100),
                        Importance.MEDIUM,
                        "Most requests at once to one host.")
                .define(
                        HOST_MAX_PAUSE_MS,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.between(0, 600_000),
                        Importance.LOW,
                        "Longest that a fetch waits for a host that has asked for a pause"
                                + " (Retry-After); a longer one ends the fetch at once.")
                .define(
                        ROBOTS_TTL_MS,
                        ConfigDef.Type.LONG,
                        DAY_MS,
                        Range.between(1_000, DAY_MS),
                        Importance.LOW,
                        "How long a robots.txt is used before it is read again; at most a day.");
    }

    private static void defineBounds(ConfigDef definition) {
        definition
                .define(
                        CONNECT_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(10, 120_000),
                        Importance.LOW,
                        "How long looking up a name, connecting, and agreeing on TLS may take,"
                                + " each.")
                .define(
                        READ_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        20_000L,
                        Range.between(10, 600_000),
                        Importance.LOW,
                        "Longest silence of a server, the wait for its first byte included.")
                .define(
                        TOTAL_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.between(10, 3_600_000),
                        Importance.MEDIUM,
                        "How long a fetch may take from its first request to its last byte,"
                                + " redirects included.")
                .define(
                        MAX_REDIRECTS,
                        ConfigDef.Type.INT,
                        8,
                        Range.between(0, 20),
                        Importance.LOW,
                        "Most redirects that are followed in one fetch.")
                .define(
                        MAX_FEED_BYTES,
                        ConfigDef.Type.INT,
                        16 * MIB,
                        Range.between(1_024, 256 * MIB),
                        Importance.MEDIUM,
                        "Longest feed, decoded.")
                .define(
                        MAX_PAGE_BYTES,
                        ConfigDef.Type.INT,
                        8 * MIB,
                        Range.between(1_024, 256 * MIB),
                        Importance.MEDIUM,
                        "Longest page, decoded.")
                .define(
                        MAX_DECOMPRESSION_RATIO,
                        ConfigDef.Type.INT,
                        200,
                        Range.between(2, 10_000),
                        Importance.LOW,
                        "Most decoded bytes for each byte received, past the first MiB.")
                .define(
                        MAX_IN_FLIGHT,
                        ConfigDef.Type.INT,
                        256,
                        Range.between(1, 10_000),
                        Importance.MEDIUM,
                        "Most requests at once, to all hosts together.");
    }

    public static FetchConfig from(ConfigValues values) {
        return new FetchConfig(
                values.string(AGENT),
                values.optionalString(CONTACT),
                values.millis(CONNECT_TIMEOUT_MS),
                values.millis(READ_TIMEOUT_MS),
                values.millis(TOTAL_TIMEOUT_MS),
                values.integer(MAX_REDIRECTS),
                values.integer(MAX_FEED_BYTES),
                values.integer(MAX_PAGE_BYTES),
                values.integer(MAX_DECOMPRESSION_RATIO),
                values.integer(MAX_IN_FLIGHT),
                values.millis(HOST_MIN_DELAY_MS),
                values.integer(HOST_MAX_IN_FLIGHT),
                values.millis(HOST_MAX_PAUSE_MS),
                values.millis(ROBOTS_TTL_MS),
                networks(values),
                ports(values));
    }

    private static List<AddressRange> networks(ConfigValues values) {
        List<AddressRange> networks = new ArrayList<>();
        for (String network : values.list(ALLOWED_NETWORKS)) {
            try {
                networks.add(AddressRange.parse(network));
            } catch (IllegalArgumentException e) {
                throw values.unusable(
                        ALLOWED_NETWORKS,
                        String.valueOf(e.getMessage()),
                        "give networks like 10.20.0.0/16, separated by commas");
            }
        }
        return List.copyOf(networks);
    }

    private static List<PortRange> ports(ConfigValues values) {
        List<PortRange> ports = new ArrayList<>();
        for (String range : values.list(ALLOWED_PORTS)) {
            ports.add(
                    PortRange.parse(range)
                            .orElseThrow(
                                    () ->
                                            values.unusable(
                                                    ALLOWED_PORTS,
                                                    range + " is neither a port nor a range",
                                                    "write it like 80,443,1024-65535")));
        }
        return List.copyOf(ports);
    }

    private static void ensureToken(String key, Object value) {
        if (!value.toString().matches("[A-Za-z_-]+")) {
            throw new org.apache.kafka.common.config.ConfigException(
                    key, value, "letters, - and _ only, as RFC 9309 has product tokens");
        }
    }

    private static void ensureHeaderText(String key, Object value) {
        if (value != null && !value.toString().matches("[!-'*-~]*")) {
            throw new org.apache.kafka.common.config.ConfigException(
                    key, value, "one address in ASCII, without spaces or parentheses");
        }
    }

    /** Who asks, as the User-Agent header says it: {@code Wireroom/0.1.0 (+https://…)}. */
    String userAgent() {
        String version = FetchConfig.class.getPackage().getImplementationVersion();
        return "%s/%s%s"
                .formatted(
                        agent,
                        version == null ? UNKNOWN_VERSION : version,
                        contact.map(address -> " (+" + address + ")").orElse(""));
    }

    boolean allowsPort(int port) {
        return allowedPorts.stream().anyMatch(range -> range.contains(port));
    }

    /** Ports from the first to the last, both included. */
    public record PortRange(int first, int last) {

        private static final int MAX = 65_535;

        static Optional<PortRange> parse(String text) {
            String[] ends = text.strip().split("-", 2);
            String first = ends[0].strip();
            String last = ends[ends.length - 1].strip();
            if (!first.matches("\\d{1,5}") || !last.matches("\\d{1,5}")) {
                return Optional.empty();
            }
            PortRange range = new PortRange(Integer.parseInt(first), Integer.parseInt(last));
            boolean usable = range.first > 0 && range.first <= range.last && range.last <= MAX;
            return usable ? Optional.of(range) : Optional.empty();
        }

        boolean contains(int port) {
            return port >= first && port <= last;
        }
    }
}
