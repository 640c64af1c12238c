package dev.wireroom.benchmarks.storage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A way of bringing articles into the tables. */
interface Contender {

    /**
     * What a turn came to.
     *
     * @param perSecond articles a second
     * @param cpuMillis processor time an article, of this process and of PostgreSQL: what other
     *     work on the machine leaves as it is
     */
    record Load(double perSecond, double cpuMillis) {}

    String name();

    /** Tables that it fills, which must come to the same as with everybody else. */
    List<String> fills();

    /**
     * Loads everything into tables that are not there yet.
     *
     * @throws IOException where it fails or comes to a stop
     */
    Load load() throws IOException, SQLException, InterruptedException;
}
