package dev.wireroom.ingest.feed;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.PollingWishes;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a polled address serves: a feed, or any other document with news. Pure. */
final class DocumentReader {

    private DocumentReader() {}

    static PolledDocument.Reading read(byte[] content, Arrival arrival) {
        return wire(content, arrival);
    }

    /** ninjs, NewsML and whatever else articles are read from. */
    private static PolledDocument.Reading wire(byte[] content, Arrival arrival) {
        List<PolledDocument.Item> items = new ArrayList<>();
        List<ParseResult.Refused> refusals = new ArrayList<>();
        for (ParsedItem item : ArticleFormats.parseEach(content, arrival)) {
            switch (item.result()) {
                case ParseResult.Parsed parsed ->
                        parsed.articles()
                                .forEach(
                                        article ->
                                                items.add(
                                                        new PolledDocument.Item(
                                                                ownId(article), article)));
                case ParseResult.Refused refused -> refusals.add(refused);
            }
        }
        if (items.isEmpty() && !refusals.isEmpty()) {
            return new PolledDocument.Reading.Unreadable(refusals.get(0).first(), List.of());
        }
        List<Symptoms.Found> symptoms =
                refusals.stream()
                        .map(
                                refused ->
                                        new Symptoms.Found(
                                                "article-refused",
                                                "%s: %s"
                                                        .formatted(
                                                                refused.first().code(),
                                                                refused.first().message()),
                                                "left out; the others were taken"))
                        .toList();
        return new PolledDocument.Reading.Read(
                new PolledDocument(
                        items, true, new PollingWishes(), symptoms, Optional.empty(), List.of()));
    }

    private static Optional<String> ownId(Article article) {
        return article.getExternalIdKind() == ExternalIdKind.PUBLISHER
                ? Optional.of(article.getExternalId())
                : Optional.empty();
    }
}
