package dev.wireroom.enrich.text.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    U.S.                               | us
                    Marks & Spencer                    | marks spencer
                    PML-N                              | pml n
                    Communist Party of India (Maoist)  | communist party of india maoist
                    3M                                 | 3m
                    O'Neill                            | oneill
                    Assad's                            | assad
                    Télam                              | telam
                    The Washington Post                | washington post
                    The                                | the
                    """)
    void givesWhatEqualNamesShare(String name, String key) {
        assertThat(NameForms.key(name)).isEqualTo(key);
    }
}
