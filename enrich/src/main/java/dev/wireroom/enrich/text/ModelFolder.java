package dev.wireroom.enrich.text;

import java.nio.file.Path;

/**
 * A model that does not ship: a folder as {@code models/training} publishes it, with model.json,
 * encoder.onnx, sentiment.onnx and tokenizer.json.
 */
public record ModelFolder(Path path) implements Model {

    @Override
    public String label() {
        return path.toString();
    }
}
