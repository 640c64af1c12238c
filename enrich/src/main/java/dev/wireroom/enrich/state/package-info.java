/** How what enrich remembers is laid out in bytes, in state stores and their changelogs. */
@NullMarked
package dev.wireroom.enrich.state;

import org.jspecify.annotations.NullMarked;
