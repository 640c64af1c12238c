package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.TextCleaner;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads OPML 1.0 to 2.0, the lists of feeds that readers export, as leniently as feeds are read.
 * Folders become tags: an outline in {@code News} in {@code Europe} has the tag {@code
 * Europe/News}. An outline with an address is no folder, so one that its file forgot to close
 * swallows nothing. A pure function in linear time.
 */
public final class OpmlReader {

    /** More than any reader exports; a larger file is refused, not cut. */
    public static final int MOST_OUTLINES = 50_000;

    /** Folders nest two or three deep; what nests on is an attack. */
    private static final int DEEPEST_PATH = 16;

    private static final int LONGEST_TAG = 200;

    private OpmlReader() {}

    /** What reading came to. */
    public sealed interface Result {
        /**
         * The subscriptions, in the order of the file.
         *
         * @param repairs codes of what was wrong with the file, such as encoding-wrong
         */
        record Read(List<OpmlOutline> outlines, List<String> repairs) implements Result {}

        record Refused(Fault fault) implements Result {}
    }

    /** An open outline: where it is, and the folder it is, if it is one. */
    private record Folder(int depth, Optional<String> name) {}

    /**
     * Reads a file.
     *
     * @param transport the charset that the transport said
     */
    public static Result read(byte[] content, Optional<Charset> transport) {
        Symptoms symptoms = new Symptoms();
        String decoded = FeedEncoding.decode(content, transport, symptoms);
        String text = TextCleaner.clean(decoded, "", new Findings());
        MarkupScanner scanner = new MarkupScanner(text);
        List<OpmlOutline> found = new ArrayList<>();
        Deque<Folder> open = new ArrayDeque<>();
        boolean opml = false;
        MarkupScanner.Event event = scanner.next();
        while (event != MarkupScanner.Event.EOF) {
            if (event == MarkupScanner.Event.START) {
                String element = scanner.localName();
                opml |= element.equals("opml");
                if (element.equals("outline")) {
                    outline(scanner, open, found);
                }
            }
            if (found.size() > MOST_OUTLINES) {
                return refused(
                        "too-many-outlines",
                        "The file has more than %d feeds.".formatted(MOST_OUTLINES),
                        "Split it.");
            }
            event = scanner.next();
        }
        if (!opml && found.isEmpty()) {
            return refused(
                    "not-opml",
                    "The document is no OPML: it has neither an opml element nor an outline with a"
                            + " feed.",
                    "Send the file that a feed reader exports as OPML.");
        }
        return new Result.Read(
                found, symptoms.warnings().stream().map(warning -> warning.getCode()).toList());
    }

    private static void outline(
            MarkupScanner scanner, Deque<Folder> open, List<OpmlOutline> found) {
        int depth = scanner.depth();
        while (!open.isEmpty() && open.peek().depth() >= depth) {
            open.pop();
        }
        Optional<String> name = attribute(scanner, "text").or(() -> attribute(scanner, "title"));
        Optional<String> url = attribute(scanner, "xmlUrl").or(() -> linkOf(scanner));
        if (url.isEmpty()) {
            if (open.size() < DEEPEST_PATH) {
                open.push(new Folder(depth, name));
            }
            return;
        }
        found.add(
                new OpmlOutline(
                        found.size() + 1,
                        attribute(scanner, "title").or(() -> name),
                        url.get(),
                        attribute(scanner, "htmlUrl"),
                        attribute(scanner, "language"),
                        tags(open, scanner.attribute("category"))));
    }

    /** Some write a feed's address as url, where type says that it is one. */
    private static Optional<String> linkOf(MarkupScanner scanner) {
        return attribute(scanner, "type")
                .filter(
                        type ->
                                Set.of("rss", "rss1", "atom", "feed")
                                        .contains(type.toLowerCase(Locale.ROOT)))
                .flatMap(type -> attribute(scanner, "url"));
    }

    private static List<String> tags(Deque<Folder> open, @Nullable String category) {
        List<String> path = new ArrayList<>(open.stream().flatMap(f -> f.name().stream()).toList());
        Collections.reverse(path);
        String folder = path.stream().map(OpmlReader::part).collect(Collectors.joining("/"));
        Set<String> tags = new LinkedHashSet<>();
        Stream.concat(Stream.of(folder), Stream.of((category == null ? "" : category).split(",")))
                .map(tag -> tag.strip().replaceAll("^/+|/+$", ""))
                .filter(tag -> !tag.isEmpty() && tag.length() <= LONGEST_TAG)
                .forEach(tags::add);
        return List.copyOf(tags);
    }

    /** A slash within a folder's name would make two folders of it. */
    private static String part(String name) {
        return name.replace('/', '-');
    }

    private static Optional<String> attribute(MarkupScanner scanner, String name) {
        return Optional.ofNullable(scanner.attribute(name))
                .map(value -> value.replaceAll("\\s+", " "))
                .filter(value -> !value.isEmpty());
    }

    private static Result refused(String code, String message, String fix) {
        return new Result.Refused(new Fault(code, "", "", message, fix));
    }
}
