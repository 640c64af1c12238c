/** Mail: one message, or an mbox of several. */
@NullMarked
package dev.wireroom.ingest.format.mail;

import org.jspecify.annotations.NullMarked;
