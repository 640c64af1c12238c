package dev.wireroom.ingest.format.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells mail by how it begins: the From line of an mbox, or header fields that only mail has. */
public final class MailOpening {

    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,76}):.*");

    /** Any one of these is on nearly every mail, and hardly on anything else. */
    private static final Set<String> TELLING =
            Set.of(
                    "received",
                    "return-path",
                    "delivered-to",
                    "message-id",
                    "mime-version",
                    "dkim-signature",
                    "x-mailer");

    private static final Set<String> COMMON =
            Set.of("from", "to", "subject", "date", "cc", "reply-to", "sender", "content-type");

    private MailOpening() {}

    /** Whether a document that begins with this text is mail. */
    public static boolean recognises(String text) {
        return Mbox.recognises(text) || hasHeader(text);
    }

    private static boolean hasHeader(String text) {
        Set<String> names = new HashSet<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.isEmpty()) {
                break;
            }
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            Matcher field = FIELD.matcher(line);
            if (folded && !names.isEmpty()) {
                continue;
            }
            if (!field.matches()) {
                return false;
            }
            names.add(field.group(1).toLowerCase(Locale.ROOT));
        }
        long common = names.stream().filter(COMMON::contains).count();
        boolean telling = names.stream().anyMatch(TELLING::contains);
        return (telling && common >= 1) || (names.contains("from") && common >= 3);
    }
}
