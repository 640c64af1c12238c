package dev.wireroom.enrich.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * The contents that an article's arrivals had so far, known by hash, the one seen last at the end.
 * What is in here comes back only in a version that the publisher calls newer than every one that
 * had it; a repeated delivery never is.
 */
public record Seen(List<Content> contents) {

    static final Seen NOTHING = new Seen(List.of());

    /** Few articles have more revisions than this; state has to be bounded. */
    static final int MOST_KEPT = 64;

    /**
     * One content.
     *
     * @param fingerprint of its hash
     * @param highest the newest time and the highest number that came with it, not necessarily of
     *     one version
     */
    public record Content(long fingerprint, Standing highest) {}

    public Seen {
        contents = List.copyOf(contents);
    }

    /** Whether this content came before, in this version or a newer one of it. */
    boolean covers(String contentHash, Standing standing) {
        long fingerprint = fingerprint(contentHash);
        return contents.stream()
                .anyMatch(
                        content ->
                                content.fingerprint == fingerprint
                                        && !standing.exceeds(content.highest));
    }

    /** With one more arrival; the content that was seen longest ago is forgotten for it. */
    Seen with(String contentHash, Standing standing) {
        long fingerprint = fingerprint(contentHash);
        List<Content> next = new ArrayList<>();
        Standing highest = Standing.NONE;
        for (Content content : contents) {
            if (content.fingerprint == fingerprint) {
                highest = content.highest;
            } else {
                next.add(content);
            }
        }
        next.add(new Content(fingerprint, highest.raisedTo(standing)));
        return new Seen(next.subList(Math.max(0, next.size() - MOST_KEPT), next.size()));
    }

    /** 64 bits of a hash, whatever notation it is in. */
    private static long fingerprint(String contentHash) {
        long fingerprint = 0;
        for (int i = 0; i < contentHash.length(); i++) {
            fingerprint = fingerprint * 0x5851f42d4c957f2dL + contentHash.charAt(i) + 1;
        }
        return fingerprint;
    }
}
