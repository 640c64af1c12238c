package dev.wireroom.ingest.drop;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.Provenance;
import dev.wireroom.contract.Source;
import dev.wireroom.contract.SourceKind;
import dev.wireroom.contract.SourceState;
import dev.wireroom.ingest.body.ContentCoding;
import dev.wireroom.ingest.body.Inflation;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextLimits;
import dev.wireroom.ingest.format.detect.Documents;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.wire.ArticleLog;
import dev.wireroom.ingest.wire.Receipt;
import dev.wireroom.ingest.wire.SourceCatalog;
import dev.wireroom.ingest.wire.SourceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Publishes the articles of one file and tells what became of it. Thread-safe. */
final class FilePublisher {

    private static final Pattern SOURCE_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final DropConfig config;
    private final SourceCatalog catalog;
    private final TextLimits limits;
    private final InstantSource clock;

    FilePublisher(
            DropConfig config, SourceCatalog catalog, TextLimits limits, InstantSource clock) {
        this.config = config;
        this.catalog = catalog;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Publishes a file; returns when everything of it is safe, refused or given up for now.
     *
     * @throws IOException where the file can't be read
     */
    FileOutcome publish(String sourceId, Path file, ArticleLog articles, SourceStore sources)
            throws IOException {
        Optional<Source> source = catalog.find(sourceId);
        if (source.isEmpty()) {
            if (!config.createSources() || !SOURCE_ID.matcher(sourceId).matches()) {
                return FileOutcome.Failed.whole(unknown(sourceId));
            }
            try {
                source = Optional.of(create(sourceId, sources));
            } catch (KafkaException e) {
                return new FileOutcome.Later("the source could not be created: " + e.getMessage());
            }
        }
        if (source.get().getState() == SourceState.PAUSED) {
            return new FileOutcome.Later("source %s is paused".formatted(sourceId));
        }
        return switch (read(file)) {
            case Inflation.Whole whole -> publish(source.get(), file, whole.bytes(), articles);
            case Inflation.TooLarge large ->
                    FileOutcome.Failed.whole(
                            new Fault(
                                    "file-too-large",
                                    "",
                                    "",
                                    "The file is refused: %s.".formatted(large.why()),
                                    "Split it, or raise ingest.files.max.bytes."));
            case Inflation.Malformed broken ->
                    FileOutcome.Failed.whole(
                            new Fault(
                                    "malformed-encoding",
                                    "",
                                    "",
                                    "The file can't be inflated: %s.".formatted(broken.why()),
                                    "Drop it again, whole, or uncompressed without the ending."));
        };
    }

    private Inflation read(Path file) throws IOException {
        Optional<ContentCoding> coding = coding(file);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            if (coding.isPresent()) {
                return Inflation.of(coding.get(), in, config.inflation(), bytes -> {});
            }
            int most = (int) Math.min(config.maxFileBytes(), Integer.MAX_VALUE - 16);
            byte[] bytes = in.readNBytes(most);
            return in.read() < 0
                    ? new Inflation.Whole(bytes)
                    : new Inflation.TooLarge("it has more than %d bytes".formatted(most));
        }
    }

    private static Optional<ContentCoding> coding(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            return Optional.of(ContentCoding.GZIP);
        }
        return name.endsWith(".zst") ? Optional.of(ContentCoding.ZSTD) : Optional.empty();
    }

    private FileOutcome publish(Source source, Path file, byte[] content, ArticleLog articles) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Arrival arrival =
                Arrival.from(source.getSourceId(), now)
                        .withPublisherId(Optional.ofNullable(source.getPublisherId()))
                        .withLanguage(Optional.ofNullable(source.getLanguage()))
                        .withLimits(limits);
        String name = file.getFileName().toString();
        List<Sent> sent = new ArrayList<>();
        List<FileOutcome.RefusedItem> refused = new ArrayList<>();
        Documents documents = Documents.in(content, arrival);
        documents.parseEach(item -> send(item, name, articles, sent, refused));
        int accepted = 0;
        for (Sent one : sent) {
            switch (settled(one)) {
                case Settled.Safe safe -> accepted++;
                case Settled.Refused no ->
                        refused.add(new FileOutcome.RefusedItem(one.number(), List.of(no.fault())));
                case Settled.Away away -> {
                    return new FileOutcome.Later(away.why());
                }
            }
        }
        if (accepted == 0 && refused.isEmpty()) {
            return FileOutcome.Failed.whole(
                    new Fault(
                            "empty-document",
                            "",
                            "",
                            "The file has no article.",
                            "Drop a file with at least one."));
        }
        return refused.isEmpty()
                ? new FileOutcome.Published(accepted)
                : new FileOutcome.Failed(accepted, refused);
    }

    private static void send(
            ParsedItem item,
            String fileName,
            ArticleLog articles,
            List<Sent> sent,
            List<FileOutcome.RefusedItem> refused) {
        switch (item.result()) {
            case ParseResult.Refused no ->
                    refused.add(new FileOutcome.RefusedItem(item.number(), no.faults()));
            case ParseResult.Parsed parsed -> {
                for (Article article : parsed.toldByFirst().articles()) {
                    article.setProvenance(provenance(article, fileName));
                    sent.add(new Sent(item.number(), articles.append(article, Optional.empty())));
                }
            }
        }
    }

    private static Provenance provenance(Article article, String fileName) {
        boolean own = article.getExternalIdKind() == ExternalIdKind.PUBLISHER;
        return new Provenance(
                article.getSourceId(),
                ArrivalWay.FILE,
                fileName,
                own ? article.getExternalId() : null,
                article.getReceivedAt());
    }

    /** An article on its way to Kafka. */
    private record Sent(int number, CompletableFuture<Receipt> receipt) {}

    /** What Kafka said to one article. */
    private sealed interface Settled {
        record Safe() implements Settled {}

        record Refused(Fault fault) implements Settled {}

        record Away(String why) implements Settled {}
    }

    private static Settled settled(Sent sent) {
        try {
            sent.receipt().join();
            return new Settled.Safe();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return new Settled.Refused(
                        new Fault(
                                "article-too-large",
                                "",
                                "",
                                "The article is larger than Kafka takes.",
                                "Send less text, or raise max.message.bytes of the topic."));
            }
            return new Settled.Away("Kafka did not acknowledge an article: " + e.getCause());
        }
    }

    private Source create(String sourceId, SourceStore sources) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Source source =
                Source.newBuilder()
                        .setSourceId(sourceId)
                        .setName(sourceId)
                        .setKind(SourceKind.FILES)
                        .setState(SourceState.ACTIVE)
                        .setCreatedAt(now)
                        .setUpdatedAt(now)
                        .build();
        catalog.apply(sourceId, sources.put(source), source);
        return source;
    }

    private static Fault unknown(String sourceId) {
        boolean name = SOURCE_ID.matcher(sourceId).matches();
        return new Fault(
                "unknown-source",
                "folder",
                sourceId,
                name
                        ? "There is no source of the folder's name."
                        : "The folder's name can't be the id of a source.",
                name
                        ? "Create it (PUT /v1/sources/%s) or set ingest.files.create.sources=true,"
                                        .formatted(sourceId)
                                + " then move the file back."
                        : "Name the folder by a source's id: lower-case letters, digits, '.', '_'"
                                + " and '-'.");
    }
}
