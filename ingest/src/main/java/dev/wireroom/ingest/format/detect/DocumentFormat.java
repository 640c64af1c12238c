package dev.wireroom.ingest.format.detect;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ParseResult;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One format of the list in {@link ArticleFormats}: how its documents begin, and its parser.
 *
 * @param name the format's name, for people
 * @param mediaTypes what the HTTP door accepts it as; they only narrow what content is taken for
 * @param recognises whether a document that begins so is of this format; the first of the list that
 *     says yes gets it
 * @param parser a pure function from bytes to articles and warnings; throws nothing that input
 *     could cause
 */
record DocumentFormat(
        String name,
        List<String> mediaTypes,
        Predicate<Opening> recognises,
        BiFunction<byte[], Arrival, ParseResult> parser) {

    DocumentFormat {
        mediaTypes = List.copyOf(mediaTypes);
    }

    /** A format that goes by no media type of its own. */
    DocumentFormat(
            String name,
            Predicate<Opening> recognises,
            BiFunction<byte[], Arrival, ParseResult> parser) {
        this(name, List.of(), recognises, parser);
    }

    ParseResult parse(byte[] content, Arrival arrival) {
        return parser.apply(content, arrival);
    }
}
