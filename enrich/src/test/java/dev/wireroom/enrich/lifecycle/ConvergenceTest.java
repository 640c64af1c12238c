package dev.wireroom.enrich.lifecycle;

import static dev.wireroom.enrich.topology.ArticleBuilder.MORNING;
import static dev.wireroom.enrich.topology.ArticleBuilder.anArticle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.enrich.lifecycle.ArticleState.Status;
import dev.wireroom.enrich.topology.ArticleBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pushing anything again, in any order, any number of times, leaves an article in one state: over
 * random histories of one article. Everything hangs on the seed that a failure prints.
 */
class ConvergenceTest {

    private static final int HISTORIES = 400;
    private static final int ORDERS = 6;

    /** All embargoes end before. */
    private static final Instant EVENING = MORNING.plusSeconds(36_000);

    /** Where an article stands for those who read it. */
    private record Published(Status status, @Nullable String contentHash) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderOfDatedVersionsEndsInTheNewest(long seed) {
        endsAlikeInAnyOrder(seed, (random, n) -> any(random).made(MORNING.plusSeconds(60L * n)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void anyOrderOfNumberedVersionsEndsInTheHighest(long seed) {
        endsAlikeInAnyOrder(seed, (random, n) -> any(random).versioned(String.valueOf(8 + n)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void numbersOrderVersionsOfOneTime(long seed) {
        endsAlikeInAnyOrder(
                seed,
                (random, n) ->
                        any(random)
                                .made(MORNING.plusSeconds(60L * (n / 3)))
                                .versioned(String.valueOf(n)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
    void whatCameOnceChangesNothingAgainWhateverOrderItClaims(long seed) {
        Random random = new Random(seed);
        for (int h = 0; h < HISTORIES; h++) {
            List<Article> history = new ArrayList<>();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                history.add(claimingAnything(random).build());
            }
            Wire wire = new Wire(random);
            history.forEach(wire::push);
            wire.waitUntilEvening();
            Published before = wire.published();
            int revisions = wire.revisions();
            for (int again = 0; again < 30; again++) {
                wire.push(history.get(random.nextInt(history.size())));
            }

            assertThat(wire.published())
                    .as("history %d of seed %d: %s", h, seed, described(history))
                    .isEqualTo(before);
            assertThat(wire.revisions())
                    .as("revisions of history %d of seed %d", h, seed)
                    .isEqualTo(revisions);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44})
    void forgetsNoMoreThanItHasTo(long seed) {
        Random random = new Random(seed);
        Wire wire = new Wire(random);
        List<Article> history = new ArrayList<>();
        for (int n = 0; n < 2 * Seen.MOST_KEPT; n++) {
            history.add(anArticle().saying("text " + n).build());
        }
        history.forEach(wire::push);
        Published before = wire.published();
        List<Article> remembered = history.subList(history.size() - Seen.MOST_KEPT, history.size());
        for (int again = 0; again < 500; again++) {
            wire.push(remembered.get(random.nextInt(remembered.size())));
        }

        assertThat(wire.published()).isEqualTo(before);
        wire.push(history.getFirst());
        assertThat(wire.published())
                .as("what was forgotten comes back: the bound is a bound")
                .isNotEqualTo(before);
    }

    /** Makes version n of an article. */
    private interface Versions {
        ArticleBuilder make(Random random, int n);
    }

    private static void endsAlikeInAnyOrder(long seed, Versions versions) {
        Random random = new Random(seed);
        for (int h = 0; h < HISTORIES; h++) {
            List<Article> history = new ArrayList<>();
            int count = 1 + random.nextInt(7);
            for (int n = 0; n < count; n++) {
                history.add(versions.make(random, n).build());
            }
            Published inOrder = end(history, random);
            for (int order = 0; order < ORDERS; order++) {
                List<Article> pushed = new ArrayList<>(history);
                for (int again = random.nextInt(6); again > 0; again--) {
                    pushed.add(history.get(random.nextInt(count)));
                }
                Collections.shuffle(pushed, random);

                assertThat(end(pushed, random))
                        .as("history %d of seed %d: %s", h, seed, described(pushed))
                        .isEqualTo(inOrder);
            }
            assertThat(inOrder)
                    .as("the last version wins, history %d of seed %d", h, seed)
                    .isEqualTo(wonBy(history.getLast()));
        }
    }

    private static Published wonBy(Article last) {
        Status status =
                switch (last.getPublishingStatus()) {
                    case CANCELED -> Status.WITHDRAWN;
                    default -> Status.LIVE;
                };
        return new Published(status, last.getContentHash());
    }

    private static Published end(List<Article> pushed, Random random) {
        Wire wire = new Wire(random);
        pushed.forEach(wire::push);
        wire.waitUntilEvening();
        return wire.published();
    }

    /** Few contents and embargoes, so that the same come back; kills among them. */
    private static ArticleBuilder any(Random random) {
        ArticleBuilder article = anArticle().saying("words number " + random.nextInt(3));
        return switch (random.nextInt(6)) {
            case 0 -> article.canceled();
            case 1 -> article.withheld().until(MORNING.plusSeconds(900 * (1 + random.nextInt(4))));
            case 2 -> article.asCorrection();
            default -> article;
        };
    }

    /** From several feeds of one publisher, its words about order being anything at all. */
    private static ArticleBuilder claimingAnything(Random random) {
        ArticleBuilder article =
                any(random)
                        .from("feed-" + random.nextInt(3))
                        .ofPublisher("example")
                        .receivedAt(MORNING.plusSeconds(random.nextInt(600)));
        if (random.nextInt(5) == 0) {
            article.saying("short");
        }
        if (random.nextBoolean()) {
            article.made(MORNING.plusSeconds(60L * random.nextInt(5)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> article.versioned(String.valueOf(random.nextInt(4)));
            case 1 -> article.versioned("final");
            default -> article;
        };
    }

    private static String described(List<Article> history) {
        Function<Article, String> words =
                a ->
                        "%s %s%s until %s made %s v%s via %s"
                                .formatted(
                                        a.getPublishingStatus(),
                                        a.getBody(),
                                        a.getEditorialSignal(),
                                        a.getEmbargoedUntil(),
                                        a.getVersionCreated() == null
                                                ? null
                                                : a.getVersionCreated().getInstant(),
                                        a.getVersion(),
                                        a.getSourceId());
        return history.stream().map(words).toList().toString();
    }

    /** Pushes arrivals while time passes, and lets go what is held as enrich does. */
    private static final class Wire {

        private final Random random;
        private Instant now = MORNING;
        private @Nullable ArticleState state;
        private @Nullable Article held;
        private int revisions;

        Wire(Random random) {
            this.random = random;
        }

        void push(Article article) {
            tick(now.plusSeconds(random.nextInt(600)));
            Verdict verdict = Lifecycle.decide(state, article, now);
            take(verdict);
            if (verdict instanceof Verdict.Hold) {
                held = article;
            }
        }

        void waitUntilEvening() {
            tick(EVENING.isAfter(now) ? EVENING : now);
            assertThat(held).as("nothing waits any more").isNull();
        }

        Published published() {
            return state == null
                    ? new Published(Status.UNSEEN, null)
                    : new Published(state.status(), state.contentHash());
        }

        int revisions() {
            return revisions;
        }

        private void tick(Instant time) {
            now = time;
            if (held != null
                    && state != null
                    && state.held() != null
                    && !state.held().releaseAt().isAfter(now)) {
                Article due = held;
                take(Lifecycle.release(state.withHeld(null), due));
            }
        }

        private void take(Verdict verdict) {
            if (verdict instanceof Verdict.Publish) {
                revisions++;
            }
            state = verdict.next();
            if (state.held() == null) {
                held = null;
            }
        }
    }
}
