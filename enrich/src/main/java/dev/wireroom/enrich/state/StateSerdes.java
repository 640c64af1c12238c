package dev.wireroom.enrich.state;

import dev.wireroom.enrich.lifecycle.ArticleState;
import org.apache.kafka.common.serialization.Serde;

/** Serdes of enrich's state stores. None needs a schema registry. */
public final class StateSerdes {

    private StateSerdes() {}

    public static Serde<ArticleState> articleStates() {
        return new ArticleStateLayout().serde();
    }

    public static Serde<RawRecord> rawRecords() {
        return new RawRecordLayout().serde();
    }

    public static Serde<FiledText> filedTexts() {
        return new FiledTextLayout().serde();
    }
}
