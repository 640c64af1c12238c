/** News pages: their metadata and main text, and the sitemaps that list them. */
@NullMarked
package dev.wireroom.ingest.format.page;

import org.jspecify.annotations.NullMarked;
