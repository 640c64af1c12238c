package dev.wireroom.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Source;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceCatalogTest {

    private final SourceCatalog catalog = new SourceCatalog();

    @Test
    void neverLetsAnOlderRecordReplaceANewerOne() {
        catalog.apply("a", 2, source("a", "second"));
        catalog.apply("a", 1, source("a", "first"));
        assertThat(catalog.find("a")).map(Source::getName).contains("second");
    }

    @Test
    void forgetsADeletedSourceEvenWhenItsDefinitionArrivesLate() {
        catalog.apply("a", 2, null);
        catalog.apply("a", 1, source("a", "late"));
        assertThat(catalog.find("a")).isEmpty();
        assertThat(catalog.all()).isEmpty();
    }

    @Test
    void listsSourcesById() {
        catalog.apply("b", 1, source("b", "B"));
        catalog.apply("a", 2, source("a", "A"));
        assertThat(catalog.all()).extracting(Source::getSourceId).containsExactly("a", "b");
    }

    private static Source source(String id, String name) {
        return Source.newBuilder()
                .setSourceId(id)
                .setName(name)
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }
}
