package dev.wireroom.enrich.state;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Provenance;
import dev.wireroom.enrich.lifecycle.ArticleState;
import dev.wireroom.enrich.lifecycle.ArticleState.Held;
import dev.wireroom.enrich.lifecycle.ArticleState.Status;
import dev.wireroom.enrich.lifecycle.FieldWords;
import dev.wireroom.enrich.lifecycle.Seen;
import dev.wireroom.enrich.lifecycle.Standing;
import dev.wireroom.enrich.lifecycle.Ways;
import dev.wireroom.enrich.lifecycle.WordBag;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layout of {@link ArticleState}. */
final class ArticleStateLayout extends Layout<ArticleState> {

    /** Layouts from this one on carry the ways an article came by. */
    private static final int WITH_WAYS = 2;

    /** Layouts from this one on carry what was seen, and the source of what is held. */
    private static final int WITH_SEEN = 3;

    ArticleStateLayout() {
        super(WITH_SEEN);
    }

    @Override
    void write(DataOutputStream out, ArticleState state) throws IOException {
        writeText(out, state.status().name());
        out.writeInt(state.revision());
        writeText(out, state.contentHash());
        writeStanding(out, state.standing());
        writeInstant(out, state.firstReceivedAt());
        out.writeInt(state.fields().size());
        for (FieldWords field : state.fields()) {
            writeText(out, field.field());
            out.writeLong(field.fingerprint());
            writeBytes(out, field.words().encode());
        }
        writeHeld(out, state.held());
        out.writeInt(state.ways().provenances().size());
        for (Provenance way : state.ways().provenances()) {
            writeText(out, way.getSourceId());
            writeText(out, way.getVia().name());
            writeText(out, way.getAddress());
            writeText(out, way.getItemId());
            writeInstant(out, way.getReceivedAt());
        }
        out.writeInt(state.seen().contents().size());
        for (Seen.Content content : state.seen().contents()) {
            out.writeLong(content.fingerprint());
            writeStanding(out, content.highest());
        }
    }

    @Override
    ArticleState read(DataInputStream in, int writtenVersion) throws IOException {
        Status status = Status.valueOf(present(readText(in)));
        int revision = in.readInt();
        String contentHash = readText(in);
        Standing standing = readStanding(in);
        Instant firstReceivedAt = present(readInstant(in));
        int count = in.readInt();
        List<FieldWords> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(
                    new FieldWords(
                            present(readText(in)),
                            in.readLong(),
                            WordBag.decode(present(readBytes(in)))));
        }
        Held held = readHeld(in, writtenVersion);
        Ways ways = new Ways(writtenVersion < WITH_WAYS ? List.of() : readProvenances(in));
        // there was a layout 3 that ended here
        boolean hasSeen = writtenVersion >= WITH_SEEN && in.available() > 0;
        Seen seen = new Seen(hasSeen ? readContents(in) : List.of());
        return new ArticleState(
                status, revision, contentHash, standing, firstReceivedAt, fields, held, ways, seen);
    }

    private static List<Provenance> readProvenances(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Provenance> provenances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            provenances.add(
                    new Provenance(
                            present(readText(in)),
                            ArrivalWay.valueOf(present(readText(in))),
                            readText(in),
                            readText(in),
                            present(readInstant(in))));
        }
        return provenances;
    }

    private static List<Seen.Content> readContents(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Seen.Content> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contents.add(new Seen.Content(in.readLong(), readStanding(in)));
        }
        return contents;
    }

    private static void writeStanding(DataOutputStream out, Standing standing) throws IOException {
        writeInstant(out, standing.versionCreated());
        writeText(out, standing.version());
    }

    private static Standing readStanding(DataInputStream in) throws IOException {
        return new Standing(readInstant(in), readText(in));
    }

    private static void writeHeld(DataOutputStream out, @Nullable Held held) throws IOException {
        out.writeBoolean(held != null);
        if (held != null) {
            writeInstant(out, held.releaseAt());
            writeText(out, held.contentHash());
            writeStanding(out, held.standing());
            writeText(out, held.sourceId());
        }
    }

    private static @Nullable Held readHeld(DataInputStream in, int writtenVersion)
            throws IOException {
        return in.readBoolean()
                ? new Held(
                        present(readInstant(in)),
                        present(readText(in)),
                        readStanding(in),
                        writtenVersion < WITH_SEEN ? null : readText(in))
                : null;
    }
}
