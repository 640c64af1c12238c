/** The text analysis beside Stanford CoreNLP. */
@NullMarked
package dev.wireroom.benchmarks.enrich;

import org.jspecify.annotations.NullMarked;
