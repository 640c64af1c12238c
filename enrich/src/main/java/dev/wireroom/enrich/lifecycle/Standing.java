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
     * unsaid stays, so that a revision without a time does not open the door to old ones.
     */
    Standing after(Standing earlier) {
        if (to(earlier) == Order.OLDER) {
            return earlier;
        }
        if (versionCreated != null) {
            return this;
        }
        return new Standing(earlier.versionCreated, version == null ? earlier.version : version);
    }

    private static @Nullable BigInteger number(@Nullable String label) {
        return label != null && NUMBER.matcher(label).matches() ? new BigInteger(label) : null;
    }
}
