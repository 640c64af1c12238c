package dev.wireroom.ingest.format.mail;

import dev.wireroom.ingest.format.Findings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.MimeParameterMapping;

/**
 * Reads a message into the tree of its parts, by Mime4j's token stream, which does not recurse.
 * Depth, parts, header fields and decoded bytes are bounded; what lies beyond a bound is left out
 * with a warning, and so is the rest of a message that can be read no further. Not thread-safe.
 */
final class MailReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_PARTS = 200;
    private static final int MAX_HEADER_FIELDS = 1_000;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_DECODED_BYTES = 64 * 1024 * 1024;

    private static final MimeConfig BOUNDS =
            new MimeConfig.Builder()
                    .setStrictParsing(false)
                    .setMaxLineLen(-1)
                    .setMaxHeaderCount(MAX_HEADER_FIELDS)
                    .setMaxHeaderLen(MAX_HEADER_BYTES)
                    .setMaxContentLen(-1)
                    .build();

    /**
     * Notes once that base64 was broken, and lets it be read all the same. Of quoted-printable
     * Mime4j minds line ends that every other mailer takes.
     */
    private final class Damage extends DecodeMonitor {
        private boolean noted;

        @Override
        public boolean warn(String error, String dropDesc) {
            boolean base64 = error.toLowerCase(Locale.ROOT).contains("base64");
            if (base64 && !noted) {
                noted = true;
                findings.warn(
                        "mail-damaged",
                        "body",
                        "The base64 of a part is broken: " + Findings.excerpt(error));
            }
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }

    /** A part whose end has not been reached. */
    private static final class Open {
        private final MailHeaders headers = new MailHeaders();
        private final List<MailPart> parts = new ArrayList<>();
        private byte[] content = new byte[0];
        private String mediaType = "text/plain";
    }

    private final MimeTokenStream stream = new MimeTokenStream(BOUNDS, new Damage(), null);
    private final Deque<Open> open = new ArrayDeque<>();
    private final Findings findings;
    private int parts;
    private int decodedBytes;

    private MailReader(Findings findings) {
        this.findings = findings;
    }

    /** The message; what of it can't be read is missing from it. */
    static MailPart read(byte[] content, Findings findings) {
        return new MailReader(findings).read(content);
    }

    private MailPart read(byte[] content) {
        Open root = new Open();
        open.push(root);
        stream.parse(new ByteArrayInputStream(content));
        try {
            EntityState state = stream.getState();
            while (state != EntityState.T_END_OF_STREAM && take(state)) {
                state = stream.next();
            }
        } catch (IOException | MimeException e) {
            cut("The message could be read no further: %s".formatted(e.getMessage()));
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // of Mime4j, for input that its authors did not think of
            cut("The message could be read no further");
        }
        while (open.size() > 1) {
            close();
        }
        return part(root);
    }

    /** Takes one token; false where no more of the message is wanted. */
    private boolean take(EntityState state) throws IOException {
        switch (state) {
            case T_START_BODYPART, T_START_MESSAGE -> {
                boolean outermost = state == EntityState.T_START_MESSAGE && parts == 0;
                if (!outermost) {
                    if (open.size() > MAX_DEPTH || parts >= MAX_PARTS) {
                        cut(
                                "Parts deeper than %d or beyond %d were left out"
                                        .formatted(MAX_DEPTH, MAX_PARTS));
                        return false;
                    }
                    open.push(new Open());
                }
                parts++;
            }
            case T_FIELD -> top().headers.add(stream.getField());
            case T_START_MULTIPART -> top().mediaType = "multipart/mixed";
            case T_BODY -> {
                return takeBody();
            }
            case T_END_BODYPART -> close();
            case T_END_MESSAGE -> {
                if (open.size() > 1) {
                    close();
                }
            }
            default -> {
                // boundaries, preambles and epilogues say nothing to a reader
            }
        }
        return true;
    }

    private boolean takeBody() throws IOException {
        try (InputStream in = stream.getDecodedInputStream()) {
            top().content = in.readNBytes(MAX_DECODED_BYTES - decodedBytes);
        }
        decodedBytes += top().content.length;
        if (decodedBytes >= MAX_DECODED_BYTES) {
            cut("Contents beyond %d bytes were left out".formatted(MAX_DECODED_BYTES));
            return false;
        }
        return true;
    }

    private Open top() {
        return open.getFirst();
    }

    private void close() {
        MailPart part = part(open.pop());
        top().parts.add(part);
    }

    private void cut(String message) {
        findings.warn("mail-cut", "", message);
    }

    private static MailPart part(Open open) {
        Optional<RawBody> type = body(open.headers, "Content-Type");
        String declared = type.map(RawBody::getValue).orElse("").strip().toLowerCase(Locale.ROOT);
        boolean known = declared.matches("[a-z0-9.+-]{1,60}/[a-z0-9.+_-]{1,80}");
        String mediaType = known ? declared : open.mediaType;
        MimeParameterMapping parameters = parameters(type);
        Optional<RawBody> disposition = body(open.headers, "Content-Disposition");
        String fileName =
                Optional.ofNullable(parameters(disposition).get("filename"))
                        .or(() -> Optional.ofNullable(parameters.get("name")))
                        .map(MailHeaders::decoded)
                        .orElse("");
        boolean attached =
                disposition
                        .filter(d -> d.getValue().strip().equalsIgnoreCase("attachment"))
                        .isPresent();
        return new MailPart(
                open.headers,
                mediaType,
                Optional.ofNullable(parameters.get("charset")),
                attached,
                fileName,
                "flowed".equalsIgnoreCase(parameters.get("format")),
                open.content,
                List.copyOf(open.parts));
    }

    private static Optional<RawBody> body(MailHeaders headers, String name) {
        return headers.raw(name.toLowerCase(Locale.ROOT))
                .map(text -> RawFieldParser.DEFAULT.parseRawBody(new RawField(name, text)));
    }

    /** Parameters with those that RFC 2231 cut and encoded put together. */
    private static MimeParameterMapping parameters(Optional<RawBody> body) {
        MimeParameterMapping parameters = new MimeParameterMapping();
        for (NameValuePair pair : body.map(RawBody::getParams).orElse(List.of())) {
            if (pair.getName() != null && pair.getValue() != null) {
                addLeniently(parameters, pair);
            }
        }
        return parameters;
    }

    private static void addLeniently(MimeParameterMapping parameters, NameValuePair pair) {
        try {
            parameters.addParameter(pair.getName(), pair.getValue());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // a parameter that is encoded wrongly counts as absent
        }
    }
}
