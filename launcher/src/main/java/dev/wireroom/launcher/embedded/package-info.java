/**
 * Broker, registry and database run by Wireroom itself: real ones, small, on one data directory.
 */
@NullMarked
package dev.wireroom.launcher.embedded;

import org.jspecify.annotations.NullMarked;
