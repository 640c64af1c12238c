package dev.wireroom.ingest.format.feed;

import java.util.Locale;

/**
 * The name of an element as a document writes it, once per document: what it means where the
 * scanner is, and how many elements of it are open. Not thread-safe.
 */
final class ElementName {

    private final String written;
    private final String prefix;
    private final String local;
    private String key = "";
    private int keyVersion = -1;

    /** How many elements of this name are open. */
    int open;

    ElementName(String written) {
        this.written = written;
        String lower = written.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        this.prefix = colon < 0 ? "" : lower.substring(0, colon);
        this.local = lower.substring(colon + 1);
    }

    String written() {
        return written;
    }

    String prefix() {
        return prefix;
    }

    String local() {
        return local;
    }

    /** Known namespace and local name in lower case, e.g. dc:creator, atom:title, pubdate. */
    String key(Namespaces namespaces, String unprefixed) {
        if (keyVersion != namespaces.version()) {
            String namespace = namespaces.key(prefix);
            String known = namespace.isEmpty() ? unprefixed : namespace;
            key = (known.isEmpty() ? local : known + ":" + local).intern();
            keyVersion = namespaces.version();
        }
        return key;
    }
}
