package dev.wireroom.enrich.text.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.wireroom.enrich.text.Model;
import dev.wireroom.enrich.text.ModelFolder;
import dev.wireroom.enrich.text.ModelVariant;
import dev.wireroom.enrich.text.Polarity;
import dev.wireroom.enrich.text.token.WordShape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
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
import java.util.zip.CRC32;

/**
 * The files of one model, read from the class path or from a folder and checked: those of a folder
 * against the digests in its {@code model.json}, shipped ones, whose digests the build has
 * compared, for damage. Immutable.
 */
public final class ModelFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Thirty thousand names that occur once: not worth the tables for those that come back. */
    private static final ObjectReader PIECES =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                                    .build())
                    .readerFor(new TypeReference<HashMap<String, Integer>>() {});

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
                String recorded = description.path("sha256").path(name).asText();
                if (model instanceof ModelFolder) {
                    check(model, name, content, recorded);
                }
                whole.update(HexFormat.of().parseHex(recorded));
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

    private static void check(Model model, String name, byte[] content, String recorded) {
        String digest = HexFormat.of().formatHex(sha256().digest(content));
        if (!digest.equals(recorded)) {
            throw new IllegalStateException(
                    "model %s: %s is not the file that model.json describes (SHA-256 %s, recorded %s)"
                            .formatted(model.label(), name, digest, recorded));
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
        URL resource = ModelFiles.class.getResource(path);
        if (resource == null) {
            throw new IllegalStateException(
                    "model %s is not on the class path: no %s".formatted(variant.label(), path));
        }
        return whole(resource);
    }

    /**
     * A resource of ours, checked against the CRC-32 that its jar has for it, which Java itself
     * does not look at. The SHA-256 of 18 MB in code that is not compiled yet is a fifth of a
     * second, at every start, and the build has compared it.
     */
    static byte[] whole(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        try (InputStream stream = connection.getInputStream()) {
            byte[] content = new byte[connection.getContentLength()];
            int read = stream.readNBytes(content, 0, content.length);
            if (read < content.length) {
                throw new EOFException("%s ends after %d bytes".formatted(resource, read));
            }
            if (connection instanceof JarURLConnection jar) {
                CRC32 crc = new CRC32();
                crc.update(content);
                if (crc.getValue() != jar.getJarEntry().getCrc()) {
                    throw new IOException(
                            resource
                                    + " is damaged: its CRC-32 is not the jar's;"
                                    + " build or install Wireroom again");
                }
            }
            return content;
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
            return PIECES.at("/model/vocab").readValue(content("tokenizer.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("tokenizer.json of model " + model.label(), e);
        }
    }

    /** Bytes of one of the files; not to be changed. */
    byte[] content(String name) {
        return Objects.requireNonNull(contents.get(name), name);
    }
}
