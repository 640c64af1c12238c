package dev.wireroom.ingest.feed;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Sources in the order in which they are due, of which few are polled at once, and fewer at one
 * host: those of a host at its limit step aside and keep nobody waiting. It knows no clock. Not
 * thread-safe; every operation costs the logarithm of the number of sources.
 */
final class PollQueue {

    /** A source that is to be polled. */
    record Due(String sourceId, String host, Instant at) {}

    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::at).thenComparing(Due::sourceId);

    private final int maxRunning;
    private final int maxRunningPerHost;
    private final TreeSet<Due> ready = new TreeSet<>(ORDER);
    private final Map<String, Due> queued = new HashMap<>();
    private final Map<String, Due> running = new HashMap<>();
    private final Map<String, Host> hosts = new HashMap<>();

    private static final class Host {
        private int running;
        private final Deque<Due> aside = new ArrayDeque<>(2);
    }

    PollQueue(int maxRunning, int maxRunningPerHost) {
        this.maxRunning = maxRunning;
        this.maxRunningPerHost = maxRunningPerHost;
    }

    /** Queues a source, or moves one that is queued. One that is being polled is left alone. */
    void offer(Due due) {
        if (running.containsKey(due.sourceId())) {
            return;
        }
        remove(due.sourceId());
        queued.put(due.sourceId(), due);
        ready.add(due);
    }

    /** Takes a source out of the queue; one that is being polled goes on. */
    void remove(String sourceId) {
        Due due = queued.remove(sourceId);
        if (due != null && !ready.remove(due)) {
            Host host = hosts.get(due.host());
            if (host != null) {
                host.aside.remove(due);
                forgetIfIdle(due.host(), host);
            }
        }
    }

    void removeIf(Predicate<String> sourceId) {
        List.copyOf(queued.keySet()).stream().filter(sourceId).forEach(this::remove);
    }

    /** The next source that is due and may be polled; it counts as being polled from now on. */
    Optional<Due> take(Instant now) {
        while (running.size() < maxRunning
                && !ready.isEmpty()
                && !ready.first().at().isAfter(now)) {
            Due due = ready.pollFirst();
            Host host = hosts.computeIfAbsent(due.host(), name -> new Host());
            if (host.running < maxRunningPerHost) {
                host.running++;
                queued.remove(due.sourceId());
                running.put(due.sourceId(), due);
                return Optional.of(due);
            }
            host.aside.add(due);
        }
        return Optional.empty();
    }

    /** A poll has ended; the first that stepped aside for it comes back. */
    void finished(String sourceId) {
        Due due = running.remove(sourceId);
        if (due == null) {
            return;
        }
        Host host = hosts.get(due.host());
        if (host != null) {
            host.running--;
            Due next = host.aside.poll();
            if (next != null) {
                ready.add(next);
            }
            forgetIfIdle(due.host(), host);
        }
    }

    private void forgetIfIdle(String name, Host host) {
        if (host.running == 0 && host.aside.isEmpty()) {
            hosts.remove(name);
        }
    }

    /** When the next can be taken; empty where none is queued or all places are taken. */
    Optional<Instant> nextAt() {
        return ready.isEmpty() || running.size() >= maxRunning
                ? Optional.empty()
                : Optional.of(ready.first().at());
    }

    boolean isRunning(String sourceId) {
        return running.containsKey(sourceId);
    }

    boolean isQueued(String sourceId) {
        return queued.containsKey(sourceId);
    }

    Collection<String> running() {
        return List.copyOf(running.keySet());
    }

    int size() {
        return queued.size() + running.size();
    }
}
