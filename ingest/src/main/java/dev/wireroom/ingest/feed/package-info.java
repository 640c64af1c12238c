/** Polling: which feed is asked when, what is new in it, and what is wrong with it. */
@NullMarked
package dev.wireroom.ingest.feed;

import org.jspecify.annotations.NullMarked;
