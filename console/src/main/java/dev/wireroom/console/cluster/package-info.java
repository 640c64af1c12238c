/** Reads topics, sizes and consumer lag from the cluster. */
@NullMarked
package dev.wireroom.console.cluster;

import org.jspecify.annotations.NullMarked;
