/** The state of the line as one picture: hops, services, dead letters, ledger. */
@NullMarked
package dev.wireroom.console.line;

import org.jspecify.annotations.NullMarked;
