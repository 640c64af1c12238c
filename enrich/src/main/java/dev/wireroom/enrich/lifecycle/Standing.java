package dev.wireroom.enrich.lifecycle;

import dev.wireroom.contract.Article;
import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a revision stands among its siblings, as far as the publisher said: the time it was made
 * and its version label.
 *
 * @param versionCreated null where the publisher gave no time
 * @param version null where the publisher gave no label
 */
public record Standing(@Nullable Instant versionCreated, @Nullable String version) {

    /** How one revision stands to another. */
    enum Order {
        OLDER,
        NEWER,
        /** The publisher's words do not tell; the order of arrival has to. */
        UNKNOWN
    }

    static final Standing NONE = new Standing(null, null);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,100}");

    static Standing of(Article article) {
        return new Standing(
                article.getVersionCreated() == null
                        ? null
                        : article.getVersionCreated().getInstant(),
                article.getVersion());
    }

    /**
     * How this stands to another revision: by time where both have one and they differ, else by
     * label where both are whole numbers and differ.
     */
    Order to(Standing other) {
        if (versionCreated != null && other.versionCreated != null) {
            int order = versionCreated.compareTo(other.versionCreated);
            if (order != 0) {
                return order < 0 ? Order.OLDER : Order.NEWER;
            }
        }
        BigInteger number = number(version);
        BigInteger otherNumber = number(other.version);
        if (number != null && otherNumber != null && !number.equals(otherNumber)) {
            return number.compareTo(otherNumber) < 0 ? Order.OLDER : Order.NEWER;
        }
        return Order.UNKNOWN;
    }

    /**
     * Where the article stands after this revision followed an earlier one: what this one leaves
     * unsaid stays, so that a revision without a time or number does not open the door to old ones.
     */
    Standing after(Standing earlier) {
        if (to(earlier) == Order.OLDER) {
            return earlier;
        }
        if (isLater(versionCreated, earlier.versionCreated) && earlier.versionCreated != null) {
            return this; // a label tells versions of one time apart: the earlier one says no more
        }
        return new Standing(
                versionCreated == null ? earlier.versionCreated : versionCreated,
                number(version) == null && earlier.version != null ? earlier.version : version);
    }

    /**
     * Where the article stands after this withdrawal, which is not older than it. One without a
     * time counts as made when it was received, and one without a number voids the numbers before
     * it: only what is clearly newer than the withdrawal is NEWER from here on.
     */
    Standing withdrawnAfter(Standing earlier, Instant receivedAt) {
        Instant time = versionCreated;
        if (time == null) {
            time =
                    isLater(earlier.versionCreated, receivedAt)
                            ? earlier.versionCreated
                            : receivedAt;
        }
        return new Standing(time, number(version) == null ? null : version);
    }

    /** Whether the time is later than that of the other, or the number higher. */
    boolean exceeds(Standing other) {
        return isLater(versionCreated, other.versionCreated)
                || isHigher(number(version), number(other.version));
    }

    /** The later of the times and the higher of the numbers. */
    Standing raisedTo(Standing other) {
        return new Standing(
                isLater(other.versionCreated, versionCreated)
                        ? other.versionCreated
                        : versionCreated,
                isHigher(number(other.version), number(version)) ? other.version : version);
    }

    private static boolean isLater(@Nullable Instant time, @Nullable Instant than) {
        return time != null && (than == null || time.isAfter(than));
    }

    private static boolean isHigher(@Nullable BigInteger number, @Nullable BigInteger than) {
        return number != null && (than == null || number.compareTo(than) > 0);
    }

    private static @Nullable BigInteger number(@Nullable String label) {
        return label != null && NUMBER.matcher(label).matches() ? new BigInteger(label) : null;
    }
}
