package dev.wireroom.ingest.source;

import dev.wireroom.contract.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes sources with an address as OPML 2.0: the first tag of each as its folders, the others as
 * its categories, which brings every tag back when the file is read. Stateless.
 */
public final class OpmlWriter {

    private static final int INDENT = 2;

    /** Sources and folders of a folder. */
    private record Folder(Map<String, Folder> folders, List<Source> sources) {
        Folder() {
            this(new LinkedHashMap<>(), new ArrayList<>());
        }
    }

    private OpmlWriter() {}

    public static String write(List<Source> sources, Instant now) {
        Folder root = new Folder();
        sources.stream()
                .filter(source -> source.getUrl() != null)
                .forEach(source -> folderOf(source, root).sources().add(source));
        StringBuilder out = new StringBuilder();
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
        out.append("  <head>\n    <title>Wireroom sources</title>\n    <dateCreated>")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                .append("</dateCreated>\n  </head>\n  <body>\n");
        write(root, 2, out);
        return out.append("  </body>\n</opml>\n").toString();
    }

    private static Folder folderOf(Source source, Folder root) {
        Folder folder = root;
        if (!source.getTags().isEmpty()) {
            for (String name : source.getTags().get(0).split("/", -1)) {
                if (!name.isBlank()) {
                    folder = folder.folders().computeIfAbsent(name, fresh -> new Folder());
                }
            }
        }
        return folder;
    }

    private static void write(Folder folder, int level, StringBuilder out) {
        String indent = " ".repeat(level * INDENT);
        folder.folders()
                .forEach(
                        (name, inner) -> {
                            out.append(indent).append("<outline");
                            attribute("text", name, out);
                            out.append(">\n");
                            write(inner, level + 1, out);
                            out.append(indent).append("</outline>\n");
                        });
        for (Source source : folder.sources()) {
            out.append(indent).append("<outline type=\"rss\"");
            attribute("text", source.getName(), out);
            attribute("xmlUrl", source.getUrl(), out);
            attribute("htmlUrl", source.getHomepage(), out);
            attribute("language", source.getLanguage(), out);
            attribute("category", categories(source).orElse(null), out);
            out.append("/>\n");
        }
    }

    /** OPML separates categories by commas, so one within a tag is given up. */
    private static Optional<String> categories(Source source) {
        List<String> more =
                source.getTags().stream().skip(1).map(tag -> tag.replace(',', ' ')).toList();
        return more.isEmpty() ? Optional.empty() : Optional.of(String.join(",", more));
    }

    private static void attribute(String name, @Nullable String value, StringBuilder out) {
        if (value == null) {
            return;
        }
        out.append(' ').append(name).append("=\"");
        value.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                default -> out.appendCodePoint(c);
                            }
                        });
        out.append('"');
    }
}
