/** The model's files and how they are run: ONNX Runtime sessions, tags, decoding. */
@NullMarked
package dev.wireroom.enrich.text.model;

import org.jspecify.annotations.NullMarked;
