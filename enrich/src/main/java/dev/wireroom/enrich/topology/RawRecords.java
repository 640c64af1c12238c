package dev.wireroom.enrich.topology;

import dev.wireroom.contract.RecordCoordinates;
import dev.wireroom.enrich.state.RawRecord;
import dev.wireroom.enrich.state.RawRecord.RawHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes a record as it comes from its topic, before anything is read from it. */
final class RawRecords {

    private RawRecords() {}

    static RawRecord of(Record<byte[], byte[]> record, RecordMetadata at) {
        return new RawRecord(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers(record.headers()));
    }

    static RecordCoordinates coordinates(RawRecord raw) {
        return new RecordCoordinates(
                raw.topic(), raw.partition(), raw.offset(), Instant.ofEpochMilli(raw.timestamp()));
    }

    static List<RawHeader> headers(Headers headers) {
        List<RawHeader> list = new ArrayList<>();
        for (Header header : headers) {
            list.add(new RawHeader(header.key(), header.value()));
        }
        return list;
    }
}
