/** One configuration mechanism for every service, on Kafka's {@code ConfigDef}. */
@NullMarked
package dev.wireroom.service.config;

import org.jspecify.annotations.NullMarked;
