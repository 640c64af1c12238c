/** What operators see: every hop's rate and lag, dead letters and the ledger. */
@NullMarked
package dev.wireroom.console;

import org.jspecify.annotations.NullMarked;
