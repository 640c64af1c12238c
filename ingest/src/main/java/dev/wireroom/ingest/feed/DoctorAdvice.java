package dev.wireroom.ingest.feed;

import java.util.Map;
import java.util.Optional;

/**
 * What can be done about what is wrong with a feed, by its operator here and its publisher there.
 * Stateless.
 */
public final class DoctorAdvice {

    /** News is lost or late. */
    private static final int SERIOUS = 0;

    /** News arrives, but something of it is a guess. */
    private static final int DOUBTFUL = 1;

    /** It was set right, or harms nothing. */
    private static final int SLIGHT = 2;

    /**
     * What can be done about a symptom.
     *
     * @param weight smaller is worse
     * @param operator what the one who runs this wire can do
     * @param publisher what to ask of the publisher
     */
    public record Entry(int weight, Optional<String> operator, Optional<String> publisher) {
        /** In words: serious, doubtful or slight. */
        public String severity() {
            return switch (weight) {
                case SERIOUS -> "serious";
                case DOUBTFUL -> "doubtful";
                default -> "slight";
            };
        }
    }

    private static final Entry UNKNOWN = new Entry(SLIGHT, Optional.empty(), Optional.empty());

    private static final Map<String, Entry> BY_CODE =
            Map.ofEntries(
                    publisher(
                            "guid-missing", DOUBTFUL, "give every item a guid that never changes"),
                    publisher(
                            "guid-duplicate-in-feed",
                            DOUBTFUL,
                            "give every item a guid of its own, and keep it"),
                    publisher(
                            "guid-not-permalink",
                            SLIGHT,
                            "say isPermaLink=\"false\" where a guid is no address"),
                    publisher("time-without-zone", DOUBTFUL, "write dates with a zone, like +0200"),
                    publisher(
                            "time-ambiguous",
                            DOUBTFUL,
                            "write dates as RFC 822 or ISO 8601 has them"),
                    publisher(
                            "time-invalid",
                            DOUBTFUL,
                            "write dates as RFC 822 or ISO 8601 has them"),
                    publisher(
                            "time-missing", DOUBTFUL, "give every item the date it was published"),
                    publisher("time-in-future", DOUBTFUL, "check the clock and zone of the server"),
                    publisher("encoding-wrong", SLIGHT, "declare the encoding that is used, UTF-8"),
                    publisher("control-characters", SLIGHT, "leave control characters out"),
                    publisher("ampersand-unescaped", SLIGHT, "write & as &amp;"),
                    publisher(
                            "entity-undeclared", SLIGHT, "write characters as they are, in UTF-8"),
                    publisher("element-unclosed", SLIGHT, "close every element"),
                    publisher("junk-before-xml", SLIGHT, "begin with the XML declaration"),
                    publisher("link-missing", DOUBTFUL, "give every item a link"),
                    publisher("link-relative", SLIGHT, "write links with their host"),
                    publisher("link-not-web", DOUBTFUL, "give every item an http or https link"),
                    publisher("title-missing", SLIGHT, "give every item a title"),
                    publisher("item-empty", DOUBTFUL, "leave out items that say nothing"),
                    publisher("cut-off", SERIOUS, "find out why the server breaks off its answer"),
                    operator(
                            "html-instead-of-feed",
                            SERIOUS,
                            "open the address in a browser: look for a login or consent page, or"
                                    + " for the feed's new address"),
                    operator("not-a-feed", SERIOUS, "correct the url of the source"),
                    operator(
                            "moved-permanently",
                            SLIGHT,
                            "put the new address into the source's url"),
                    operator("moved-and-lost", SERIOUS, "look for the feed's new address"),
                    operator(
                            "guarded-address",
                            SERIOUS,
                            "if the feed is on a network of yours, let it in with"
                                    + " ingest.fetch.allowed.private.networks"),
                    operator(
                            "fetch-dns",
                            SERIOUS,
                            "check the host in the url, and the name server here"),
                    operator("fetch-tls", SERIOUS, "check the server's certificate"),
                    operator(
                            "fetch-timeout",
                            SERIOUS,
                            "check the way there from this machine; raise the fetch timeouts if the"
                                    + " server is merely slow"),
                    operator("fetch-connect", SERIOUS, "check the way there from this machine"),
                    operator(
                            "fetch-too-large",
                            SERIOUS,
                            "ask for a shorter feed, or raise ingest.fetch.feed.max.bytes"),
                    operator(
                            "status-401",
                            SERIOUS,
                            "ask the publisher for an address that needs no login"),
                    operator(
                            "status-403",
                            SERIOUS,
                            "ask the publisher to let our User-Agent in; set"
                                    + " ingest.fetch.contact so that they can reach you"),
                    operator("status-404", SERIOUS, "look for the feed's new address"),
                    operator("status-410", SERIOUS, "remove the source, or give it a new url"),
                    operator("status-429", DOUBTFUL, "set a longer minPollInterval"),
                    operator(
                            "status-451",
                            SERIOUS,
                            "it is withheld for legal reasons; remove the source if that stays so"),
                    operator(
                            FeedHealth.EMPTY_SYMPTOM,
                            SERIOUS,
                            "compare with the publisher's site: is there another feed?"),
                    operator(
                            "article-refused",
                            SERIOUS,
                            "try the document with 'wireroom parse' and report what is missing"));

    private DoctorAdvice() {}

    static Entry onSymptom(String code) {
        Entry entry = BY_CODE.get(code);
        if (entry != null) {
            return entry;
        }
        if (code.startsWith("status-5")) {
            return new Entry(
                    SERIOUS,
                    Optional.of("wait; if it stays so, tell the publisher"),
                    Optional.of("look into the server's log"));
        }
        return code.startsWith("status-") || code.startsWith("fetch-")
                ? new Entry(SERIOUS, Optional.of("open the address in a browser"), Optional.empty())
                : UNKNOWN;
    }

    static Optional<String> onVerdict(FeedHealth.Kind kind) {
        return switch (kind) {
            case HEALTHY, NEW, STUMBLING -> Optional.empty();
            case PAUSED -> Optional.of("resume it when it is wanted again");
            case OVERDUE ->
                    Optional.of(
                            "see that an ingest with polling enabled runs, and that"
                                    + " wireroom_ingest_polls_running is not at its limit");
            case STALE ->
                    Optional.of(
                            "compare with the publisher's site; if there is news, look for another"
                                    + " feed with 'wireroom sources test'");
            case EMPTY -> Optional.of("compare with the publisher's site: is there another feed?");
            case BLOCKED ->
                    Optional.of("test it with 'wireroom sources test', then ask the publisher");
            case BROKEN -> Optional.of("test it with 'wireroom sources test', and correct its url");
            case GONE -> Optional.of("remove the source, or give it a new url and resume it");
        };
    }

    private static Map.Entry<String, Entry> publisher(String code, int weight, String advice) {
        return Map.entry(code, new Entry(weight, Optional.empty(), Optional.of(advice)));
    }

    private static Map.Entry<String, Entry> operator(String code, int weight, String advice) {
        return Map.entry(code, new Entry(weight, Optional.of(advice), Optional.empty()));
    }
}
