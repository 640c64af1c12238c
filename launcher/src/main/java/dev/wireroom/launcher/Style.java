package dev.wireroom.launcher;

import picocli.CommandLine.Help.Ansi;

/**
 * Emphasis for a terminal; nothing at all elsewhere.
 *
 * @param enabled whether escape sequences are written
 */
public record Style(boolean enabled) {
    private static final String ESCAPE = "\u001B[";

    /** As this program's output allows: a terminal, and no {@code NO_COLOR}. */
    public static Style ofOutput() {
        return new Style(Ansi.AUTO.enabled());
    }

    public static Style plain() {
        return new Style(false);
    }

    public String bold(String text) {
        return wrapped("1", text);
    }

    public String faint(String text) {
        return wrapped("2", text);
    }

    public String red(String text) {
        return wrapped("31", text);
    }

    public String green(String text) {
        return wrapped("32", text);
    }

    public String yellow(String text) {
        return wrapped("33", text);
    }

    public String cyan(String text) {
        return wrapped("36", text);
    }

    private String wrapped(String code, String text) {
        return enabled && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
