package dev.wireroom.enrich.text.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KnownNamesTest {
    private static final String FOLDER = "/dev/wireroom/enrich/text/entity/";

    private final KnownNames organizations = KnownNames.organizations();

    @Test
    void everyNameIsListedOnce() throws IOException {
        List<String> all = new ArrayList<>(names("organizations.tsv"));
        all.addAll(names("countries.tsv"));

        assertThat(all).doesNotHaveDuplicates().allMatch(name -> name.equals(name.strip()));
    }

    @Test
    void findsEveryListedOrganizationWhereItIsWritten() throws IOException {
        List<String> searched =
                names("organizations.tsv").stream().filter(name -> !name.startsWith("~")).toList();

        assertThat(searched).hasSizeGreaterThan(1_000);
        for (String name : searched) {
            List<String> tokens = List.of(NameForms.basicTokens("said " + name));
            assertThat(organizations.match(tokens, 1)).as(name).isEqualTo(tokens.size() - 1);
        }
    }

    @Test
    void findsTheLongestName() {
        List<String> tokens = List.of("JPMorgan", "Chase", "said");

        assertThat(organizations.match(tokens, 0)).isEqualTo(2);
        assertThat(organizations.match(tokens.subList(0, 1), 0)).isEqualTo(1);
    }

    @Test
    void givesOneStandingNameToAllFormsOfAName() {
        assertThat(organizations.standingName("EFCC"))
                .isEqualTo(organizations.standingName("Economic and Financial Crimes Commission"))
                .contains("Economic and Financial Crimes Commission");
    }

    @Test
    void doesNotSearchForWhatIsAsOftenAnotherWord() {
        assertThat(organizations.match(List.of("WHO"), 0)).isZero();
        assertThat(organizations.standingName("WHO")).contains("World Health Organization");
    }

    private static List<String> names(String resource) throws IOException {
        try (InputStream stream = KnownNamesTest.class.getResourceAsStream(FOLDER + resource)) {
            String text =
                    new String(
                            Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split("\t", -1)))
                    .toList();
        }
    }
}
