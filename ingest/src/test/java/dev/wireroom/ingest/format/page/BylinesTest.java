package dev.wireroom.ingest.format.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BylinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "By Jane Doe and John Roe => Jane Doe/John Roe",
                "Von Erika Muster und Max Probe => Erika Muster/Max Probe",
                "Par Léa Martin et Jean Petit => Léa Martin/Jean Petit",
                "Por Ana Gómez y Luis Pérez => Ana Gómez/Luis Pérez",
                "By Jane Doe, Staff Writer => Jane Doe",
                "By Jane Doe, jane.doe@gazette.example => Jane Doe",
                "Jane Doe (@janedoe) => Jane Doe",
                "By JANE DOE | November 23, 2026 => JANE DOE",
                "Written by: Jane Doe & John Roe => Jane Doe/John Roe",
                "Ed Hornick, CNN => Ed Hornick",
                "Reuters => Reuters",
                "De Vries, Jan => De Vries/Jan",
                "9:39AM BST 05 Oct => ''",
                "admin => ''",
                "elmundo.es => ''"
            })
    void takesTheNamesOut(String byline, String names) {
        List<String> expected = names.isEmpty() ? List.of() : List.of(names.split("/", -1));
        assertThat(Bylines.names(byline)).isEqualTo(expected);
    }
}
