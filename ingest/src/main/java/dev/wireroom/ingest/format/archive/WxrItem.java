package dev.wireroom.ingest.format.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one item of an export as they stand, names with the usual prefixes. */
final class WxrItem {

    /** A category, tag or co-author; domain says which. */
    record Term(String domain, String nicename, String name) {}

    final Map<String, String> fields = new HashMap<>();
    final Map<String, String> meta = new HashMap<>();
    final List<Term> terms = new ArrayList<>();

    /** Empty where the field is absent or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    String type() {
        return text("wp:post_type").orElse("post");
    }

    String status() {
        return text("wp:status").orElse("publish");
    }
}
