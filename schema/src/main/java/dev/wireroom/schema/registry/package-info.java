/** A client for any schema registry that serves the Confluent REST API. */
@NullMarked
package dev.wireroom.schema.registry;

import org.jspecify.annotations.NullMarked;
