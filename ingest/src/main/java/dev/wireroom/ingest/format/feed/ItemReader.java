package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.feed.MarkupScanner.Event;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one item of RSS, RDF or Atom. Elements of any dialect are understood in every other, as
 * feeds mix them; where two say the same, the one that says it best is taken.
 */
final class ItemReader {

    private final MarkupScanner scanner;
    private final LinkBase base;
    private final FeedTimes times;
    private final ItemFields item = new ItemFields();
    private final FieldReader fields;
    private final MediaReader media;

    /** Where text that stands by itself may be an address: behind a link that was closed early. */
    private boolean linkLeftEmpty;

    ItemReader(MarkupScanner scanner, LinkBase base, FeedTimes times) {
        this.scanner = scanner;
        this.base = base;
        this.times = times;
        this.fields = new FieldReader(scanner, item.symptoms);
        this.media = new MediaReader(scanner, fields, base);
    }

    /** Reads the item that the scanner just started. Empty where the document ended too early. */
    Optional<ItemFields> read() {
        int depth = scanner.depth();
        String about = scanner.attribute("rdf:about");
        item.language = scanner.scope().language();
        while (true) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                return cutOff();
            }
            if (event == Event.START) {
                String key = scanner.key();
                if (FieldReader.startsItem(key) || isRoot(key)) {
                    scanner.pushBack();
                    scanner.hoistTo(depth);
                    item.symptoms.note("element-unclosed", key, "An item is not closed");
                    break;
                }
                boolean wasLink = key.equals("link");
                field(key);
                linkLeftEmpty = wasLink && item.link == null;
            } else if (event == Event.TEXT) {
                looseText();
            } else if (scanner.depth() < depth) {
                break;
            }
        }
        if (item.guid == null && about != null && !about.isEmpty()) {
            item.guid = about;
            item.link(base.resolve(about), 60);
        }
        return Optional.of(item);
    }

    private static boolean isRoot(String key) {
        return key.equals("channel") || key.equals("rss");
    }

    /** What came is used if it can be told from others and no field of it was cut. */
    private Optional<ItemFields> cutOff() {
        boolean enough =
                !fields.wasCut()
                        && item.title != null
                        && (item.guid != null || item.link != null)
                        && (item.content != null || item.description != null);
        item.symptoms.note("cut-off", "", "The feed ends in the middle of an item");
        return enough ? Optional.of(item) : Optional.empty();
    }

    private void looseText() {
        if (linkLeftEmpty && !scanner.isBlankText() && scanner.textLength() < 4_000) {
            String text = References.decode(scanner.rawText()).strip();
            if (WebLinks.isWeb(text)) {
                item.link(text, 15);
                linkLeftEmpty = false;
            }
        }
    }

    private void field(String key) {
        switch (key) {
            case "title" -> item.title(fields.title(), 0);
            case "atom:title" -> item.title(fields.atomText(true), 0);
            case "media:title" -> item.title(fields.title(), 5);
            case "dc:title", "dcterms:title" -> item.title(fields.title(), 2);
            case "itunes:title" -> item.title(fields.title(), 3);
            case "link" -> link();
            case "atom:link" -> atomLink();
            case "feedburner:origlink" -> item.link(base.resolve(fields.words()), 0);
            case "guid" -> guid();
            case "atom:id" -> atomId();
            case "dc:identifier", "dcterms:identifier" -> identifier();
            case "content:encoded" -> item.content(fields.html(), 0);
            case "atom:content" -> atomContent();
            case "xhtml:body", "xhtml:div" -> item.content(fields.html(), 2);
            case "content" -> item.content(fields.html(), 3);
            case "description" -> item.description(fields.html(), 0);
            case "atom:summary", "summary" -> {
                item.summaryOnly |= item.description == null;
                FieldText summary = fields.atomText(false);
                item.description(
                        key.equals("summary") && summary != null
                                ? new FieldText(summary.value(), FieldText.Kind.HTML)
                                : summary,
                        1);
            }
            case "dc:description", "dcterms:abstract" -> item.description(fields.html(), 3);
            case "itunes:summary", "googleplay:description" -> item.description(fields.html(), 4);
            case "itunes:subtitle" -> item.description(fields.html(), 6);
            case "media:description" -> item.description(fields.atomText(false), 7);
            default -> detail(key);
        }
    }

    private void detail(String key) {
        switch (key) {
            case "pubdate", "atom:published", "published" -> published(key, 0);
            case "atom:issued", "issued" -> published(key, 1);
            case "dcterms:issued", "dcterms:available", "dcterms:published" -> published(key, 2);
            case "dc:date", "dcterms:date", "date" -> published(key, 3);
            case "atom:created", "dcterms:created", "created" -> published(key, 4);
            case "atom:updated", "atom:modified", "dcterms:modified", "updated", "modified" -> {
                NewsTime time = times.read(fields.words(), key, item.symptoms);
                item.updated = time == null ? item.updated : time;
            }
            case "atom:author" -> Optional.ofNullable(person()).ifPresent(item.authors::add);
            case "author" -> {
                String name = person();
                if (name != null) {
                    item.authors.add(name);
                }
            }
            case "dc:creator", "dcterms:creator" -> author(fields.words(), false);
            case "itunes:author", "googleplay:author" -> author(fields.words(), true);
            case "category", "atom:category", "itunes:category" -> category();
            case "dc:subject", "dcterms:subject" -> MediaReader.keyword(item, fields.words());
            case "itunes:keywords" -> MediaReader.keywords(item, fields.words());
            case "dc:language", "dcterms:language", "language" -> {
                String language = fields.words();
                item.language = language == null ? item.language : language;
            }
            case "dc:rights", "dcterms:rights", "atom:rights", "atom:copyright", "copyright" -> {
                FieldText rights =
                        key.equals("atom:rights") ? fields.atomText(true) : fields.title();
                item.rights = rights == null ? item.rights : rights.line();
            }
            case "dcterms:rightsholder" -> item.rightsHolder = fields.words();
            case "creativecommons:license", "cc:license", "dcterms:license" -> license();
            case "atom:source" -> source();
            case "enclosure" -> media.file(item, "url", "enclosure");
            case "media:thumbnail" -> media.file(item, "url", "thumbnail");
            case "itunes:image", "googleplay:image" -> media.file(item, "href", "image");
            case "media:content" -> media.content(item);
            case "media:group" -> media.group(item);
            default -> media.shared(item, key);
        }
    }

    private void published(String key, int rank) {
        item.published(times.read(fields.words(), key, item.symptoms), rank);
    }

    /** RSS has the address as text; some write Atom's attribute without its namespace. */
    private void link() {
        String href = scanner.attribute("href");
        String rel = scanner.attribute("rel");
        if (href != null && !href.isEmpty()) {
            atomLink();
            return;
        }
        String text = fields.words();
        if (rel == null || rel.equalsIgnoreCase("alternate")) {
            noteRelative(text);
            item.link(base.resolve(text), 10);
        }
    }

    private void atomLink() {
        String rel = scanner.attribute("rel");
        String type = scanner.attribute("type");
        String href = scanner.attribute("href");
        String title = scanner.attribute("title");
        String resolved = base.resolve(href);
        boolean html = type == null || type.toLowerCase(Locale.ROOT).contains("html");
        String relation = rel == null || rel.isEmpty() ? "alternate" : rel.toLowerCase(Locale.ROOT);
        scanner.skip(scanner.depth());
        switch (relation.substring(relation.lastIndexOf('/') + 1)) {
            case "alternate" -> {
                noteRelative(href);
                item.link(resolved, html ? 20 : 25);
            }
            case "enclosure" -> {
                if (resolved != null) {
                    String caption = title == null || title.isEmpty() ? null : title;
                    item.media(new MediaLink(resolved, type, "enclosure", caption, null, null));
                }
            }
            case "license" -> item.usageTerms = resolved;
            default -> {
                // self, edit, replies, via, related: not the article's own address
            }
        }
    }

    private void noteRelative(@Nullable String link) {
        if (link != null && !link.isEmpty() && link.indexOf(':') < 0) {
            item.symptoms.note("link-relative", "link", "A link is relative: " + link.strip());
        }
    }

    private void guid() {
        String permaLink = scanner.attribute("isPermaLink");
        String guid = fields.words();
        if (guid != null) {
            item.guid = guid;
            item.permaLink = permaLink == null ? null : permaLink.equalsIgnoreCase("true");
        }
    }

    private void atomId() {
        String id = fields.words();
        if (id != null && (item.guid == null || item.permaLink == null)) {
            item.guid = id;
            item.permaLink = WebLinks.isWeb(id);
        }
    }

    private void identifier() {
        String id = fields.words();
        if (item.guid == null && id != null) {
            item.guid = id;
            item.permaLink = false;
        }
    }

    private void atomContent() {
        String source = scanner.attribute("src");
        String type = scanner.attribute("type");
        item.content(fields.atomText(false), 1);
        String resolved = base.resolve(source);
        if (resolved != null) {
            boolean page = type == null || type.contains("html");
            if (page) {
                item.link(resolved, 50);
            } else {
                item.media(new MediaLink(resolved, type, "content", null, null, null));
            }
        }
    }

    private void author(@Nullable String text, boolean onlyIfNone) {
        if (text != null && !(onlyIfNone && !item.authors.isEmpty())) {
            String name = PersonName.of(text);
            if (!name.isEmpty()) {
                item.authors.add(name);
            }
        }
    }

    private @Nullable String person() {
        return new PersonReader(scanner, fields).read();
    }

    private void category() {
        String term = scanner.attribute("term");
        String label = scanner.attribute("label");
        String name = label == null || label.isEmpty() ? term : label;
        String text = name == null ? scanner.attribute("text") : name;
        FieldText inside = fields.title();
        MediaReader.keyword(
                item,
                text == null || text.isEmpty() ? inside == null ? null : inside.line() : text);
    }

    private void license() {
        String resource = scanner.attribute("rdf:resource");
        String text = fields.words();
        item.usageTerms = resource == null ? text : resource;
    }

    /** atom:source: of the feed that an entry was copied from, its authors and rights count. */
    private void source() {
        int depth = scanner.depth();
        while (scanner.depth() >= depth) {
            Event event = scanner.next();
            if (event == Event.EOF) {
                return;
            }
            if (event != Event.START) {
                continue;
            }
            String key = scanner.key();
            if (FieldReader.startsItem(key)) {
                scanner.pushBack();
                return;
            }
            if (key.equals("atom:author")) {
                Optional.ofNullable(person()).ifPresent(item.sourceAuthors::add);
            } else {
                scanner.skip(scanner.depth());
            }
        }
    }
}
