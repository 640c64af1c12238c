package dev.wireroom.service.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A request's body while it arrives: counts bytes against the limit (413) and turns a body that
 * came too slowly into a 408. Used by one request thread.
 */
final class RequestBody extends FilterInputStream {
    private final long maxBytes;
    private final ConnectionGuard.Connection connection;
    private long bytes;
    private boolean refused;

    RequestBody(InputStream in, long maxBytes, ConnectionGuard.Connection connection) {
        super(in);
        this.maxBytes = maxBytes;
        this.connection = connection;
    }

    static ProblemException tooLarge(long maxBytes) {
        return Problem.of(
                        413,
                        "body-too-large",
                        "Body too large",
                        "The request's body is larger than %d bytes.".formatted(maxBytes))
                .withFix("split it into several requests")
                .with("maxBytes", maxBytes)
                .toException();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = readOrExplain(buffer, offset, length);
        if (read < 0) {
            connection.bodyArrived();
            return read;
        }
        bytes += read;
        // refused once; what is read after that is the rest being drained so that the client sees
        // the answer
        if (bytes > maxBytes && !refused) {
            refused = true;
            throw tooLarge(maxBytes);
        }
        return read;
    }

    private int readOrExplain(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (RequestException e) {
            throw e;
        } catch (IOException
                | UncheckedIOException
                | CloseConnectionException
                | DataReader.InsufficientDataAvailableException e) {
            if (connection.bodyCut()) {
                throw Problem.of(
                                408,
                                "body-too-slow",
                                "Body too slow",
                                "The request's body did not arrive in time; %d bytes did."
                                        .formatted(bytes))
                        .withFix("send it faster or in smaller requests")
                        .toException()
                        .header("Connection", "close");
            }
            throw new CloseConnectionException("the client went away while sending a body", e);
        } catch (RuntimeException e) {
            // Helidon's parser of chunks; what follows cannot be made sense of either
            throw Problem.of(
                            400,
                            "malformed-body",
                            "Malformed body",
                            "The request's chunked body is malformed.")
                    .toException()
                    .header("Connection", "close");
        }
    }
}
