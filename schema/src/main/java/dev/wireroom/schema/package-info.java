/**
 * What every part of Wireroom agrees on: identity, content hashes, the topics and how records are
 * written in them.
 */
@NullMarked
package dev.wireroom.schema;

import org.jspecify.annotations.NullMarked;
