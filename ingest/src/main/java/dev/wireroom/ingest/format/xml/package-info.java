/**
 * Reads XML that must be well-formed, with bounds and without a document type: bytes to text, what
 * wires break mended, text to a small tree.
 */
@NullMarked
package dev.wireroom.ingest.format.xml;

import org.jspecify.annotations.NullMarked;
