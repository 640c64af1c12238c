package dev.wireroom.ingest.format;

import dev.wireroom.contract.PublishingStatus;
import java.util.Optional;

/** A withdrawal that says which article it is about, and nothing else. */
public final class Cancellation {

    static final String FORMAT = "cancellation";

    private Cancellation() {}

    /**
     * The cancellation of the article that the arrival's externalId or the URL names; refused where
     * neither does.
     */
    public static ParseResult of(Arrival arrival, Optional<String> url) {
        Findings findings = new Findings();
        ArticleDraft draft = new ArticleDraft(arrival, FORMAT, findings);
        draft.article().setPublishingStatus(PublishingStatus.CANCELED);
        url.filter(text -> CanonicalUrl.parse(text).isPresent()).ifPresent(draft.article()::setUrl);
        return draft.finish(Optional.empty(), "externalId");
    }
}
