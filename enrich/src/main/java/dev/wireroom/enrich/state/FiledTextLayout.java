package dev.wireroom.enrich.state;

import dev.wireroom.enrich.text.duplicate.Fingerprint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/** Layout of {@link FiledText}. */
final class FiledTextLayout extends Layout<FiledText> {

    FiledTextLayout() {
        super(1);
    }

    @Override
    void write(DataOutputStream out, FiledText filed) throws IOException {
        writeInstant(out, filed.filedAt());
        writeBytes(out, filed.fingerprint().toBytes());
    }

    @Override
    FiledText read(DataInputStream in, int writtenVersion) throws IOException {
        Instant filedAt = present(readInstant(in));
        return new FiledText(filedAt, Fingerprint.fromBytes(present(readBytes(in))));
    }
}
