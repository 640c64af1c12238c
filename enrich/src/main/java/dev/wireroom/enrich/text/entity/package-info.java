/** From mentions to entities: names, merging, known names, salience. */
@NullMarked
package dev.wireroom.enrich.text.entity;

import org.jspecify.annotations.NullMarked;
