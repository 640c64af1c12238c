package dev.wireroom.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.DeadLetter;
import dev.wireroom.contract.EnrichedArticle;
import dev.wireroom.contract.FeedState;
import dev.wireroom.contract.LedgerEntry;
import dev.wireroom.contract.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the contracts FULL_TRANSITIVE: every version ever released reads every other. Released
 * versions are kept under src/test/resources/history/NAME/N.avsc; a changed contract needs its new
 * version there, written by {@code ./mvnw -pl schema test -Dtest=ContractTest
 * -Dschema.release=true}.
 */
final class ContractTest {

    private static final Path HISTORY = Path.of("src/test/resources/history");

    static List<Schema> contracts() {
        return List.of(
                Article.getClassSchema(),
                EnrichedArticle.getClassSchema(),
                DeadLetter.getClassSchema(),
                LedgerEntry.getClassSchema(),
                Source.getClassSchema(),
                FeedState.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyReleasedVersionReadsEveryOther(Schema current) throws IOException {
        List<Schema> released = released(current.getName());
        assertThatCode(() -> requireFullTransitive(current, released)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theCurrentContractIsTheNewestReleasedVersion(Schema current) throws IOException {
        List<Schema> released = new ArrayList<>(released(current.getName()));
        boolean changed =
                released.isEmpty() || !sameText(current, released.get(released.size() - 1));
        if (changed && Boolean.getBoolean("schema.release")) {
            Path target =
                    HISTORY.resolve(current.getName()).resolve((released.size() + 1) + ".avsc");
            Files.createDirectories(target.getParent());
            Files.writeString(target, current.toString(true) + "\n");
            changed = false;
        }
        assertThat(changed)
                .as(
                        "%s differs from its newest version in %s; run with -Dschema.release=true"
                                + " to add the new one",
                        current.getName(), HISTORY)
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyFieldSaysWhatItMeans(Schema contract) {
        List<String> silent = new ArrayList<>();
        findUndocumented(contract, contract.getName(), silent, new HashSet<>());
        assertThat(silent).isEmpty();
    }

    @Test
    void refusesAFieldWithoutDefault() {
        assertRefused(
                s ->
                        s.replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"added\",\"type\":\"string\"},"));
    }

    @Test
    void refusesARemovedFieldThatHadNoDefault() {
        assertRefused(
                s ->
                        s.replaceFirst(
                                "\\{\"name\":\"articleId\",\"type\":\\{[^}]*\\},\"doc\":\"[^\"]*\"\\},",
                                ""));
    }

    @Test
    void refusesAChangedType() {
        assertRefused(
                s ->
                        s.replaceFirst(
                                "\\{\"name\":\"contentHash\",\"type\":\\{[^}]*\\}",
                                "{\"name\":\"contentHash\",\"type\":\"int\""));
    }

    @Test
    void acceptsAFieldWithDefault() {
        Schema edited =
                edit(
                        s ->
                                s.replaceFirst(
                                        "\"fields\":\\[",
                                        "\"fields\":[{\"name\":\"added\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        assertThatCode(() -> requireFullTransitive(edited, List.of(Article.getClassSchema())))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(UnaryOperator<String> edit) {
        Schema edited = edit(edit);
        assertThatThrownBy(() -> requireFullTransitive(edited, List.of(Article.getClassSchema())))
                .isInstanceOf(SchemaValidationException.class);
    }

    private static Schema edit(UnaryOperator<String> edit) {
        String before = Article.getClassSchema().toString();
        String after = edit.apply(before);
        assertThat(after).as("the edit must really edit").isNotEqualTo(before);
        return new Schema.Parser().parse(after);
    }

    private static void requireFullTransitive(Schema current, List<Schema> released)
            throws SchemaValidationException {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(current, released);
    }

    private static boolean sameText(Schema a, Schema b) {
        return a.toString().equals(b.toString());
    }

    private static List<Schema> released(String name) throws IOException {
        Path folder = HISTORY.resolve(name);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Schema> schemas = new ArrayList<>();
            for (Path file :
                    files.sorted(Comparator.comparingInt(ContractTest::version)).toList()) {
                schemas.add(new Schema.Parser().parse(Files.readString(file)));
            }
            return schemas;
        }
    }

    private static int version(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static void findUndocumented(
            Schema schema, String path, List<String> silent, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!seen.add(schema.getFullName())) {
                    return;
                }
                if (isBlank(schema.getDoc())) {
                    silent.add(path);
                }
                for (Field field : schema.getFields()) {
                    if (isBlank(field.doc())) {
                        silent.add(path + "." + field.name());
                    }
                    findUndocumented(field.schema(), path + "." + field.name(), silent, seen);
                }
            }
            case ENUM -> {
                if (isBlank(schema.getDoc())) {
                    silent.add(path + " (enum)");
                }
            }
            case ARRAY -> findUndocumented(schema.getElementType(), path + "[]", silent, seen);
            case UNION -> schema.getTypes().forEach(t -> findUndocumented(t, path, silent, seen));
            default -> {}
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
