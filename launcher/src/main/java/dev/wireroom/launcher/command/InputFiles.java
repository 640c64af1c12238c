package dev.wireroom.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code FILE…|-}: files, folders (everything directly in them), or standard input. */
final class InputFiles {
    private static final String STANDARD_INPUT = "-";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "files; a folder stands for the files in it, - for standard input")
    private List<String> names = new ArrayList<>();

    /** A file's whole content. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(String name, byte[] bytes) {}

    /**
     * Every file named, folders unfolded in alphabetical order; a name without a file is a usage
     * error.
     */
    List<String> expanded() throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (name.equals(STANDARD_INPUT) || !Files.isDirectory(path)) {
                if (!name.equals(STANDARD_INPUT) && !Files.isReadable(path)) {
                    throw new ParameterException(
                            spec.commandLine(), "no such file, or not readable: " + name);
                }
                files.add(name);
            } else {
                try (Stream<Path> inside = Files.list(path)) {
                    inside.filter(Files::isRegularFile)
                            .map(Path::toString)
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    /** Reads everything at once. */
    List<Content> read() throws IOException {
        List<Content> contents = new ArrayList<>();
        for (String name : expanded()) {
            contents.add(read(name));
        }
        return contents;
    }

    static Content read(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return new Content("standard input", System.in.readAllBytes());
        }
        try {
            return new Content(name, Files.readAllBytes(Path.of(name)));
        } catch (NoSuchFileException e) {
            throw new IOException(name + " is gone", e);
        }
    }
}
