/** Language identification. */
@NullMarked
package dev.wireroom.enrich.text.language;

import org.jspecify.annotations.NullMarked;
