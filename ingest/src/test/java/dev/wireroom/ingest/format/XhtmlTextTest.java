package dev.wireroom.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XhtmlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a</p><p>b</p>                                | a¶¶b",
                "<p>a<br/>b</p>                                  | a¶b",
                "a <b>b</b>  <i>c</i>,d                          | a b c,d",
                "<ul><li>a</li><li>b</li></ul>                   | a¶¶b",
                "<p>a&nbsp;&amp;&#160;b &lt;c&gt;</p>            | a & b <c>",
                "<p>a</p><script>x()</script><style>y</style>    | a",
                "<p>a</p><figure><img><figcaption>b</figcaption></figure><p>c</p> | a¶¶c",
                "<table><tr><td>a</td><td>b</td></tr></table>    | a→b",
                "<nav>x</nav><form>y</form>a                     | a",
                "a<div><div>b</div></div>c                       | a¶¶b¶¶c"
            })
    void keepsProseAndItsParagraphs(String html, String text) {
        assertThat(XhtmlText.ofHtml(html)).isEqualTo(text.replace('¶', '\n').replace('→', '\t'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<nitf><head><title>t</title></head><body><body.content><p>a</p><p>b</p></body.content></body></nitf>"
                    + " | a¶¶b",
                "<NITF><BODY><P>a</P><P>b</P></BODY></NITF>                                        "
                        + "                  | a¶¶b"
            })
    void readsNitf(String xml, String text) {
        assertThat(XhtmlText.ofXml(xml)).isEqualTo(text.replace('¶', '\n'));
    }

    @Test
    void keepsPreformattedLinesAsTheyStand() {
        String html = "<p>a</p><pre>\n1  x   <b>3</b>\n2  y   1\n\n</pre>\n<p>b</p>";
        assertThat(XhtmlText.ofHtml(html)).isEqualTo("a\n\n1  x   3\n2  y   1\n\nb");
    }

    @Test
    void beginsAParagraphWhereSomeLinesOfAParagraphAreIndented() {
        assertThat(XhtmlText.ofHtml("<p>   One is\nlong.\n   Two is,\ntoo.</p>"))
                .isEqualTo("One is long.\n\nTwo is, too.");
        assertThat(XhtmlText.ofHtml("<p>One is\n   indented\n   by its markup.</p>"))
                .isEqualTo("One is indented by its markup.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div>", "<p>", "<b>", "<a>", "<b><i>", "<table><tr><td>", "<pre>"})
    @Timeout(20)
    void readsNestingWithoutEndInBoundedTime(String tag) {
        assertThat(XhtmlText.ofHtml(tag.repeat(50_000) + "core")).endsWith("core");
    }
}
