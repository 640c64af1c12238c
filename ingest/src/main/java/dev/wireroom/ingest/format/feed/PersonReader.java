package dev.wireroom.ingest.format.feed;

import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import org.jspecify.annotations.Nullable;

/** Reads an author: a person construct of Atom, or the text that RSS has in its place. */
final class PersonReader {

    private final MarkupScanner scanner;
    private final FieldReader fields;

    PersonReader(MarkupScanner scanner, FieldReader fields) {
        this.scanner = scanner;
        this.fields = fields;
    }

    /** The name; a mail address where that is all there is; null where there is nothing. */
    @Nullable String read() {
        int depth = scanner.depth();
        String name = null;
        String mail = null;
        StringBuilder text = new StringBuilder();
        while (scanner.depth() >= depth) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                break;
            }
            if (event == Event.TEXT) {
                String raw = scanner.rawText();
                text.append(scanner.isCdata() ? raw : References.decode(raw));
                continue;
            }
            if (event != Event.START) {
                continue;
            }
            String key = scanner.key();
            if (FieldReader.endsWords(key)) {
                scanner.pushBack();
                scanner.hoistTo(depth);
                break;
            }
            switch (scanner.localName()) {
                case "name" -> name = fields.words();
                case "email" -> mail = fields.words();
                case "uri", "url", "homepage" -> scanner.skip(scanner.depth());
                default -> {
                    // markup around a name
                }
            }
        }
        String found = name == null ? nonBlank(text) : name;
        String person = found == null ? mail : found;
        if (person == null) {
            return null;
        }
        String line = PersonName.of(new FieldText(person, FieldText.Kind.HTML).line());
        return line.isEmpty() ? null : line;
    }

    private static @Nullable String nonBlank(StringBuilder text) {
        String stripped = text.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
