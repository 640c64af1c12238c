package dev.wireroom.enrich.state;

import dev.wireroom.enrich.state.RawRecord.RawHeader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Layout of {@link RawRecord}. */
final class RawRecordLayout extends Layout<RawRecord> {

    RawRecordLayout() {
        super(1);
    }

    @Override
    void write(DataOutputStream out, RawRecord raw) throws IOException {
        writeText(out, raw.topic());
        out.writeInt(raw.partition());
        out.writeLong(raw.offset());
        out.writeLong(raw.timestamp());
        writeBytes(out, raw.key());
        writeBytes(out, raw.value());
        out.writeInt(raw.headers().size());
        for (RawHeader header : raw.headers()) {
            writeText(out, header.key());
            writeBytes(out, header.value());
        }
    }

    @Override
    RawRecord read(DataInputStream in, int writtenVersion) throws IOException {
        String topic = present(readText(in));
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        int count = in.readInt();
        List<RawHeader> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headers.add(new RawHeader(present(readText(in)), readBytes(in)));
        }
        return new RawRecord(topic, partition, offset, timestamp, key, value, headers);
    }
}
