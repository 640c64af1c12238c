package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.Fault;
import java.util.List;

/** What reading a document as a feed came to. */
public sealed interface FeedResult {

    /** It is a feed; what is wrong with it is in its symptoms. */
    record Read(FeedDocument feed) implements FeedResult {}

    /**
     * It is none, or nothing of it can be used.
     *
     * @param faults why, at least one
     * @param alternates addresses of the feeds that it names instead, where it is a web page
     */
    record Refused(List<Fault> faults, List<String> alternates) implements FeedResult {
        public Refused {
            faults = List.copyOf(faults);
            alternates = List.copyOf(alternates);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a fault");
            }
        }
    }

    static Refused refused(Fault fault) {
        return new Refused(List.of(fault), List.of());
    }
}
