package dev.wireroom.benchmarks.storage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A way of bringing articles into the tables. */
interface Contender {

    String name();

    /** Tables that it fills, which must come to the same as with everybody else. */
    List<String> fills();

    /**
     * Loads everything into tables that are not there yet.
     *
     * @return articles a second
     * @throws IOException where it fails or comes to a stop
     */
    double load() throws IOException, SQLException, InterruptedException;
}
