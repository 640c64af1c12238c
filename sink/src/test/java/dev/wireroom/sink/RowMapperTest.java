package dev.wireroom.sink;

import static dev.wireroom.sink.AnEnriched.anEnriched;
import static dev.wireroom.sink.AnEnriched.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.EntityType;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.schema.registry.RegistryUnavailableException;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import dev.wireroom.schema.serde.NotAvroException;
import dev.wireroom.sink.Refusal.Reason;
import dev.wireroom.sink.RowChange.Refused;
import dev.wireroom.sink.RowChange.Store;
import dev.wireroom.sink.RowChange.Withdraw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RowMapperTest {

    private static final byte[] ANY_BYTES = {1};
    private static final Instant TIMESTAMP = Instant.parse("2026-11-23T11:11:11Z");

    /** Maps a record whose value decodes to what is supplied. */
    private static RowChange map(Object key, Object value, Supplier<EnrichedArticle> decoded) {
        SinkRecord record =
                new SinkRecord(
                        "wireroom.enriched",
                        4,
                        null,
                        key,
                        null,
                        value,
                        17,
                        TIMESTAMP.toEpochMilli(),
                        TimestampType.CREATE_TIME);
        return new RowMapper((topic, data) -> decoded.get()).map(record);
    }

    private static RowChange map(EnrichedArticle article) {
        return map(article.getArticleId(), ANY_BYTES, () -> article);
    }

    private static Refusal refusal(RowChange change) {
        assertThat(change).isInstanceOf(Refused.class);
        return ((Refused) change).refusal();
    }

    @Test
    void mapsEveryPartOfAnArticleToItsColumn() {
        EnrichedArticle article =
                anEnriched("storm").revision(2).naming("person:x", "X", EntityType.PERSON).build();

        Store store = (Store) map(article);

        assertThat(store.position())
                .isEqualTo(new Position(id("storm"), 2, article.getEnrichedAt(), 17));
        assertThat(store.article().value("title")).isEqualTo("Title of storm");
        assertThat(store.article().value("outcome")).isEqualTo("UPDATED");
        assertThat(store.article().value("sentiment_score")).isEqualTo(-0.5f);
        assertThat(store.article().value("enriched_partition")).isEqualTo(4);
        assertThat(store.article().value("enriched_offset")).isEqualTo(17L);
        assertThat(store.article().value("withdrawn_at")).isNull();
        assertThat(store.article().value("url")).isNull();
        assertThat((String) store.article().value("details"))
                .contains("\"keywords\":[\"diplomacy\",\"weather\"]")
                .contains("\"original\":\"2026-11-23\"")
                .contains("\"changes\":[{\"field\":\"body\",\"wordsAdded\":3,\"wordsRemoved\":1}]");
        assertThat(store.entities()).hasSize(1);
        assertThat(store.entities().get(0).place().value("mentions")).isEqualTo(2);
        assertThat(store.mentions())
                .extracting(mention -> mention.value("begin_offset"))
                .containsExactly(0, 15);
    }

    @Test
    void aWithdrawalHasNoContentEvenWhereTheRecordStillCarriesSome() {
        RowChange change = map(anEnriched("storm").revision(3).withdrawn().build());

        assertThat(change).isInstanceOf(Withdraw.class);
        Row article = ((Withdraw) change).article();
        assertThat(article.value("external_id")).isEqualTo("storm");
        assertThat(article.value("withdrawn_at")).isNotNull();
        assertThat(
                        List.of(
                                "title",
                                "body",
                                "summary",
                                "byline",
                                "dateline",
                                "url",
                                "format",
                                "sentiment_label",
                                "duplicate_of",
                                "declared_language"))
                .allSatisfy(column -> assertThat(article.value(column)).isNull());
        assertThat(article.value("details")).isEqualTo("{}");
        assertThat(article.value("models")).isEqualTo("[]");
    }

    @Test
    void aCanceledArticleIsAWithdrawalWhateverItsOutcome() {
        EnrichedArticle article = anEnriched("storm").build();
        article.getArticle().setPublishingStatus(PublishingStatus.CANCELED);

        assertThat(map(article)).isInstanceOf(Withdraw.class);
    }

    @Test
    void refusesANulWhereverItIsAndSaysWhere() {
        EnrichedArticle inTitle = anEnriched("storm").titled("a\0b").build();
        EnrichedArticle inKeyword = anEnriched("storm").build();
        inKeyword.getArticle().setKeywords(List.of("fine", "not\0fine"));

        assertThat(refusal(map(inTitle)).reason()).isEqualTo(Reason.NUL_CHARACTER);
        assertThat(refusal(map(inTitle)).message()).startsWith("article.title holds a NUL");
        assertThat(refusal(map(inKeyword)).message()).startsWith("article.keywords[1] holds");
        assertThat(refusal(map(inTitle)).sourceId()).isEqualTo("a-source");
        assertThat(refusal(map(inTitle)).acceptedAt()).isEqualTo(AnEnriched.RECEIVED);
    }

    @Test
    void refusesWhatIsNotAvroWithTheTimeOfTheRecord() {
        Refusal refusal =
                refusal(
                        map(
                                "k",
                                "text".getBytes(StandardCharsets.UTF_8),
                                () -> {
                                    throw new NotAvroException("starts with 0x74");
                                }));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_AVRO);
        assertThat(refusal.message()).isEqualTo("starts with 0x74");
        assertThat(refusal.sourceId()).isEqualTo("?");
        assertThat(refusal.acceptedAt()).isEqualTo(TIMESTAMP);
    }

    @Test
    void refusesASchemaIdThatTheRegistryDoesNotKnow() {
        RowChange change =
                map(
                        "k",
                        ANY_BYTES,
                        () -> {
                            throw new UnknownSchemaIdException(42);
                        });

        assertThat(refusal(change).reason()).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
        assertThat(refusal(change).message()).contains("42");
    }

    @Test
    void aRegistryThatIsAwayIsNotTheRecordsFault() {
        assertThatThrownBy(
                        () ->
                                map(
                                        "k",
                                        ANY_BYTES,
                                        () -> {
                                            throw new RegistryUnavailableException("away", null);
                                        }))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void refusesATombstoneAndAValueThatIsNotBytes() {
        assertThat(refusal(map("k", null, () -> null)).message()).contains("tombstone");
        assertThat(refusal(map("k", "text", () -> null)).message()).contains("ByteArrayConverter");
    }

    @Test
    void refusesAnArticleThatBreaksItsContract() {
        EnrichedArticle article = anEnriched("storm").build();
        EnrichedArticle zeroth = anEnriched("storm").revision(0).build();
        EnrichedArticle twice =
                anEnriched("storm")
                        .naming("person:x", "X", EntityType.PERSON)
                        .naming("person:x", "X", EntityType.PERSON)
                        .build();

        assertThat(refusal(map("another key", ANY_BYTES, () -> article)).message())
                .contains("another key");
        assertThat(refusal(map(zeroth)).message()).contains("counts from 1");
        assertThat(refusal(map(twice)).message()).contains("person:x is listed twice");
    }
}
