/** The history of every revision as an Apache Iceberg table. */
@NullMarked
package dev.wireroom.lake;

import org.jspecify.annotations.NullMarked;
