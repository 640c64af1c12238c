package dev.wireroom.ingest.format.text;

import static dev.wireroom.ingest.format.Fixtures.accepted;
import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.bytes;
import static dev.wireroom.ingest.format.Fixtures.refused;
import static dev.wireroom.ingest.format.Fixtures.utf8;
import static dev.wireroom.ingest.format.Fixtures.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void readsAScrapedBlogPostWithoutItsWidget() {
        Article article = accepted(bytes("text/blog-post-with-related-widget.txt"));
        assertThat(article.getTitle()).isEqualTo("US to Russia: Let’s Talk… About Syria?");
        assertThat(article.getBody())
                .startsWith("On Friday Secretary of State John Kerry announced")
                .doesNotContain("Related")
                .doesNotContain("  ");
        assertThat(article.getBody().split("\n\n")).hasSize(4);
        assertThat(warnings(article)).containsExactly("boilerplate-dropped");
        assertThat(article.getFormat()).isEqualTo("text/plain");
        assertThat(article.getExternalIdKind()).isEqualTo(ExternalIdKind.CONTENT_HASH);
        assertThat(article.getExternalId()).isEqualTo(article.getContentHash());
    }

    @Test
    void keepsALastLineThatOnlyBeginsLikeAWidget() {
        Article article = accepted("Title\n\nText.\n\nRelated parties met again on Monday.");
        assertThat(article.getBody()).endsWith("Related parties met again on Monday.");
    }

    @Test
    void joinsLinesThatWereWrapped() {
        Article article =
                accepted(
                        """
                        Title

                        The first line of a paragraph that a mailer has wrapped
                        and its second line, which goes on for about as long
                        until the end.

                        Another.
                        """);
        assertThat(article.getBody())
                .isEqualTo(
                        "The first line of a paragraph that a mailer has wrapped and its second"
                                + " line, which goes on for about as long until the end."
                                + "\n\nAnother.");
    }

    @Test
    void takesLinesForParagraphsWhereNoLineIsBlank() {
        Article article = accepted("Title\nOne.\nTwo.");
        assertThat(article.getTitle()).isEqualTo("Title");
        assertThat(article.getBody()).isEqualTo("One.\n\nTwo.");
    }

    @Test
    void hasNoBodyWhereOnlyTheHeadlineWasSent() {
        Article article = accepted("Title\n");
        assertThat(article.getTitle()).isEqualTo("Title");
        assertThat(article.getBody()).isNull();
    }

    @Test
    void readsWindows1252WithAWarning() {
        byte[] content = "Café\n\n“Quoted”".getBytes(Charset.forName("windows-1252"));
        Article article = accepted(content);
        assertThat(article.getTitle()).isEqualTo("Café");
        assertThat(article.getBody()).isEqualTo("“Quoted”");
        assertThat(warnings(article)).containsExactly("encoding-assumed");
    }

    @Test
    void readsUtf16ByItsMark() {
        byte[] content = ("\uFEFFTitle\n\nЖурнал").getBytes(StandardCharsets.UTF_16LE);
        Article article = accepted(content);
        assertThat(article.getTitle()).isEqualTo("Title");
        assertThat(article.getBody()).isEqualTo("Журнал");
        assertThat(article.getWarnings()).isEmpty();
    }

    @Test
    void removesNulCharactersWithAWarning() {
        Article article = accepted("Ti\u0000tle\n\nBo\u0000d\u0000y");
        assertThat(article.getTitle()).isEqualTo("Title");
        assertThat(article.getBody()).isEqualTo("Body");
        assertThat(article.getWarnings().get(0).getMessage()).startsWith("3 NUL");
    }

    @Test
    void refusesADocumentWithoutText() {
        assertThat(refused(" \n\t\n").get(0).code()).isEqualTo("empty-document");
    }

    @Test
    void staysTextWhenTheSenderSaysSo() {
        ParseResult result =
                ArticleFormats.parse(utf8("{not json}\n\nBody"), arrival().as("text/plain"));
        assertThat(accepted(result).getTitle()).isEqualTo("{not json}");
    }

    @Test
    void hasTheSameIdForTheSameTextAndAnotherForAnother() {
        assertThat(accepted("T\n\nBody").getArticleId())
                .isEqualTo(accepted("T\r\n\r\n\r\nBody ").getArticleId())
                .isNotEqualTo(accepted("T\n\nBody!").getArticleId());
    }
}
