package dev.wireroom.enrich.text.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageIdentifierTest {
    private static final LanguageIdentifier IDENTIFIER = LanguageIdentifier.load();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The Pentagon said on Friday that it would hold talks with Russia about the war"
                        + " in Syria.",
                "en|Trump is a racist and a liar, and he should be ashamed of himself.",
                "fr|Le gouvernement a annoncé vendredi une nouvelle loi sur les retraites, que"
                        + " l'opposition juge injuste.",
                "de|Die Bundesregierung hat am Freitag ein neues Gesetz beschlossen, das die"
                        + " Opposition ablehnt.",
                "es|El presidente dijo el viernes que su gobierno no aceptará las condiciones de la"
                        + " oposición en el Congreso.",
                "ru|Президент заявил в пятницу, что правительство не примет условия оппозиции.",
                "ar|قال الرئيس يوم الجمعة إن الحكومة لن تقبل شروط المعارضة في البرلمان.",
                "zh|总统星期五表示，政府不会接受反对党在议会提出的条件。",
                "pt|O presidente disse na sexta-feira que o governo não vai aceitar as condições da"
                        + " oposição no Congresso.",
                "und|Presiden mengatakan pada hari Jumat bahwa pemerintah tidak akan menerima"
                        + " syarat dari pihak oposisi di parlemen."
            })
    void namesTheLanguageOfASentence(String code, String text) {
        LanguageIdentifier.Identified identified = IDENTIFIER.identify("", text, null);

        assertThat(identified.language().code()).isEqualTo(code);
        assertThat(identified.language().source()).isEqualTo(Language.Source.DETECTED);
        assertThat(identified.maybeEnglish()).isEqualTo(code.equals("en"));
    }

    @Test
    void saysUndeterminedOfAHeadlineThatCouldBeAnything() {
        LanguageIdentifier.Identified identified = IDENTIFIER.identify("OBAMA WINS", "", null);

        assertThat(identified.language().code()).isEqualTo("und");
        assertThat(identified.maybeEnglish()).isTrue();
        assertThat(IDENTIFIER.identify("12:30", "", null).maybeEnglish()).isFalse();
    }

    @Test
    void believesAPublisherUnlessTheTextSaysOtherwise() {
        String german =
                "Die Bundesregierung hat am Freitag ein neues Gesetz beschlossen, das die Opposition ablehnt. "
                        .repeat(3);

        assertThat(IDENTIFIER.identify("OBAMA WINS", "", "en-US").language())
                .isEqualTo(new Language("en", 1, Language.Source.DECLARED));
        assertThat(IDENTIFIER.identify("", german, "en").language().code()).isEqualTo("de");
        assertThat(IDENTIFIER.identify("", german, "deu").language())
                .isEqualTo(new Language("de", 1, Language.Source.DECLARED));
        assertThat(IDENTIFIER.identify("", german, "no such tag").language().source())
                .isEqualTo(Language.Source.DETECTED);
    }
}
