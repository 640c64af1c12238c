package dev.wireroom.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.Stage;
import dev.wireroom.schema.ArticleIds;
import dev.wireroom.schema.registry.HttpSchemaRegistry;
import dev.wireroom.schema.registry.RegistryConfig;
import dev.wireroom.schema.serde.AvroRecordSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What should not have come, at the door and in Kafka: each is answered or kept, and the line goes
 * on.
 */
@Timeout(300)
@ExtendWith(RunningWire.Shared.class)
final class BadInputIT {
    private static final String SOURCE = "bad-input";
    private static final Duration LETTER_LIMIT = Duration.ofSeconds(60);
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    @BeforeEach
    void makeSource(RunningWire wire) {
        wire.client().putSource(SOURCE);
    }

    static Stream<Arguments> refusedAtTheDoor() {
        return Stream.of(
                Arguments.of("malformed JSON", "application/json", "{\"title\":", 400, ""),
                Arguments.of(
                        "a missing field",
                        "application/json",
                        "{\"externalId\":\"a\",\"url\":\"https://news.example/a\"}",
                        422,
                        "/title"),
                Arguments.of(
                        "a wrong type",
                        "application/json",
                        "{\"externalId\":\"a\",\"title\":[1],\"body\":\"A body.\"}",
                        422,
                        "/title"),
                Arguments.of(
                        "an invalid date",
                        "application/json",
                        "{\"externalId\":\"a\",\"title\":\"A title\",\"body\":\"A body.\","
                                + "\"versionCreated\":\"2026-02-30T10:00:00Z\"}",
                        422,
                        "/versionCreated"),
                Arguments.of(
                        "10 MB of body",
                        "application/json",
                        "{\"title\":\"A title\",\"body\":\"" + "a".repeat(TEN_MEGABYTES) + "\"}",
                        413,
                        ""),
                Arguments.of("a picture", "image/png", "not one either", 415, "Content-Type"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedAtTheDoor")
    void isAnsweredWithWhatToMend(
            String what,
            String mediaType,
            String body,
            int status,
            String field,
            RunningWire wire) {
        WireClient.Answer answer =
                wire.client().push(SOURCE, mediaType, body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.whole().body()).isEqualTo(status);
        assertThat(answer.whole().headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.json().path("fix").asText()).isNotEmpty();
        if (!field.isEmpty()) {
            assertThat(answer.json().path("field").asText()).isEqualTo(field);
        }
        wire.carry(SOURCE, "Goes on after " + what);
    }

    @Test
    void anUnknownSourceIsAnsweredWithHowToMakeIt(RunningWire wire) {
        WireClient.Answer answer =
                wire.client().pushJson("nobody-made-this", "{\"title\":\"A\",\"body\":\"B.\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("value").asText()).contains("nobody-made-this");
        assertThat(answer.json().path("fix").asText()).contains("PUT /v1/sources/");
    }

    @Test
    void nulAndHalvesOfPairsAreMendedWithAWarningAndStored(RunningWire wire) {
        WireClient.Answer pushed =
                wire.client()
                        .pushJson(
                                SOURCE,
                                "{\"externalId\":\"odd\",\"title\":\"Odd\\u0000 characters\","
                                        + "\"body\":\"A half \\ud83d of a pair, in Oslo.\"}");

        assertThat(pushed.status()).as(pushed.whole().body()).isEqualTo(202);
        assertThat(pushed.json().path("warnings").findValuesAsText("code"))
                .contains("nul-removed", "surrogate-replaced");
        WireClient.Answer stored = wire.awaitStored(pushed.json().required("id").asText());
        assertThat(stored.json().required("title").asText()).isEqualTo("Odd characters");
        assertThat(stored.json().required("body").asText())
                .isEqualTo("A half \uFFFD of a pair, in Oslo.");
    }

    @Test
    void aRecordThatIsNotAvroBecomesADeadLetterByteForByte(RunningWire wire) throws Exception {
        byte[] value = "{\"title\":\"plain JSON, not Avro\"}".getBytes(StandardCharsets.UTF_8);

        RecordMetadata sent = produce(wire, "not-avro-key", value);

        DeadLetter letter = awaitLetter(wire, at(sent));
        assertThat(letter.getStage()).isEqualTo(Stage.ENRICH);
        assertThat(letter.getReasonCode()).isEqualTo("not-avro");
        assertThat(letter.getFix()).isNotEmpty();
        assertThat(letter.getOriginalValue()).isEqualTo(ByteBuffer.wrap(value));
        wire.carry(SOURCE, "Goes on after what is not Avro");
    }

    @Test
    void aSchemaIdThatTheRegistryDoesNotKnowBecomesADeadLetter(RunningWire wire) throws Exception {
        byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(987_654).putInt(7).array();

        RecordMetadata sent = produce(wire, "unknown-schema-key", value);

        DeadLetter letter = awaitLetter(wire, at(sent));
        assertThat(letter.getReasonCode()).isEqualTo("unknown-schema-id");
        assertThat(letter.getMessage()).contains("987654");
        assertThat(letter.getOriginalValue()).isEqualTo(ByteBuffer.wrap(value));
        wire.carry(SOURCE, "Goes on after an unknown schema id");
    }

    /** Our own door takes NUL out; another producer need not, and PostgreSQL refuses it. */
    @Test
    void aNulThatDidNotComeThroughTheDoorEndsAsADeadLetterOfTheSink(RunningWire wire)
            throws Exception {
        Article ours = articleOnTheWire(wire, wire.carry(SOURCE, "A model for another producer"));
        String id = ArticleIds.of(SOURCE, "with-nul");
        Article theirs =
                Article.newBuilder(ours)
                        .setArticleId(id)
                        .setExternalId("with-nul")
                        .setTitle("A title with a \0 in it")
                        .build();

        produce(wire, id, serialize(wire, theirs));

        DeadLetter letter =
                awaitLetter(
                        wire,
                        candidate ->
                                candidate.getStage() == Stage.SINK
                                        && Optional.ofNullable(candidate.getOriginalKey())
                                                .map(
                                                        key ->
                                                                StandardCharsets.UTF_8.decode(
                                                                        key.duplicate()))
                                                .filter(key -> key.toString().equals(id))
                                                .isPresent());
        assertThat(letter.getReasonCode()).isEqualTo("nul-character");
        assertThat(wire.client().stored(id).status()).isEqualTo(404);
        wire.carry(SOURCE, "Goes on after a NUL");
    }

    private static Predicate<DeadLetter> at(RecordMetadata sent) {
        return letter ->
                letter.getOrigin().getTopic().equals(sent.topic())
                        && letter.getOrigin().getPartition() == sent.partition()
                        && letter.getOrigin().getOffset() == sent.offset();
    }

    private static DeadLetter awaitLetter(RunningWire wire, Predicate<DeadLetter> wanted) {
        try (TopicReader<DeadLetter> reader =
                wire.reader(wire.topics().deadLetters().name(), DeadLetter.class)) {
            return await("the dead letter")
                    .atMost(LETTER_LIMIT)
                    .until(
                            () ->
                                    reader.read().stream()
                                            .map(ConsumerRecord::value)
                                            .filter(wanted)
                                            .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static Article articleOnTheWire(RunningWire wire, String id) {
        try (TopicReader<EnrichedArticle> reader =
                wire.reader(wire.topics().enriched().name(), EnrichedArticle.class)) {
            return await("the article on the wire")
                    .atMost(LETTER_LIMIT)
                    .until(
                            () ->
                                    reader.read().stream()
                                            .filter(record -> record.key().equals(id))
                                            .findFirst(),
                            Optional::isPresent)
                    .orElseThrow()
                    .value()
                    .getArticle();
        }
    }

    private static byte[] serialize(RunningWire wire, Article article) {
        try (AvroRecordSerializer<Article> serializer =
                new AvroRecordSerializer<>(
                        new HttpSchemaRegistry(RegistryConfig.of(wire.registry())))) {
            return serializer.serialize(wire.topics().articles().name(), article);
        }
    }

    private static RecordMetadata produce(RunningWire wire, String key, byte[] value)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", wire.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(wire.topics().articles().name(), key, value))
                    .get();
        }
    }
}
