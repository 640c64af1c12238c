package dev.wireroom.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.Analysis;
import dev.wireroom.contract.AnalysisStatus;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.DetectedLanguage;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Entity;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.Mention;
import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.contract.Revision;
import dev.wireroom.contract.RevisionOutcome;
import dev.wireroom.schema.registry.RegistryConfig;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArticleRowConverterTest {
    private static final String TOPIC = "wireroom.enriched";
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:30.123Z");

    private final ArticleRowConverter converter = new ArticleRowConverter();
    private final TestRegistry registry = new TestRegistry();

    @BeforeEach
    void configure() {
        converter.configure(
                Map.of(RegistryConfig.URL, registry.url(), RegistryConfig.ATTEMPTS, "1"), false);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void makesARowOfARecord() {
        Map<?, ?> row = row(article(RevisionOutcome.UPDATED).build());

        assertThat(row.get("article_id")).isEqualTo("an-id");
        assertThat(row.get("outcome")).isEqualTo("UPDATED");
        assertThat(row.get("received_at")).isEqualTo(RECEIVED.atOffset(ZoneOffset.UTC));
        assertThat(row.get("title")).isEqualTo("Schiff läuft aus 🚢");
        assertThat(row.get("byline")).isNull();
        assertThat(row.get("entities"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .extracting("name", "type", "sentiment")
                .containsExactly("Oslo", "LOCATION", null);
    }

    @Test
    void fillsEveryColumnOfTheTableButThoseThatOthersFill() {
        Set<String> columns = new TreeSet<>();
        for (NestedField field : LakeTable.schema().columns()) {
            columns.add(field.name());
        }
        columns.removeAll(
                Set.of("enriched_topic", "enriched_partition", "enriched_offset", "purged_at"));
        assertThat(row(article(RevisionOutcome.NEW).build()).keySet()).isEqualTo((Set<?>) columns);
    }

    @Test
    void leavesNoContentOfAWithdrawalButItsReason() {
        EnrichedArticle withdrawn = article(RevisionOutcome.WITHDRAWN).build();
        withdrawn.getArticle().setEditorialNote("in error");
        Map<?, ?> row = row(withdrawn);

        assertThat(row.get("title")).isNull();
        assertThat(row.get("body")).isNull();
        assertThat(row.get("entities")).isNull();
        assertThat(row.get("editorial_note")).isEqualTo("in error");
        assertThat(row.get("received_at")).isNotNull();
    }

    @Test
    void refusesWhatIsNoArticleWithTheReasonsCode() {
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, "no Avro".getBytes(UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("not-avro: ");
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, null))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("invalid-article: ");
        assertThatThrownBy(() -> row(article(RevisionOutcome.NEW).setArticleId(" ").build()))
                .isInstanceOf(DataException.class)
                .hasMessage("invalid-article: articleId is blank");
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, new byte[] {0, 0, 0, 0, 99, 1}))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("unknown-schema-id: ");
    }

    @Test
    void waitsForARegistryThatIsAway() {
        byte[] bytes = bytes(article(RevisionOutcome.NEW).build());
        registry.setDown(true);
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, bytes))
                .isInstanceOf(RetriableException.class);
    }

    private Map<?, ?> row(EnrichedArticle article) {
        return (Map<?, ?>) converter.toConnectData(TOPIC, bytes(article)).value();
    }

    private static byte[] bytes(EnrichedArticle article) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).write(new byte[] {0, 0, 0, 0, TestRegistry.KNOWN_ID});
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<>(EnrichedArticle.class).write(article, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static EnrichedArticle.Builder article(RevisionOutcome outcome) {
        return EnrichedArticle.newBuilder()
                .setArticleId("an-id")
                .setSourceId("a-source")
                .setArticle(
                        Article.newBuilder()
                                .setArticleId("an-id")
                                .setSourceId("a-source")
                                .setExternalId("1")
                                .setExternalIdKind(ExternalIdKind.PUBLISHER)
                                .setContentHash("hash")
                                .setReceivedAt(RECEIVED)
                                .setTitle("Schiff läuft aus 🚢")
                                .setBody("Es fuhr.")
                                .setFormat("test")
                                .build())
                .setRevision(new Revision(2, outcome, "before", List.of()))
                .setFirstReceivedAt(RECEIVED)
                .setEnrichedAt(RECEIVED)
                .setOrigin(new RecordCoordinates("wireroom.articles", 3, 100L, RECEIVED))
                .setLanguage(new DetectedLanguage("de", 0.5f))
                .setAnalysis(new Analysis(AnalysisStatus.ANALYSED, null, 8))
                .setEntities(
                        List.of(
                                Entity.newBuilder()
                                        .setEntityId("location:oslo")
                                        .setName("Oslo")
                                        .setType(EntityType.LOCATION)
                                        .setSalience(1f)
                                        .setMentions(List.of(new Mention("body", 0, 2, "Es", 0.5f)))
                                        .build()))
                .setEnrichmentVersion("test");
    }
}
