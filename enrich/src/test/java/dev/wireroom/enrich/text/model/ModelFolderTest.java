package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.ModelFolder;
import dev.wireroom.enrich.text.ModelVariant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir private Path folder;

    @BeforeEach
    void copyTheShippedModel() throws IOException {
        for (String name :
                List.of("model.json", "encoder.onnx", "sentiment.onnx", "tokenizer.json")) {
            try (InputStream file =
                    ModelFiles.class.getResourceAsStream(
                            "/dev/wireroom/enrich/model/fast/" + name)) {
                Files.copy(file, folder.resolve(name));
            }
        }
    }

    @Test
    void isTheSameModelAsTheShippedOneOfTheSameFiles() {
        Model model = Model.of(folder.toString());

        assertThat(model).isEqualTo(new ModelFolder(folder));
        assertThat(ModelFiles.load(model).digest())
                .isEqualTo(ModelFiles.load(ModelVariant.FAST).digest());
    }

    @Test
    void refusesADamagedFileByName() throws IOException {
        Files.write(folder.resolve("sentiment.onnx"), new byte[] {1}, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> ModelFiles.load(new ModelFolder(folder)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sentiment.onnx")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(folder.resolve("encoder.onnx"));

        assertThatThrownBy(() -> ModelFiles.load(new ModelFolder(folder)))
                .hasMessageContaining(folder.toString())
                .hasRootCauseMessage(folder.resolve("encoder.onnx").toString());
    }

    @Test
    void isNoFolderWithoutADescription() throws IOException {
        Files.delete(folder.resolve("model.json"));

        assertThatThrownBy(() -> Model.of(folder.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'%s' is neither fast nor accurate nor a folder with a model.json"
                                .formatted(folder));
    }
}
