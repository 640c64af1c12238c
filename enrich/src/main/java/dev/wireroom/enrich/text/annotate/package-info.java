/** Offline annotation: newline-delimited JSON in and out, and a page for people. */
@NullMarked
package dev.wireroom.enrich.text.annotate;

import org.jspecify.annotations.NullMarked;
