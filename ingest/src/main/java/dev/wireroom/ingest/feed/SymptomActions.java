package dev.wireroom.ingest.feed;

import dev.wireroom.ingest.format.feed.FeedDocument;
import java.util.Map;

/** What reading did about each kind of thing that is wrong with a feed. Pure. */
final class SymptomActions {

    private static final Map<String, String> BY_CODE =
            Map.ofEntries(
                    Map.entry("guid-missing", "told such items apart by their links"),
                    Map.entry("guid-duplicate-in-feed", "told such items apart by their links"),
                    Map.entry("guid-not-permalink", "did not take the guid for an address"),
                    Map.entry("time-without-zone", "took the time as UTC and recorded that"),
                    Map.entry("time-ambiguous", "left the time out"),
                    Map.entry("time-invalid", "left the time out"),
                    Map.entry("time-missing", "took the time of arrival for the cadence only"),
                    Map.entry("time-in-future", "kept the time as it was given"),
                    Map.entry("encoding-wrong", "read the bytes in the encoding they are in"),
                    Map.entry("control-characters", "removed them"),
                    Map.entry("ampersand-unescaped", "took it for what it was meant to be"),
                    Map.entry("entity-undeclared", "took it as HTML has it"),
                    Map.entry("element-unclosed", "closed it where the next one begins"),
                    Map.entry("junk-before-xml", "passed over it"),
                    Map.entry("link-relative", "completed it with the feed's address"),
                    Map.entry("link-missing", "published the items without an address"),
                    Map.entry("link-not-web", "published the items without an address"),
                    Map.entry("title-missing", "published the items without a headline"),
                    Map.entry("item-empty", "left the items out"),
                    Map.entry("cut-off", "took the items that came whole"));

    private SymptomActions() {}

    static Symptoms.Found found(FeedDocument.Symptom symptom) {
        String often = symptom.count() > 1 ? " (%d times)".formatted(symptom.count()) : "";
        return new Symptoms.Found(
                symptom.code(),
                symptom.message() + often,
                BY_CODE.getOrDefault(symptom.code(), "read on"));
    }
}
