package dev.wireroom.enrich.text.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.Field;
import dev.wireroom.enrich.text.model.TagDecoder.TaggedSpan;
import dev.wireroom.enrich.text.token.Span;
import dev.wireroom.enrich.text.token.Window;
import dev.wireroom.enrich.text.token.Windows;
import dev.wireroom.enrich.text.token.WordPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionReaderTest {
    private static final Pattern MARK = Pattern.compile("\\[(PER|ORG|LOC) ([^\\]]+)\\]");
    private static final Map<String, EntityType> TYPES =
            Map.of(
                    "PER",
                    EntityType.PERSON,
                    "ORG",
                    EntityType.ORGANIZATION,
                    "LOC",
                    EntityType.LOCATION);
    private static final Map<String, Integer> VOCABULARY =
            Map.of("[PAD]", 0, "[UNK]", 1, "[CLS]", 2, "[SEP]", 3);
    private static final int MAX_PIECES = 126;

    private final Windows windows = new Windows(new WordPieces(VOCABULARY), MAX_PIECES);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    The [ORG Organization of] [ORG American States] met.          | Organization of American States
                    He owes [ORG Marsh] & [ORG Co] rent.                          | Marsh & Co
                    The [ORG Ministry of Health], [ORG Labour and Welfare] paid.  | Ministry of Health, Labour and Welfare
                    The [ORG Ministry of Health], [ORG Unicef] and others paid.   | Ministry of Health; Unicef
                    The [ORG Ministry of Culture in] [LOC AlUla] opened it.       | Ministry of Culture; AlUla
                    The State Minister for [ORG Works] said so.                   |
                    The Minister of [ORG National Education] said so.             |
                    State Commissioner for [ORG Works] [PER Obi] said so.         | Obi
                    Gunmen on the [LOC Lokoja-Okene] highway fled.                | Lokoja; Okene
                    A road to [LOC Guinea-Bissau] was closed.                     | Guinea-Bissau
                    The road from [LOC Port-au-Prince] road works                 | Port-au-Prince
                    ([ORG Agencies]) The port is shut.                            |
                    The Prime Minister of [LOC Israel] said so.                   | Israel
                    The secretary of [ORG Defense] said so.                       |
                    A minister of [ORG Hamas] said so.                            | Hamas
                    US [ORG Defense] Secretary [PER Carter]                       | Carter
                    It is [PER Mr. Kerry's] aim.                                  | Kerry
                    Shares of [ORG Apple Inc]. fell.                              | Apple Inc.
                    """)
    void settlesWhereMentionsBeginAndEnd(String marked, String expected) {
        List<TaggedSpan> spans = new ArrayList<>();
        Window window = read(marked, spans);

        List<String> texts =
                MentionReader.join(window, spans).stream()
                        .map(span -> MentionReader.read(window, 0, span))
                        .flatMap(Optional::stream)
                        .map(located -> located.mention().text())
                        .toList();

        assertThat(String.join("; ", texts)).isEqualTo(expected == null ? "" : expected);
    }

    /** The window of a text with marks; what they mark is added to the spans. */
    private Window read(String marked, List<TaggedSpan> spans) {
        String text = MARK.matcher(marked).replaceAll("$2");
        Window window = windows.of(Field.BODY, text, new Span(0, text.length()), 0).get(0);
        Matcher mark = MARK.matcher(marked);
        for (int cut = 0; mark.find(); cut += "[PER ]".length()) {
            int begin = mark.start() - cut;
            int from = tokenAt(window, begin);
            int to = tokenAt(window, begin + mark.group(2).length());
            spans.add(new TaggedSpan(from, to, TYPES.get(mark.group(1)), 1));
        }
        return window;
    }

    /** The first token that begins at an offset or behind it. */
    private static int tokenAt(Window window, int offset) {
        int token = 0;
        while (token < window.tokens() && window.begin(token) < offset) {
            token++;
        }
        return token;
    }
}
