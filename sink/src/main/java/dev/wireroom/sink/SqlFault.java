package dev.wireroom.sink;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an SQLState says about whose fault an error is. Only what is shown to be the record's own
 * fault is called so: everything else is retried, for a record lost is worse than one waiting.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error codes</a>
 */
enum SqlFault {
    /** Lost to a concurrent transaction; the same again will do. */
    CONFLICT,
    /** The database is away, full, read-only or shutting down; it comes back. */
    OUTAGE,
    /** The database refuses us, or isn't laid out as it should be; an operator has to act. */
    MISCONFIGURED,
    /** The data itself can't be stored, now or ever. */
    BAD_RECORD;

    /** serialization_failure, deadlock_detected, lock_not_available, foreign_key_violation. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "23503");

    /**
     * read_only_sql_transaction: a standby, or a primary that was demoted under us. The others of
     * class 25 are faults of the session.
     */
    private static final String READ_ONLY = "25006";

    static SqlFault of(SQLException error) {
        return ofState(error.getSQLState());
    }

    /**
     * Classifies one state.
     *
     * @param state five characters, or null where the driver gave none
     */
    static SqlFault ofState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return OUTAGE;
        }
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        if (state.equals(READ_ONLY)) {
            return OUTAGE;
        }
        return switch (state.substring(0, 2)) {
            // 21 cardinality violation, 22 data exception, 23 integrity constraint, 44 check
            // option, 54 program limit
            case "21", "22", "23", "44", "54" -> BAD_RECORD;
            // 28 authorization, 3D no such database, 3F no such schema, 42 no such table or right,
            // 0A not supported, P0 raised by a function
            case "28", "3D", "3F", "42", "0A", "P0" -> MISCONFIGURED;
            // 08 connection, 25 and 40 transaction, 53 resources, 55 and 57 operator, 58 system,
            // XX internal, and what we have not heard of
            default -> OUTAGE;
        };
    }
}
