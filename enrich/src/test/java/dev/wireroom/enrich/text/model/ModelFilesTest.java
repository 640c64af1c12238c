package dev.wireroom.enrich.text.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.enrich.text.ModelVariant;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFilesTest {
    private static final byte[] CONTENT =
            "weights of a model".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    @TempDir Path temp;

    @ParameterizedTest
    @EnumSource
    void shippedFilesAreThoseThatModelJsonDescribes(ModelVariant variant) throws Exception {
        String folder = "/dev/wireroom/enrich/model/" + variant.label() + "/";
        JsonNode recorded =
                new ObjectMapper()
                        .readTree(ModelFiles.class.getResource(folder + "model.json"))
                        .path("sha256");
        assertThat(recorded.properties()).hasSize(3);
        for (Map.Entry<String, JsonNode> file : recorded.properties()) {
            byte[] content = ModelFiles.load(variant).content(file.getKey());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            assertThat(HexFormat.of().formatHex(digest))
                    .as(file.getKey())
                    .isEqualTo(file.getValue().asText());
        }
    }

    @Test
    void readsAWholeEntryOfAJar() throws Exception {
        Path jar = jar();
        assertThat(ModelFiles.whole(entry(jar))).isEqualTo(CONTENT);
    }

    @Test
    void saysThatAnEntryIsDamaged() throws Exception {
        Path jar = jar();
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(jar, bytes);
        URL entry = entry(jar);
        assertThatThrownBy(() -> ModelFiles.whole(entry))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("encoder.onnx is damaged");
    }

    /** A jar whose entry is stored as it is, as models are in ours. */
    private Path jar() throws IOException {
        Path jar = temp.resolve("model.jar");
        ZipEntry entry = new ZipEntry("encoder.onnx");
        CRC32 crc = new CRC32();
        crc.update(CONTENT);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(CONTENT.length);
        entry.setCrc(crc.getValue());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(entry);
            out.write(CONTENT);
        }
        return jar;
    }

    private static URL entry(Path jar) throws IOException {
        return URI.create("jar:" + jar.toUri() + "!/encoder.onnx").toURL();
    }
}
