/** What the service has beside the connector. */
@NullMarked
package dev.wireroom.sink.worker;

import org.jspecify.annotations.NullMarked;
