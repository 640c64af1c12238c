package dev.wireroom.enrich.topology;

import dev.wireroom.contract.EnrichedArticle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Articles on the internal topic, as on the topic they go to, whose subject they are of. Beside
 * each its source stands in a header, so that one that can't be read is counted where it was
 * accepted; the header goes no further.
 */
final class AnalysedArticles {

    private static final String SOURCE = "wireroom-source";

    private AnalysedArticles() {}

    static Serde<EnrichedArticle> serde(Serde<EnrichedArticle> enriched, String topic) {
        return Serdes.serdeFrom(
                new NamingTheSource(enriched.serializer(), topic),
                new ForgettingTheSource(enriched.deserializer(), topic));
    }

    /** The source of a record on the internal topic; empty where an older version wrote it. */
    static Optional<String> source(Headers headers) {
        Header source = headers.lastHeader(SOURCE);
        return source == null || source.value() == null
                ? Optional.empty()
                : Optional.of(new String(source.value(), StandardCharsets.UTF_8));
    }

    private record NamingTheSource(Serializer<EnrichedArticle> enriched, String topic)
            implements Serializer<EnrichedArticle> {
        @Override
        public byte[] serialize(String internal, EnrichedArticle article) {
            return serialize(internal, new RecordHeaders(), article);
        }

        @Override
        public byte[] serialize(String internal, Headers headers, EnrichedArticle article) {
            headers.remove(SOURCE)
                    .add(SOURCE, article.getSourceId().getBytes(StandardCharsets.UTF_8));
            return enriched.serialize(topic, headers, article);
        }
    }

    private record ForgettingTheSource(Deserializer<EnrichedArticle> enriched, String topic)
            implements Deserializer<EnrichedArticle> {
        @Override
        public EnrichedArticle deserialize(String internal, byte[] bytes) {
            return enriched.deserialize(topic, bytes);
        }

        @Override
        public EnrichedArticle deserialize(String internal, Headers headers, byte[] bytes) {
            EnrichedArticle article = enriched.deserialize(topic, headers, bytes);
            headers.remove(SOURCE);
            return article;
        }
    }
}
