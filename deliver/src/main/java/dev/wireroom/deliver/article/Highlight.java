package dev.wireroom.deliver.article;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns what {@code ts_headline} marked into plain text and the offsets of the marks: nothing in it
 * is markup, so a page that shows it escapes it as it does any other text.
 */
final class Highlight {

    private Highlight() {}

    /**
     * Fragments with at least one mark, each {@code {text, marks: [{begin, end}]}}; offsets are in
     * UTF-16 code units of the fragment, half-open.
     *
     * @param headline null where the field is
     */
    static ArrayNode fragments(@Nullable String headline) {
        ArrayNode fragments = JsonNodeFactory.instance.arrayNode();
        if (headline == null) {
            return fragments;
        }
        for (String fragment : headline.split(String.valueOf(ArticleSql.FRAGMENT_END), -1)) {
            if (fragment.indexOf(ArticleSql.MARK_BEGIN) >= 0) {
                fragments.add(fragment(fragment));
            }
        }
        return fragments;
    }

    private static ObjectNode fragment(String marked) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        StringBuilder plain = new StringBuilder();
        ArrayNode marks = JsonNodeFactory.instance.arrayNode();
        int begin = 0;
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            switch (c) {
                case ArticleSql.MARK_BEGIN -> begin = plain.length();
                case ArticleSql.MARK_END ->
                        marks.addObject().put("begin", begin).put("end", plain.length());
                default -> plain.append(c);
            }
        }
        json.put("text", plain.toString());
        json.set("marks", marks);
        return json;
    }
}
