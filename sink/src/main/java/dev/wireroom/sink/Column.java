package dev.wireroom.sink;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table and where its value comes from.
 *
 * @param name the column's name in the database
 * @param type its type, which fixes the class of its values
 * @param value reads the value, null for SQL's NULL
 * @param <T> what a row of the table is made from
 */
record Column<T>(String name, Type type, Function<T, @Nullable Object> value) {

    /** Types of PostgreSQL in use, with the Java class of their values. */
    enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link String} holding JSON. */
        JSONB,
        /** {@link Integer}. */
        INTEGER,
        /** {@link Long}. */
        BIGINT,
        /** {@link Float}. */
        REAL,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link java.time.Instant}. */
        TIMESTAMPTZ
    }
}
