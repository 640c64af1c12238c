package dev.wireroom.enrich.state;

import dev.wireroom.enrich.text.duplicate.Fingerprint;
import java.time.Instant;

/**
 * An article's body as it is filed to find copies of it.
 *
 * @param filedAt when the article was filed first, its later revisions notwithstanding
 */
public record FiledText(Instant filedAt, Fingerprint fingerprint) {}
