package dev.wireroom.launcher.command;

import dev.wireroom.service.http.ApiKeys;
import dev.wireroom.service.http.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wireroom keys}: makes API keys. */
@Command(
        name = "keys",
        description = "Make API keys for a service's keys file.",
        subcommands = KeysCommand.Create.class)
final class KeysCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code wireroom keys create}: one new key, printed once. */
    @Command(
            name = "create",
            description = {
                "Make a key, append its hash to FILE, and print the key: it is kept nowhere else.",
                "Point a service at the file with, for example, --set ingest.http.keys.file=FILE."
            })
    static final class Create implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "keys file; made when it is not there")
        private Path file;

        @Option(
                names = "--name",
                required = true,
                description = "who the key is for: letters, digits, '.', '_' and '-'")
        private String name;

        @Option(names = "--role", required = true, description = "producer, subscriber or operator")
        private String role;

        @Option(
                names = "--source",
                description = "for a producer: a source it may push to, or '*' for all. Repeatable")
        private Set<String> sources = new LinkedHashSet<>();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            try {
                Role parsed = Role.valueOf(role.toUpperCase(Locale.ROOT));
                out.println(ApiKeys.create(file, name, parsed, sources));
                return ExitCode.DONE;
            } catch (IllegalArgumentException e) {
                boolean unknownRole = String.valueOf(e.getMessage()).startsWith("No enum constant");
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(),
                        unknownRole
                                ? "no such role: " + role + " (producer, subscriber or operator)"
                                : String.valueOf(e.getMessage()),
                        e);
            }
        }
    }
}
