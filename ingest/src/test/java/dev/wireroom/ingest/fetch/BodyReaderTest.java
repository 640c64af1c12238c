package dev.wireroom.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

    private static final BodyLimits LIMITS = new BodyLimits(4 * 1024 * 1024, 200, false);
    private static final byte[] FEED = LocalServer.bytes("<rss><channel/></rss>");

    /** {@code <rss><channel/></rss>} as the reference encoder packs it. */
    private static final byte[] BROTLI =
            HexFormat.of().parseHex("1b1400f88d942e4336f50b8fcf9c902b516aa90182c8cf4800");

    /** 64 MiB of spaces as the reference encoder packs them. */
    private static final byte[] BROTLI_BOMB =
            HexFormat.of()
                    .parseHex(
                            "cbffff3ff82540e2b14020f7fe8fffff7ff04b00c4611180eefd1fffffffe0970088c302"
                                + "00ddfb3ffeffffc12f0110870500baf77ffcffff835f02200e0b0074efff"
                                + "f8ffff07bf04401c1600e8defff1ffff0f7e0980382c00d0bdffcbffff3f"
                                + "fc1200715800a07bff07");

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] read(byte[] encoded, String... codings) throws IOException {
        return new BodyReader(new ByteArrayInputStream(encoded), LIMITS).read(List.of(codings));
    }

    @Test
    void takesEveryCodingOffThatItOffers() throws Exception {
        assertThat(read(gzip(FEED), "gzip")).isEqualTo(FEED);
        assertThat(read(gzip(FEED), "X-GZip")).isEqualTo(FEED);
        assertThat(read(deflate(FEED, false), "deflate")).isEqualTo(FEED);
        assertThat(read(deflate(FEED, true), "deflate")).isEqualTo(FEED);
        assertThat(read(BROTLI, "br")).isEqualTo(FEED);
        assertThat(read(FEED)).isEqualTo(FEED);
    }

    @Test
    void takesTwoCodingsOffInTheirOrder() throws Exception {
        assertThat(read(gzip(deflate(FEED, false)), "deflate, gzip")).isEqualTo(FEED);
        assertThat(read(gzip(gzip(FEED)), "gzip", "gzip")).isEqualTo(FEED);
    }

    @Test
    void takesAFewMistakesForWhatTheyAre() throws Exception {
        assertThat(read(FEED, "gzip")).isEqualTo(FEED);
        assertThat(read(FEED, "utf-8")).isEqualTo(FEED);
        assertThat(read(FEED, "")).isEqualTo(FEED);
        assertThat(read(new byte[0], "gzip")).isEmpty();
        assertThat(read(new byte[0], "br")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br"})
    void refusesWhatIsCutOff(String coding) throws Exception {
        byte[] whole =
                switch (coding) {
                    case "gzip" -> gzip(FEED);
                    case "deflate" -> deflate(FEED, false);
                    default -> BROTLI;
                };
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> read(cut, coding))
                .isInstanceOf(BadEncodingException.class)
                .hasMessageContaining(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "compress", "gzip, gzip, gzip"})
    void refusesCodingsThatItDidNotOffer(String coding) {
        assertThatThrownBy(() -> read(FEED, coding)).isInstanceOf(BadEncodingException.class);
    }

    @Test
    void refusesGarbageBehindAGzipHead() {
        byte[] garbage = new byte[100];
        Arrays.fill(garbage, (byte) 0xaa);
        garbage[0] = 0x1f;
        garbage[1] = (byte) 0x8b;
        assertThatThrownBy(() -> read(garbage, "gzip")).isInstanceOf(BadEncodingException.class);
    }

    @Test
    void refusesAGigabyteOfWhitespaceWithoutUnpackingIt() throws Exception {
        byte[] bomb = spaces(1L << 30);
        assertThat(bomb.length).isLessThan(2_000_000);
        long before = allocated();
        assertThatThrownBy(() -> read(bomb, "gzip"))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("200 bytes for each");
        assertThat(allocated() - before).isLessThan(16L * 1024 * 1024);
    }

    @Test
    void refusesABombInsideABomb() throws Exception {
        byte[] bomb = gzip(spaces(1L << 30));
        assertThat(bomb.length).isLessThan(20_000);
        long before = allocated();
        assertThatThrownBy(() -> read(bomb, "gzip, gzip")).isInstanceOf(TooLargeException.class);
        assertThat(allocated() - before).isLessThan(16L * 1024 * 1024);
    }

    @Test
    void refusesABrotliBomb() throws Exception {
        long before = allocated();
        assertThatThrownBy(() -> read(BROTLI_BOMB, "br"))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("200 bytes for each");
        assertThat(allocated() - before).isLessThan(32L * 1024 * 1024);
    }

    @Test
    void refusesWhatIsLongerThanItsLimitThoughItsRatioIsFine() {
        byte[] plain = new byte[5 * 1024 * 1024];
        assertThatThrownBy(() -> read(plain)).isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> read(gzipStored(plain), "gzip"))
                .isInstanceOf(TooLargeException.class);
    }

    private static byte[] gzipStored(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out =
                new GZIPOutputStream(bytes) {
                    {
                        def.setLevel(Deflater.NO_COMPRESSION);
                    }
                }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void letsShortDocumentsCompressAsWellAsTheyLike() throws Exception {
        assertThat(read(spaces(BodyLimits.FREE_BYTES), "gzip")).hasSize(1024 * 1024);
    }

    @Test
    void usesTheBeginningOfARobotsTxtThatIsTooLong() throws Exception {
        BodyLimits cut = new BodyLimits(1000, 200, true);
        byte[] read =
                new BodyReader(new ByteArrayInputStream(spaces(100_000)), cut)
                        .read(List.of("gzip"));
        assertThat(read).hasSize(1000);
    }

    @Test
    void countsWhatCameOverTheWire() throws Exception {
        byte[] encoded = gzip(FEED);
        BodyReader reader = new BodyReader(new ByteArrayInputStream(encoded), LIMITS);
        reader.read(List.of("gzip"));
        assertThat(reader.receivedBytes()).isEqualTo(encoded.length);
    }

    @Test
    void tellsABrokenConnectionFromABrokenCoding() throws Exception {
        byte[] start = Arrays.copyOf(gzip(FEED), 12);
        InputStream breaking =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at == start.length) {
                            throw new java.net.SocketException("reset");
                        }
                        return start[at++] & 0xff;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        into[offset] = (byte) read();
                        return 1;
                    }
                };
        assertThatThrownBy(() -> new BodyReader(breaking, LIMITS).read(List.of("gzip")))
                .isInstanceOf(java.net.SocketException.class);
    }

    private static byte[] spaces(long count) throws IOException {
        byte[] piece = new byte[64 * 1024];
        Arrays.fill(piece, (byte) ' ');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes, 64 * 1024)) {
            for (long left = count; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
        return bytes.toByteArray();
    }

    /** Bytes that this thread has allocated so far. */
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
