package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("model %s: there is no encoder.onnx in the folder".formatted(folder));
    }

    @Test
    void saysThatTheDescriptionCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("model.json"), "{\"name\": ");

        assertThatThrownBy(() -> ModelFiles.load(new ModelFolder(folder)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("model %s: model.json is no JSON".formatted(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "version", "tags", "maxPieces"})
    void saysWhatTheDescriptionLacks(String key) throws IOException {
        Path file = folder.resolve("model.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode description = (ObjectNode) json.readTree(Files.readString(file));
        description.remove(key);
        Files.writeString(file, json.writeValueAsString(description));

        assertThatThrownBy(() -> ModelFiles.load(new ModelFolder(folder)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("model %s: model.json has no %s".formatted(folder, key));
    }

    @Test
    void isToldApartFromTheShippedModelOfTheSameVersion() {
        ModelFiles shipped = ModelFiles.load(ModelVariant.FAST);
        ModelFiles other = ModelFiles.load(new ModelFolder(folder));

        assertThat(shipped.release()).isEqualTo(shipped.name() + "-" + shipped.version());
        assertThat(other.release())
                .isEqualTo(shipped.release() + "." + other.digest().substring(0, 8));
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
