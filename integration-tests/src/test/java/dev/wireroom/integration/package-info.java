/** The whole wire on real parts, as its users meet it. */
@NullMarked
package dev.wireroom.integration;

import org.jspecify.annotations.NullMarked;
