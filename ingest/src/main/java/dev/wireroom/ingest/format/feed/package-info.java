/**
 * RSS, RDF, Atom and JSON Feed, as they are and as the web breaks them: a lenient pull parser of
 * our own, what a poller needs to know of a feed, and its items as articles.
 */
@NullMarked
package dev.wireroom.ingest.format.feed;

import org.jspecify.annotations.NullMarked;
