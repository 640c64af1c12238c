/** Ten thousand feeds on this machine that notice every impolite request. */
@NullMarked
package dev.wireroom.benchmarks.polling;

import org.jspecify.annotations.NullMarked;
