/** Getting things from other people's web servers, politely and safely. */
@NullMarked
package dev.wireroom.ingest.fetch;

import org.jspecify.annotations.NullMarked;
