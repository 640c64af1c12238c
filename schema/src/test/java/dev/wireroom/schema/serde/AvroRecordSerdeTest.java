package dev.wireroom.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.LedgerOutcome;
import dev.wireroom.contract.Stage;
import dev.wireroom.schema.registry.SchemaRegistry;
import dev.wireroom.schema.registry.UnknownSchemaIdException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroRecordSerdeTest {

    private static final String TOPIC = "wireroom.ledger";

    /** A registry in memory: ids count up from 1. */
    private static final class InMemoryRegistry implements SchemaRegistry {
        private final List<Schema> schemas = new ArrayList<>();
        private final List<String> subjects = new ArrayList<>();

        @Override
        public int register(String subject, Schema schema) {
            if (!schemas.contains(schema)) {
                schemas.add(schema);
                subjects.add(subject);
            }
            return schemas.indexOf(schema) + 1;
        }

        @Override
        public Schema byId(int id) {
            if (id < 1 || id > schemas.size()) {
                throw new UnknownSchemaIdException(id);
            }
            return schemas.get(id - 1);
        }
    }

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroRecordSerializer<LedgerEntry> serializer =
            new AvroRecordSerializer<>(registry);
    private final AvroRecordDeserializer<LedgerEntry> deserializer =
            AvroRecordDeserializer.specific(registry, LedgerEntry.class);

    private static LedgerEntry entry() {
        return LedgerEntry.newBuilder()
                .setSourceId("demo")
                .setStage(Stage.ENRICH)
                .setOutcome(LedgerOutcome.NEW)
                .setMinute(Instant.parse("2026-11-23T10:00:00Z"))
                .setCount(3)
                .setEmittedAt(Instant.parse("2026-11-23T10:01:02.345Z"))
                .setInstance("test")
                .build();
    }

    @Test
    void writesFromManyThreadsAtOnceAsAProducerDoes() {
        int expected = serializer.serialize(TOPIC, entry()).length;
        List<byte[]> written =
                IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> serializer.serialize(TOPIC, entry()))
                        .toList();
        assertThat(written)
                .allSatisfy(bytes -> assertThat(bytes).hasSize(expected))
                .allSatisfy(
                        bytes ->
                                assertThat(deserializer.deserialize(TOPIC, bytes))
                                        .isEqualTo(entry()));
    }

    @Test
    void readsWhatItWrote() {
        assertThat(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, entry())))
                .isEqualTo(entry());
    }

    @Test
    void writesMagicByteAndIdAheadOfTheBody() {
        byte[] bytes = serializer.serialize(TOPIC, entry());
        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(registry.subjects).containsExactly("wireroom.ledger-value");
    }

    @Test
    void tombstonesStayTombstones() {
        assertThat(serializer.serialize(TOPIC, null)).isNull();
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void genericReaderNeedsNoGeneratedClass() {
        GenericRecord read =
                AvroRecordDeserializer.generic(registry)
                        .deserialize(TOPIC, serializer.serialize(TOPIC, entry()));
        assertThat(read.get("sourceId")).hasToString("demo");
    }

    @Test
    void readsARecordOfANewerWriter() {
        Schema newer =
                new Schema.Parser()
                        .parse(
                                LedgerEntry.getClassSchema()
                                        .toString()
                                        .replaceFirst(
                                                "\"fields\":\\[",
                                                "\"fields\":[{\"name\":\"added\",\"type\":\"int\",\"default\":0},"));
        GenericRecord record = new GenericData.Record(newer);
        LedgerEntry entry = entry();
        record.put("added", 7);
        record.put("sourceId", "demo");
        record.put("stage", new GenericData.EnumSymbol(newer.getField("stage").schema(), "ENRICH"));
        record.put(
                "outcome", new GenericData.EnumSymbol(newer.getField("outcome").schema(), "NEW"));
        record.put("minute", entry.getMinute().toEpochMilli());
        record.put("count", 3L);
        record.put("emittedAt", entry.getEmittedAt().toEpochMilli());
        record.put("instance", "test");
        byte[] bytes = new AvroRecordSerializer<GenericRecord>(registry).serialize(TOPIC, record);
        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{\"title\":\"plain JSON\"}", "\0\0\0"})
    void saysThatOtherBytesAreNotAvro(String value) {
        assertThatThrownBy(
                        () ->
                                deserializer.deserialize(
                                        TOPIC,
                                        value.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(NotAvroException.class);
    }

    @Test
    void namesAnUnknownSchemaId() {
        byte[] bytes = serializer.serialize(TOPIC, entry());
        ByteBuffer.wrap(bytes).putInt(1, 4711);
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                .isInstanceOf(UnknownSchemaIdException.class)
                .hasMessageContaining("4711");
    }

    @Test
    void refusesARecordOfAnotherType() {
        Schema other = SchemaBuilder.record("Other").fields().requiredString("name").endRecord();
        GenericRecord record = new GenericData.Record(other);
        record.put("name", "not a ledger entry");
        byte[] bytes = new AvroRecordSerializer<GenericRecord>(registry).serialize(TOPIC, record);
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                .isInstanceOf(NotAvroException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void brokenBodiesGiveNothingButATypedError(long seed) {
        Random random = new Random(seed);
        Article article =
                Article.newBuilder()
                        .setArticleId("id")
                        .setSourceId("demo")
                        .setExternalId("x")
                        .setContentHash("h")
                        .setReceivedAt(Instant.EPOCH)
                        .setTitle("A title")
                        .setBody("A body. ".repeat(20))
                        .setKeywords(List.of("one", "two", "three"))
                        .setFormat("test")
                        .build();
        byte[] good = new AvroRecordSerializer<Article>(registry).serialize(TOPIC, article);
        AvroRecordDeserializer<Article> articles =
                AvroRecordDeserializer.specific(registry, Article.class);
        for (int i = 0; i < 3_000; i++) {
            byte[] bad = broken(good, random);
            try {
                articles.deserialize(TOPIC, bad);
            } catch (SerializationException expected) {
                assertThat(expected).as("seed %d", seed).isInstanceOf(NotAvroException.class);
            }
        }
    }

    private static byte[] broken(byte[] good, Random random) {
        byte[] bad = Arrays.copyOf(good, WireFormat.HEADER_BYTES + 1 + random.nextInt(good.length));
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bad[WireFormat.HEADER_BYTES + random.nextInt(bad.length - WireFormat.HEADER_BYTES)] =
                    (byte) random.nextInt();
        }
        return bad;
    }
}
