package dev.wireroom.benchmarks.polling;

/**
 * A request that should not have been made, or not so.
 *
 * @param feed path of the feed
 * @param detail what was expected and what happened
 */
public record Violation(Kind kind, String feed, String detail) {

    /** Which rule was broken. */
    public enum Kind {
        /** Before the least interval, Cache-Control's max-age or the channel's ttl was over. */
        FEED_TOO_SOON,
        /** Before a Retry-After was over. */
        BEFORE_RETRY_AFTER,
        /** In an hour that the channel's skipHours names. */
        IN_SKIPPED_HOUR,
        /** Without the validators that came with the last document, or with changed ones. */
        WITHOUT_VALIDATORS,
        /** After a 410. */
        AFTER_GONE,
        /** To an address that had said more than once that it moved for good. */
        AFTER_MOVED,
        /** Sooner after another request to that host than it should be. */
        HOST_TOO_SOON,
        /** With more others under way to that host than there should be. */
        HOST_TOO_MANY
    }
}
