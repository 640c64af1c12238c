package dev.wireroom.schema.topics;

/**
 * A topic that exists but differs from the catalogue. It is reported, never changed: an operator
 * may have had a reason.
 *
 * @param topic full name of the topic
 * @param setting "partitions", "replication.factor" or a key of Kafka's topic configuration
 * @param expected what the catalogue says
 * @param actual what the cluster has
 */
public record TopicDrift(String topic, String setting, String expected, String actual) {

    @Override
    public String toString() {
        return "topic %s: %s is %s, the catalogue says %s"
                .formatted(topic, setting, actual, expected);
    }
}
