package dev.wireroom.ingest.wire;

import dev.wireroom.contract.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every source, in memory. Changes carry the offset of their record in the sources topic, where a
 * source always has the same partition; an older one never replaces a newer one, whoever brings it.
 * Thread-safe.
 */
public final class SourceCatalog implements TableReader.Table<Source> {

    private record Version(long offset, @Nullable Source source) {}

    private final Map<String, Version> versions = new ConcurrentHashMap<>();

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Tells a listener the id of every source that is written from now on, be it changed or not, or
     * deleted; in the thread that applies it, so it must not wait for anything.
     */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Empty where the source is unknown or was deleted. */
    public Optional<Source> find(String sourceId) {
        return Optional.ofNullable(versions.get(sourceId))
                .flatMap(version -> Optional.ofNullable(version.source()));
    }

    /** All sources, by id. */
    public List<Source> all() {
        return versions.values().stream()
                .flatMap(version -> Optional.ofNullable(version.source()).stream())
                .sorted(Comparator.comparing(Source::getSourceId))
                .toList();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is this one that was kept
    public void apply(String sourceId, long offset, @Nullable Source source) {
        Version given = new Version(offset, source);
        Version kept =
                versions.merge(
                        sourceId,
                        given,
                        (old, fresh) -> fresh.offset() > old.offset() ? fresh : old);
        if (kept == given) {
            listeners.forEach(listener -> listener.accept(sourceId));
        }
    }
}
