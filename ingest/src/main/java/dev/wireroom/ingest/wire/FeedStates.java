package dev.wireroom.ingest.wire;

import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.WebSubSubscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of all polled sources, as this instance last read them or wrote them itself. They are
 * held encoded, about 4 KB for a feed of 30 items, and decoded for whoever asks; what is returned
 * is the caller's own. Thread-safe.
 *
 * <p>What a WebSub hub told whichever instance it called is a record of its own, so that a state
 * has one writer: the instance that polls the source.
 */
public final class FeedStates implements TableReader.Table<FeedState> {

    /** No id of a source has this character. */
    private static final String WEB_SUB_SUFFIX = "#websub";

    private record Version(long offset, Optional<byte[]> encoded) {}

    private final Map<String, Version> versions = new ConcurrentHashMap<>();

    /** The key under which what a hub told about a source stands. */
    public static String webSubKey(String sourceId) {
        return sourceId + WEB_SUB_SUFFIX;
    }

    /** Empty where the source was never polled or is deleted. */
    public Optional<FeedState> find(String sourceId) {
        return Optional.ofNullable(versions.get(sourceId))
                .flatMap(Version::encoded)
                .map(FeedStates::decode);
    }

    /** What a hub told about a source, wherever it called. */
    public Optional<WebSubSubscription> webSub(String sourceId) {
        return find(webSubKey(sourceId)).map(FeedState::getWebSub);
    }

    /** All states, by source id; each is decoded, so this is for people, not for every poll. */
    public List<FeedState> all() {
        return versions.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith(WEB_SUB_SUFFIX))
                .flatMap(entry -> entry.getValue().encoded().stream())
                .map(FeedStates::decode)
                .sorted(Comparator.comparing(FeedState::getSourceId))
                .toList();
    }

    @Override
    public void apply(String key, long offset, @Nullable FeedState state) {
        Version version = new Version(offset, Optional.ofNullable(state).map(FeedStates::encode));
        versions.merge(key, version, (old, fresh) -> fresh.offset() > old.offset() ? fresh : old);
    }

    private static byte[] encode(FeedState state) {
        try {
            ByteBuffer encoded = state.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FeedState decode(byte[] encoded) {
        try {
            return FeedState.fromByteBuffer(ByteBuffer.wrap(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
