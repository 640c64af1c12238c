package dev.wireroom.ledger;

/** Where a record stands in Kafka. */
public record Place(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
