package dev.wireroom.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
