package dev.wireroom.ingest.format.ninjs;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** IPTC's own validation suite, trimmed: what should pass, and what should fail. */
class NinjsSuiteTest {

    static List<String> shouldPass() throws IOException, URISyntaxException {
        return names("ninjs/should_pass");
    }

    @ParameterizedTest
    @MethodSource("shouldPass")
    void acceptsWhatShouldPass(String name) {
        Article article = accepted(bytes("ninjs/should_pass/" + name));
        assertThat(article.getFormat()).startsWith("ninjs/");
        assertThat(article.getExternalId()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "1.0-no-uri-declared,         missing-field,  /title",
        "1.0-type-invalid,            unknown-value,  /type",
        "1.0-profile-must-be-string,  wrong-type,     /profile",
        "1.0-pubstatus-cancelled,     unknown-value,  /pubstatus",
        "1.0-body-text-with-cr,       malformed-json, ''",
        "1.0-person-not-string,       wrong-type,     /person",
        "1.2-firstcreated-bad-type,   wrong-type,     /firstcreated",
        "1.2-infosource-bad-type,     wrong-type,     /infosource/0/scheme",
        "1.3-schema-bad,              wrong-type,     /$standard",
        "1.3-bad-altids,              wrong-type,     /altids",
        "1.3-invalid-genre,           wrong-type,     /genre",
        "3.0-bad-urgency,             out-of-range,   /urgency",
        "3.1-bad-digital-source,      wrong-type,     /digitalSourceType"
    })
    void refusesByPointerWhatAGuessCouldMakeWorse(String name, String code, String field) {
        Fault fault =
                refused(
                                ArticleFormats.parse(
                                        bytes("ninjs/should_fail/" + name + ".json"), arrival()))
                        .get(0);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0-malformed-property,                 unknown-property,  /mime_type",
        "1.3-headline-nonascii,                  unknown-property,  /headline_ééé",
        "1.5-bad-association,                    unknown-property, "
                + " /associations/first/incorrectproperty",
        "2.1-bad-rights,                         rights-twice,      /rightsinfo",
        "2.1-good-association-but-no-name,       missing-property,  /associations/0/name",
        "3.0-bad-toplevel,                       unknown-property,  /random",
        "3.0-bad-geojson,                        invalid-geojson,   /places/0/geojson",
        "3.0-event-with-renditions,              planning-invalid,  /renditions",
        "3.0-planned-coverage-bad-urgency,       planning-invalid,  /plannedCoverage/0/urgency"
    })
    void acceptsWithAWarningWhatRealWiresSend(String name, String code, String field) {
        Article article = accepted(bytes("ninjs/should_fail/" + name + ".json"));
        assertThat(article.getWarnings())
                .extracting(ParseWarning::getCode, ParseWarning::getField)
                .contains(org.assertj.core.groups.Tuple.tuple(code, field));
    }

    @Test
    void acceptsNothingThatShouldFailWithoutAWord() throws IOException, URISyntaxException {
        for (String name : names("ninjs/should_fail")) {
            ParseResult result =
                    ArticleFormats.parse(bytes("ninjs/should_fail/" + name), arrival());
            boolean silent =
                    result instanceof ParseResult.Parsed parsed
                            && parsed.articles().get(0).getWarnings().isEmpty();
            assertThat(silent).as(name).isFalse();
        }
    }

    private static List<String> names(String folder) throws IOException, URISyntaxException {
        Path path =
                Path.of(
                        Objects.requireNonNull(NinjsSuiteTest.class.getResource("/" + folder))
                                .toURI());
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
