/** The sink under faults: killed, cut off from its database, rebalanced; and what it stored. */
@NullMarked
package dev.wireroom.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
