package dev.wireroom.ingest.format.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.format.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutates every fixture and hands the mutants to the door of all parsers, with every media type and
 * with none. Run longer with {@code -Dfuzz.mutations=200000}; a failure names its seed, and its
 * input lies in {@code target/fuzz-failures} with how to replay it: {@code -Dfuzz.replay=FILE}.
 */
class ParserFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20261123L);
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 4_000);
    private static final Duration HANG = Duration.ofSeconds(10);
    private static final Path FAILURES = Path.of("target", "fuzz-failures");

    /** Inputs run in one timed batch: a thread for each would cost more than parsing. */
    private static final int BATCH = 50;

    private record Case(int number, String fixture, byte[] bytes, Arrival arrival) {}

    @Test
    void holdsForEveryFixtureAsItIsUnderEveryMediaType() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (FixtureTree.Fixture fixture : FixtureTree.all()) {
            for (Optional<String> mediaType : ParseCheck.MEDIA_TYPES) {
                Arrival arrival = ParseCheck.arrival(mediaType);
                cases.add(new Case(0, fixture.name(), fixture.bytes(), arrival));
            }
        }
        assertThat(cases).isNotEmpty();
        run(cases);
    }

    @Test
    void holdsForMutantsOfEveryFixture() throws IOException {
        System.out.printf("fuzz.seed=%d fuzz.mutations=%d%n", SEED, MUTATIONS);
        List<FixtureTree.Fixture> fixtures = FixtureTree.all();
        Mutator mutator = new Mutator(fixtures);
        List<Case> batch = new ArrayList<>();
        for (int i = 0; i < MUTATIONS; i++) {
            // a generator for each mutant, so that one can be made without those before it
            Random random = new Random(SEED + i * 1_000_003L);
            FixtureTree.Fixture fixture = fixtures.get(i % fixtures.size());
            int hint = random.nextInt(ParseCheck.MEDIA_TYPES.size() * 2);
            Optional<String> mediaType =
                    hint < ParseCheck.MEDIA_TYPES.size()
                            ? ParseCheck.MEDIA_TYPES.get(hint)
                            : Optional.empty();
            batch.add(
                    new Case(
                            i,
                            fixture.name(),
                            mutator.mutant(fixture.bytes(), random),
                            ParseCheck.arrival(mediaType)));
            if (batch.size() == BATCH || i == MUTATIONS - 1) {
                run(batch);
                batch.clear();
            }
        }
    }

    @Test
    void replaysAFailureThatWasKept() throws IOException {
        String file = System.getProperty("fuzz.replay", "");
        if (file.isEmpty()) {
            assertThat(FixtureTree.all()).hasSizeGreaterThan(100);
            return;
        }
        byte[] bytes = Files.readAllBytes(Path.of(file));
        for (Optional<String> mediaType : ParseCheck.MEDIA_TYPES) {
            ParseCheck.check(bytes, ParseCheck.arrival(mediaType), HANG);
        }
    }

    /** All within one time; where that fails, each by itself, to find out which it is. */
    private static void run(List<Case> batch) throws IOException {
        try {
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    HANG.plusSeconds(batch.size()),
                    () -> batch.forEach(one -> ParseCheck.check(one.bytes(), one.arrival())));
        } catch (Throwable failed) {
            for (Case one : batch) {
                checkAlone(one);
            }
            throw failed;
        }
    }

    private static void checkAlone(Case one) throws IOException {
        try {
            ParseCheck.check(one.bytes(), one.arrival(), HANG);
        } catch (Throwable failed) {
            Files.createDirectories(FAILURES);
            String name = one.fixture().replaceAll("[^A-Za-z0-9.]", "_");
            Path kept = FAILURES.resolve("%d-%d-%s".formatted(SEED, one.number(), name));
            Files.write(kept, one.bytes());
            String how =
                    "seed %d, mutation %d of %s as %s; replay: -Dtest=ParserFuzzTest -Dfuzz.replay=%s"
                            .formatted(
                                    SEED,
                                    one.number(),
                                    one.fixture(),
                                    one.arrival().mediaType().orElse("nothing"),
                                    kept);
            Files.write(Path.of(kept + ".txt"), (how + "\n" + failed + "\n").getBytes(UTF_8));
            throw new AssertionError(how, failed);
        }
    }
}
