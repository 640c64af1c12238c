package dev.wireroom.launcher.command;

import dev.wireroom.enrich.text.Annotator;
import dev.wireroom.enrich.text.AnnotatorConfig;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.neural.NeuralAnnotator;
import dev.wireroom.launcher.embedded.CannotStartException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code --model} names, found and loaded, or refused in a line. */
final class ModelArgument {

    private ModelArgument() {}

    static Model named(String text, CommandLine command) {
        try {
            return Model.of(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--model: " + e.getMessage(), e);
        }
    }

    static Annotator load(AnnotatorConfig config) {
        try {
            return NeuralAnnotator.load(config);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new CannotStartException("--model: " + e.getMessage(), e);
        }
    }
}
