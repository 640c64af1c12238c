package dev.wireroom.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the PostgreSQL store; whoever asked closes them. */
@FunctionalInterface
public interface Store {
    Connection open() throws SQLException;
}
