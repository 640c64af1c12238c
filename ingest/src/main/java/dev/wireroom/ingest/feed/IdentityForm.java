package dev.wireroom.ingest.feed;

import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.IdentityPolicy;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An external id made from the keys of an item.
 *
 * @param kind what it was made from, in the contract's words
 */
record IdentityForm(String externalId, ExternalIdKind kind) {

    /** As {@code ArticleDraft} bounds ids; a longer one is replaced by its hash. */
    private static final int MAX_LENGTH = 2_000;

    /** What is tried when a form can't be made or is taken, most telling first. */
    private static final List<IdentityPolicy> ORDER =
            List.of(
                    IdentityPolicy.GUID,
                    IdentityPolicy.LINK,
                    IdentityPolicy.LINK_AND_TITLE,
                    IdentityPolicy.TITLE_AND_DATE,
                    IdentityPolicy.CONTENT);

    /** The id that a policy makes of an item; empty where the item lacks what it needs. */
    static Optional<IdentityForm> of(IdentityPolicy policy, ItemKeys item) {
        return switch (policy) {
            case GUID ->
                    item.guid().isEmpty()
                            ? Optional.empty()
                            : Optional.of(form(item.guid(), ExternalIdKind.PUBLISHER));
            case LINK ->
                    item.link().isEmpty()
                            ? Optional.empty()
                            : Optional.of(form(item.link(), ExternalIdKind.CANONICAL_URL));
            case LINK_AND_TITLE ->
                    item.link().isEmpty() || item.title().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    form(
                                            item.link() + " " + hex(item.titleHash()),
                                            ExternalIdKind.CANONICAL_URL));
            case TITLE_AND_DATE ->
                    item.title().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    form(
                                            "title:%s %s"
                                                    .formatted(hex(item.titleHash()), item.date())
                                                    .strip(),
                                            ExternalIdKind.CONTENT_HASH));
            case CONTENT ->
                    Optional.of(
                            form(
                                    "content:" + hex(item.contentHash()),
                                    ExternalIdKind.CONTENT_HASH));
            case AUTO, UNKNOWN -> Optional.empty();
        };
    }

    /** Every id that the item could have, that of a policy first, then the more telling first. */
    static List<IdentityForm> candidates(IdentityPolicy first, ItemKeys item) {
        return Stream.concat(Stream.of(first), ORDER.stream().filter(policy -> policy != first))
                .flatMap(policy -> of(policy, item).stream())
                .toList();
    }

    private static IdentityForm form(String id, ExternalIdKind kind) {
        return new IdentityForm(
                id.length() <= MAX_LENGTH ? id : "long:" + hex(ItemKeys.hash(id)), kind);
    }

    private static String hex(long hash) {
        return HexFormat.of().toHexDigits(hash);
    }
}
