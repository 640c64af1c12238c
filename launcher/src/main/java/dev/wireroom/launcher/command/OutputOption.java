package dev.wireroom.launcher.command;

import picocli.CommandLine.Option;

/** {@code --output}: for people or for scripts. */
final class OutputOption {
    /** How a result is printed. */
    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, for people, or json, for scripts (default: ${DEFAULT-VALUE})")
    private Format format = Format.text;

    boolean isJson() {
        return format == Format.json;
    }
}
