/** What subscribers read: articles from storage and the live stream. */
@NullMarked
package dev.wireroom.deliver;

import org.jspecify.annotations.NullMarked;
