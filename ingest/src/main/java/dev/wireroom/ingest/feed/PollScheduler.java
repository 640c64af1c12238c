package dev.wireroom.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the sources of the partitions that this instance holds, each when it is due, on a virtual
 * thread of its own; one thread waits for the next. Thread-safe.
 *
 * <p>What is overdue when a partition comes is spread over time, so that ten thousand sources are
 * not asked in the first second.
 */
final class PollScheduler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PollScheduler.class);

    /** Also how late an ended lease is noticed. */
    private static final Duration TICK = Duration.ofMillis(200);

    private static final Duration AFTER_KAFKA_FAILED = Duration.ofSeconds(30);
    private static final Duration AFTER_FAULT = Duration.ofHours(1);

    /** An interrupted poll has this long to notice. */
    private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(1);

    /** What is scheduled: where a source is, when it is due, and how it is polled. */
    interface Polls {

        /** The sources of a partition. */
        Collection<String> inPartition(int partition);

        int partitionOf(String sourceId);

        /** The host that is asked, where the source is there, active and polled. */
        Optional<String> hostOf(String sourceId);

        /** When its state says that it is due; empty where it was never polled. */
        Optional<Instant> dueAt(String sourceId);

        /** When a source that somebody wants polled now may be polled. */
        Instant soonest(String sourceId);

        /**
         * Polls a source to the end.
         *
         * @return when it is due next; empty where it is not polled any more
         */
        Optional<Instant> poll(String sourceId, Permit permit) throws InterruptedException;
    }

    /**
     * @param perSecond how many overdue sources are begun a second when a partition comes
     */
    record Limits(int maxRunning, int maxRunningPerHost, int perSecond) {}

    private final Polls polls;
    private final Limits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final PollQueue queue;
    private final Map<Integer, Permit> permits = new HashMap<>();
    private final Map<String, Thread> threads = new HashMap<>();
    private final Set<String> writtenMeanwhile = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread dispatcher;
    private boolean closing;

    PollScheduler(Polls polls, Limits limits, InstantSource clock, RandomGenerator random) {
        this.polls = polls;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.queue = new PollQueue(limits.maxRunning(), limits.maxRunningPerHost());
        this.dispatcher =
                Thread.ofPlatform().name("ingest-poll-scheduler").unstarted(this::dispatch);
    }

    void start() {
        dispatcher.start();
    }

    /** Begins with the sources of a partition. */
    void acquire(int partition, PollLease lease) {
        lock.lock();
        try {
            permits.put(partition, new Permit(lease));
            Instant now = clock.instant();
            List<PollQueue.Due> overdue = new ArrayList<>();
            for (String id : polls.inPartition(partition)) {
                Optional<String> host = polls.hostOf(id);
                Optional<Instant> due = polls.dueAt(id);
                if (host.isPresent()) {
                    if (due.filter(now::isBefore).isPresent()) {
                        queue.offer(new PollQueue.Due(id, host.get(), due.get()));
                    } else {
                        overdue.add(new PollQueue.Due(id, host.get(), now));
                    }
                }
            }
            double seconds = (double) overdue.size() / limits.perSecond() * permits.size();
            for (PollQueue.Due late : overdue) {
                long wait = (long) (random.nextDouble() * seconds * 1000);
                queue.offer(new PollQueue.Due(late.sourceId(), late.host(), now.plusMillis(wait)));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops with the sources of partitions: begins no more, waits for those under way, and breaks
     * off what is not done by then.
     *
     * @param within zero to break them off at once
     */
    void release(Set<Integer> partitions, Duration within) {
        lock.lock();
        try {
            List<Permit> ending =
                    partitions.stream().flatMap(p -> Stream.ofNullable(permits.remove(p))).toList();
            queue.removeIf(id -> partitions.contains(polls.partitionOf(id)));
            awaitIdle(partitions, within);
            ending.forEach(Permit::end);
            running(partitions).stream()
                    .flatMap(id -> Stream.ofNullable(threads.get(id)))
                    .forEach(Thread::interrupt);
            awaitIdle(partitions, INTERRUPTED_WITHIN);
        } finally {
            lock.unlock();
        }
    }

    private void awaitIdle(Set<Integer> partitions, Duration within) {
        long left = within.toNanos();
        try {
            while (left > 0 && !running(partitions).isEmpty()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> running(Set<Integer> partitions) {
        return threads.keySet().stream()
                .filter(id -> partitions.contains(polls.partitionOf(id)))
                .toList();
    }

    /**
     * A source was created, changed or deleted, or written again to have it polled: where it is
     * ours and active it is due now.
     */
    void sourceWritten(String sourceId) {
        lock.lock();
        try {
            if (!permits.containsKey(polls.partitionOf(sourceId))) {
                return;
            }
            Optional<String> host = polls.hostOf(sourceId);
            if (host.isEmpty()) {
                queue.remove(sourceId);
            } else if (queue.isRunning(sourceId)) {
                writtenMeanwhile.add(sourceId);
            } else {
                queue.offer(new PollQueue.Due(sourceId, host.get(), polls.soonest(sourceId)));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sources that are queued or being polled. */
    int scheduled() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return threads.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this instance polls a source. */
    Optional<Permit> permit(String sourceId) {
        lock.lock();
        try {
            return Optional.ofNullable(permits.get(polls.partitionOf(sourceId)));
        } finally {
            lock.unlock();
        }
    }

    private void dispatch() {
        lock.lock();
        try {
            while (!closing) {
                breakOffWithoutLease();
                Optional<PollQueue.Due> due = queue.take(clock.instant());
                if (due.isPresent()) {
                    begin(due.get());
                } else {
                    long unused = changed.awaitNanos(untilNext().toNanos());
                }
            }
        } catch (InterruptedException e) {
            log.debug("polling ends");
        } finally {
            lock.unlock();
        }
    }

    private Duration untilNext() {
        return queue.nextAt()
                .map(at -> Duration.between(clock.instant(), at))
                .filter(wait -> wait.compareTo(TICK) < 0)
                .map(wait -> wait.isNegative() ? Duration.ofMillis(1) : wait)
                .orElse(TICK);
    }

    private void breakOffWithoutLease() {
        threads.forEach(
                (id, thread) -> {
                    Permit permit = permits.get(polls.partitionOf(id));
                    if (permit != null && !permit.holds()) {
                        thread.interrupt();
                    }
                });
    }

    private void begin(PollQueue.Due due) {
        Permit permit = permits.get(polls.partitionOf(due.sourceId()));
        if (permit == null) {
            queue.finished(due.sourceId());
        } else if (!permit.holds()) {
            queue.finished(due.sourceId());
            queue.offer(new PollQueue.Due(due.sourceId(), due.host(), clock.instant().plus(TICK)));
        } else {
            threads.put(
                    due.sourceId(),
                    Thread.ofVirtual()
                            .name("poll-" + due.sourceId())
                            .start(() -> run(due.sourceId(), permit)));
        }
    }

    private void run(String sourceId, Permit permit) {
        Optional<Instant> next = Optional.empty();
        try {
            next = polls.poll(sourceId, permit);
        } catch (InterruptedException | Permit.EndedException e) {
            log.debug("the poll of {} was broken off", sourceId);
            next = Optional.of(clock.instant());
        } catch (KafkaException e) {
            log.warn("what source {} has is not safe in Kafka yet: {}", sourceId, e.toString());
            next = Optional.of(clock.instant().plus(AFTER_KAFKA_FAILED));
        } catch (RuntimeException e) { // one source must not end the others
            log.error("the poll of {} failed by a fault of ours", sourceId, e);
            next = Optional.of(clock.instant().plus(AFTER_FAULT));
        } finally {
            ended(sourceId, next);
        }
    }

    private void ended(String sourceId, Optional<Instant> next) {
        lock.lock();
        try {
            threads.remove(sourceId);
            queue.finished(sourceId);
            Optional<Instant> due =
                    writtenMeanwhile.remove(sourceId) ? Optional.of(polls.soonest(sourceId)) : next;
            Optional<String> host = polls.hostOf(sourceId);
            boolean ours = permits.containsKey(polls.partitionOf(sourceId));
            if (ours && host.isPresent() && due.isPresent()) {
                queue.offer(new PollQueue.Due(sourceId, host.get(), due.get()));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            permits.values().forEach(Permit::end);
            threads.values().forEach(Thread::interrupt);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            dispatcher.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
