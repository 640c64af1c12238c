package dev.wireroom.enrich.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A text model: one that ships, or one in a folder. */
public sealed interface Model permits ModelVariant, ModelFolder {

    /** What it is called in configuration and in messages. */
    String label();

    /**
     * The model of a name or of a folder.
     *
     * @throws IllegalArgumentException where the text is neither
     */
    static Model of(String text) {
        Optional<ModelVariant> shipped = ModelVariant.of(text);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        Path folder = Path.of(text);
        if (!Files.isReadable(folder.resolve("model.json"))) {
            throw new IllegalArgumentException(
                    "'%s' is neither fast nor accurate nor a folder with a model.json"
                            .formatted(text));
        }
        return new ModelFolder(folder);
    }
}
