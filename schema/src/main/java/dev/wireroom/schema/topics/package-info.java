/** The topic catalogue: which topics there are, with which policies, and how they come to be. */
@NullMarked
package dev.wireroom.schema.topics;

import org.jspecify.annotations.NullMarked;
