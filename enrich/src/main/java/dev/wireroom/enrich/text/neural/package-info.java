/** The annotator: reads an article, runs the model over it, and puts the answer together. */
@NullMarked
package dev.wireroom.enrich.text.neural;

import org.jspecify.annotations.NullMarked;
