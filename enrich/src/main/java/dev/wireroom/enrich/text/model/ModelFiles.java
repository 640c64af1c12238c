package dev.wireroom.enrich.text.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.ModelFolder;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.Polarity;
import dev.wireroom.enrich.text.token.WordShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of one model, read from the class path or from a folder and checked against the digests
 * in its {@code model.json}. Immutable.
 */
public final class ModelFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** 32 bits: enough to tell apart the few models that one line ever sees. */
    private static final int RELEASE_DIGEST_CHARS = 8;

    /** The files that make the model, in the order in which its digest counts them. */
    private static final List<String> FILES =
            List.of("encoder.onnx", "sentiment.onnx", "tokenizer.json");

    private final Model model;
    private final JsonNode description;
    private final String digest;
    private final Map<String, byte[]> contents;

    private ModelFiles(
            Model model, JsonNode description, String digest, Map<String, byte[]> contents) {
        this.model = model;
        this.description = description;
        this.digest = digest;
        this.contents = contents;
    }

    /**
     * Reads and checks a model.
     *
     * @throws IllegalStateException when a file is missing, differs from its recorded digest, or
     *     needs other code than this
     * @throws UncheckedIOException when a file cannot be read
     */
    public static ModelFiles load(Model model) {
        try {
            JsonNode description = described(model);
            MessageDigest whole = sha256();
            Map<String, byte[]> contents = new HashMap<>();
            for (String name : FILES) {
                byte[] content = read(model, name);
                byte[] digest = sha256().digest(content);
                String recorded = description.path("sha256").path(name).asText();
                if (!HexFormat.of().formatHex(digest).equals(recorded)) {
                    throw new IllegalStateException(
                            "model %s: %s is not the file that model.json describes (SHA-256 %s, recorded %s)"
                                    .formatted(
                                            model.label(),
                                            name,
                                            HexFormat.of().formatHex(digest),
                                            recorded));
                }
                whole.update(digest);
                contents.put(name, content);
            }
            ModelFiles files =
                    new ModelFiles(
                            model, description, HexFormat.of().formatHex(whole.digest()), contents);
            files.checkDescription();
            files.checkLabels();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "model %s cannot be read: %s".formatted(model.label(), e.getMessage()), e);
        }
    }

    private static JsonNode described(Model model) throws IOException {
        byte[] text = read(model, "model.json");
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "model %s: model.json is no JSON: %s"
                            .formatted(model.label(), e.getOriginalMessage()),
                    e);
        }
    }

    private static byte[] read(Model model, String name) throws IOException {
        return switch (model) {
            case ModelVariant variant -> shipped(variant, name);
            case ModelFolder folder -> read(folder, name);
        };
    }

    private static byte[] read(ModelFolder folder, String name) throws IOException {
        try {
            return Files.readAllBytes(folder.path().resolve(name));
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "model %s: there is no %s in the folder".formatted(folder.label(), name), e);
        }
    }

    private static byte[] shipped(ModelVariant variant, String name) throws IOException {
        String path = "/dev/wireroom/enrich/model/" + variant.label() + "/" + name;
        try (InputStream stream = ModelFiles.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "model %s is not on the class path: no %s"
                                .formatted(variant.label(), path));
            }
            return stream.readAllBytes();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void checkDescription() {
        require("name", !name().isBlank());
        require("version", !version().isBlank());
        require("tags", !strings("tags").isEmpty());
        require("maxPieces", maxPieces() > 0);
    }

    private void require(String key, boolean there) {
        if (!there) {
            throw new IllegalStateException(
                    "model %s: model.json has no %s".formatted(model.label(), key));
        }
    }

    private void checkLabels() {
        List<String> shapes = Arrays.stream(WordShape.values()).map(WordShape::label).toList();
        if (!strings("shapes").equals(shapes)) {
            throw new IllegalStateException(
                    "model %s was made for other word shapes: %s"
                            .formatted(model.label(), strings("shapes")));
        }
        List<String> polarities = Arrays.stream(Polarity.values()).map(Polarity::label).toList();
        if (!strings("sentimentLabels").equals(polarities)) {
            throw new IllegalStateException(
                    "model %s has other sentiment labels: %s"
                            .formatted(model.label(), strings("sentimentLabels")));
        }
    }

    private List<String> strings(String key) {
        List<String> values = new ArrayList<>();
        description.path(key).forEach(value -> values.add(value.asText()));
        return values;
    }

    /** The model's name. */
    public String name() {
        return description.path("name").asText();
    }

    /** The model's version. */
    public String version() {
        return description.path("version").asText();
    }

    /**
     * Name and version, and for a folder the beginning of the digest: nobody sees to it that a
     * model which does not ship has a version of its own, and equal names have to mean equal
     * values.
     */
    public String release() {
        String release = name() + "-" + version();
        return switch (model) {
            case ModelVariant shipped -> release;
            case ModelFolder folder -> release + "." + digest.substring(0, RELEASE_DIGEST_CHARS);
        };
    }

    /** SHA-256 over the digests of the model's files, lower-case hexadecimal. */
    public String digest() {
        return digest;
    }

    /** Most wordpieces in a sequence, not counting CLS and SEP. */
    public int maxPieces() {
        return description.path("maxPieces").asInt();
    }

    /** The tags that the encoder scores, in its order. */
    public TagSet tags() {
        return new TagSet(strings("tags"));
    }

    /** ISO 639-1 codes of the languages that the model was trained for. */
    public List<String> languages() {
        List<String> languages = strings("languages");
        return languages.isEmpty() ? List.of("en") : languages;
    }

    /** The development scores recorded when the model was made; see the model card. */
    public JsonNode scores() {
        return description.path("scores");
    }

    /** The wordpiece vocabulary out of {@code tokenizer.json}. */
    public Map<String, Integer> vocabulary() {
        try {
            Map<String, Integer> vocabulary = new HashMap<>(80_000);
            JSON.readTree(content("tokenizer.json"))
                    .path("model")
                    .path("vocab")
                    .properties()
                    .forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
            return vocabulary;
        } catch (IOException e) {
            throw new UncheckedIOException("tokenizer.json of model " + model.label(), e);
        }
    }

    /** Bytes of one of the files; not to be changed. */
    byte[] content(String name) {
        return Objects.requireNonNull(contents.get(name), name);
    }
}
