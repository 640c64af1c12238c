package dev.wireroom.ingest.feed;

import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.SeenItem;
import java.util.Optional;

/**
 * Which article an item of a document is.
 *
 * @param seen the item as it was seen before; empty where it is new
 * @param repeated whether the document had it before in another place; such a one is passed over
 */
record ItemIdentity(
        ItemKeys keys,
        String externalId,
        ExternalIdKind kind,
        Optional<SeenItem> seen,
        boolean repeated) {

    boolean isNew() {
        return seen.isEmpty();
    }

    /** Whether its content is another than when it was seen before. */
    boolean changed() {
        return seen.filter(before -> before.getContent() != keys.contentHash()).isPresent();
    }
}
