package dev.wireroom.ingest.format.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first sender of a From field.
 *
 * @param name the name to show; empty where only the address is given
 */
record MailAddress(Optional<String> name, String address) {

    private static final Pattern ADDRESS = Pattern.compile("<([^<>\\s]{1,320})>");
    private static final Pattern BARE =
            Pattern.compile("[^\\s<>(),;:\"]{1,64}@[^\\s<>(),;:\"]{1,255}");
    private static final Pattern COMMENT = Pattern.compile("\\(([^()]{1,200})\\)");

    /** What list software adds to names, as it may not send in theirs. */
    private static final Pattern VIA = Pattern.compile("(?i) (?:via|par|über) [^\"]{1,120}$");

    /** Empty where the field has no address and no name. */
    static Optional<MailAddress> of(String field) {
        Matcher angle = ADDRESS.matcher(field);
        if (angle.find()) {
            return Optional.of(
                    new MailAddress(name(field.substring(0, angle.start())), angle.group(1)));
        }
        Matcher bare = BARE.matcher(field);
        if (bare.find()) {
            Matcher comment = COMMENT.matcher(field);
            return Optional.of(
                    new MailAddress(
                            comment.find() ? name(comment.group(1)) : Optional.empty(),
                            bare.group()));
        }
        return name(field).map(name -> new MailAddress(Optional.of(name), ""));
    }

    private static Optional<String> name(String text) {
        String bare = MailHeaders.decoded(text).replace("\\", "").replace("\"", "").strip();
        String own = VIA.matcher(bare).replaceFirst("").strip();
        String unquoted = own.replaceAll("^'|'$", "").strip();
        boolean address = unquoted.contains("@");
        return unquoted.isEmpty() || address ? Optional.empty() : Optional.of(unquoted);
    }
}
