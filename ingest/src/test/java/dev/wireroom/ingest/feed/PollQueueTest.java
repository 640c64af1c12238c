package dev.wireroom.ingest.feed;

import static dev.wireroom.ingest.feed.FeedStateFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.ingest.feed.PollQueue.Due;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollQueueTest {

    @Test
    void takesWhatIsDueInOrderAndNothingElse() {
        PollQueue queue = new PollQueue(10, 10);
        queue.offer(due("late", "a", 20));
        queue.offer(due("early", "b", 10));
        assertThat(queue.take(NOW.plusSeconds(9))).isEmpty();
        assertThat(queue.nextAt()).contains(NOW.plusSeconds(10));
        assertThat(queue.take(NOW.plusSeconds(30)).orElseThrow().sourceId()).isEqualTo("early");
        assertThat(queue.take(NOW.plusSeconds(30)).orElseThrow().sourceId()).isEqualTo("late");
    }

    @Test
    void letsAHostAtItsLimitKeepNobodyElseWaiting() {
        PollQueue queue = new PollQueue(10, 1);
        queue.offer(due("a1", "a", 1));
        queue.offer(due("a2", "a", 2));
        queue.offer(due("b1", "b", 3));
        assertThat(queue.take(NOW.plusSeconds(9)).orElseThrow().sourceId()).isEqualTo("a1");
        assertThat(queue.take(NOW.plusSeconds(9)).orElseThrow().sourceId()).isEqualTo("b1");
        assertThat(queue.take(NOW.plusSeconds(9))).isEmpty();
        queue.finished("a1");
        assertThat(queue.take(NOW.plusSeconds(9)).orElseThrow().sourceId()).isEqualTo("a2");
    }

    @Test
    void movesASourceThatIsOfferedAgain() {
        PollQueue queue = new PollQueue(10, 10);
        queue.offer(due("one", "a", 100));
        queue.offer(due("one", "a", 1));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.take(NOW.plusSeconds(2))).isPresent();
        assertThat(queue.take(NOW.plusSeconds(200))).isEmpty();
    }

    @Test
    void forgetsASourceThatStepsAside() {
        PollQueue queue = new PollQueue(10, 1);
        queue.offer(due("a1", "a", 1));
        queue.offer(due("a2", "a", 2));
        queue.take(NOW.plusSeconds(9));
        queue.take(NOW.plusSeconds(9));
        queue.remove("a2");
        queue.finished("a1");
        assertThat(queue.take(NOW.plusSeconds(9))).isEmpty();
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsItsLimitsAndLosesNoSourceWhateverHappens(long seed) {
        Random random = new Random(seed);
        PollQueue queue = new PollQueue(5, 2);
        for (int i = 0; i < 40; i++) {
            queue.offer(due("s" + i, "host" + i % 6, i));
        }
        List<Due> running = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            if (random.nextBoolean()) {
                queue.take(NOW.plusSeconds(step)).ifPresent(running::add);
            } else if (!running.isEmpty()) {
                Due done = running.remove(random.nextInt(running.size()));
                queue.finished(done.sourceId());
                queue.offer(due(done.sourceId(), done.host(), step + random.nextInt(20)));
            }
            Map<String, Integer> byHost = new HashMap<>();
            running.forEach(due -> byHost.merge(due.host(), 1, Integer::sum));
            assertThat(running).hasSizeLessThanOrEqualTo(5);
            assertThat(byHost.values()).allMatch(count -> count <= 2);
            assertThat(queue.size()).isEqualTo(40);
        }
    }

    private static Due due(String id, String host, int seconds) {
        return new Due(id, host, NOW.plusSeconds(seconds));
    }
}
