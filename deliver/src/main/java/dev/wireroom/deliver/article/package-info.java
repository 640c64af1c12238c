/** Articles as subscribers see them, from storage or from Kafka. */
@NullMarked
package dev.wireroom.deliver.article;

import org.jspecify.annotations.NullMarked;
