package dev.wireroom.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InflationTest {

    private static final Inflation.Limits LIMITS = new Inflation.Limits(4_000_000, 100);
    private static final byte[] TEXT =
            "The ferry resumed on Monday. ".repeat(2_000).getBytes(StandardCharsets.UTF_8);

    private final AtomicLong reserved = new AtomicLong();

    @ParameterizedTest
    @EnumSource
    void givesBackWhatWasCompressed(ContentCoding coding) throws IOException {
        Inflation inflation = inflate(coding, compressed(coding, TEXT, 1));
        assertThat(inflation).isInstanceOf(Inflation.Whole.class);
        assertThat(((Inflation.Whole) inflation).bytes()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryMemberOfSeveral(ContentCoding coding) throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(compressed(coding, TEXT, 1));
        two.write(compressed(coding, TEXT, 1));
        InputStream slow =
                new FilterInputStream(new ByteArrayInputStream(two.toByteArray())) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        return super.read(buffer, offset, Math.min(length, 7));
                    }

                    @Override
                    public int available() {
                        return 0;
                    }
                };
        Inflation inflation = Inflation.of(coding, slow, LIMITS, reserved::addAndGet);
        assertThat(((Inflation.Whole) inflation).bytes()).hasSize(2 * TEXT.length);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtAGigabyteOfWhiteSpaceBeforeItIsInMemory(ContentCoding coding) throws IOException {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        byte[] bomb = compressed(coding, blanks, 1024);
        assertThat(inflate(coding, bomb)).isInstanceOf(Inflation.TooLarge.class);
        assertThat(reserved.get()).isLessThan(8_000_000);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtMoreThanTheMostBytesWhateverTheRatio(ContentCoding coding) throws IOException {
        byte[] noise = new byte[4_000_001];
        new Random(7).nextBytes(noise);
        assertThat(inflate(coding, compressed(coding, noise, 1)))
                .isInstanceOfSatisfying(
                        Inflation.TooLarge.class,
                        large -> assertThat(large.why()).contains("4000000"));
        byte[] fitting = Arrays.copyOf(noise, 4_000_000);
        assertThat(inflate(coding, compressed(coding, fitting, 1)))
                .isInstanceOf(Inflation.Whole.class);
    }

    @ParameterizedTest
    @EnumSource
    void saysThatACutOffOrOtherStreamIsMalformed(ContentCoding coding) throws IOException {
        byte[] whole = compressed(coding, TEXT, 1);
        for (int length : new int[] {0, 1, 5, whole.length / 2, whole.length - 1}) {
            if (coding == ContentCoding.ZSTD && length == 0) {
                continue; // no frame at all is an empty stream in zstd
            }
            assertThat(inflate(coding, Arrays.copyOf(whole, length)))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(Inflation.Malformed.class);
        }
        assertThat(inflate(coding, "{\"title\": \"plain\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Inflation.Malformed.class);
    }

    @ParameterizedTest
    @EnumSource
    void throwsNothingWhateverTheBytes(ContentCoding coding) throws IOException {
        long seed = 20261125;
        Random random = new Random(seed);
        byte[] whole = compressed(coding, TEXT, 1);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutant = whole.clone();
            for (int k = random.nextInt(1, 6); k > 0; k--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            assertThat(inflate(coding, mutant)).as("seed %d, mutant %d", seed, i).isNotNull();
        }
    }

    @Test
    void refusesAZstdWindowThatNobodyHasMemoryFor() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            zstd.setLong(27);
            zstd.write(TEXT);
        }
        assertThat(inflate(ContentCoding.ZSTD, out.toByteArray()))
                .isInstanceOf(Inflation.Malformed.class);
    }

    private Inflation inflate(ContentCoding coding, byte[] encoded) {
        return Inflation.of(coding, new ByteArrayInputStream(encoded), LIMITS, reserved::addAndGet);
    }

    private static byte[] compressed(ContentCoding coding, byte[] bytes, int times)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing =
                switch (coding) {
                    case GZIP -> new GZIPOutputStream(out);
                    case ZSTD -> new ZstdOutputStream(out);
                }) {
            for (int i = 0; i < times; i++) {
                compressing.write(bytes);
            }
        }
        return out.toByteArray();
    }
}
