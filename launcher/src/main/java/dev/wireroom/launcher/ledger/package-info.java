/** What {@code wireroom ledger} does: waits, balances, compares, repairs and says so. */
@NullMarked
package dev.wireroom.launcher.ledger;

import org.jspecify.annotations.NullMarked;
