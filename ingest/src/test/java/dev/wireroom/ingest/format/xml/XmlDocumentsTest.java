package dev.wireroom.ingest.format.xml;

import static dev.wireroom.ingest.format.Fixtures.arrival;
import static dev.wireroom.ingest.format.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDocumentsTest {

    private final Findings findings = new Findings();

    private XmlElement tree(String document) {
        return tree(utf8(document), Optional.empty());
    }

    private XmlElement tree(byte[] document, Optional<Charset> transport) {
        XmlDocuments.Read read =
                XmlDocuments.read(document, arrival().withCharset(transport), findings);
        assertThat(read).isInstanceOf(XmlDocuments.Read.Tree.class);
        return ((XmlDocuments.Read.Tree) read).root();
    }

    private Fault fault(String document) {
        XmlDocuments.Read read = XmlDocuments.read(document, findings);
        assertThat(read).isInstanceOf(XmlDocuments.Read.Malformed.class);
        return ((XmlDocuments.Read.Malformed) read).fault();
    }

    private List<String> warnings() {
        return findings.warnings().stream().map(ParseWarning::getCode).toList();
    }

    @Test
    void comparesNamesWithoutPrefixAndCase() {
        XmlElement root = tree("<x:A xml:lang='de' LANG='en'><B c=' 1 '>t<i>u</i>v</B><b/></x:A>");
        assertThat(root.is("a")).isTrue();
        assertThat(root.name()).isEqualTo("x:A");
        assertThat(root.children("b")).hasSize(2);
        assertThat(root.path("B").orElseThrow().text()).isEqualTo("tuv");
        assertThat(root.path("b").flatMap(b -> b.attribute("C"))).contains("1");
        assertThat(root.attribute("xml:lang")).contains("de");
    }

    @Test
    void findsDescendantsInDocumentOrder() {
        XmlElement root = tree("<a><b i='1'><b i='2'/></b><c><b i='3'/></c></a>");
        assertThat(root.descendants("b"))
                .extracting(b -> b.attribute("i").orElseThrow())
                .containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a>x & y</a>                        | x & y    | ampersand-escaped",
                "<a>x &amp; y</a>                    | x & y    |",
                "<a>1 < 2</a>                        | 1 < 2    | less-than-escaped",
                "<a>&eacute;&hellip;</a>             | é…       | html-entity",
                "<a>&bogus;</a>                      | &bogus;  | unknown-entity",
                "<a>x&#0;y&#xFFFF;z&#xD800;</a>      | xyz      | invalid-reference",
                "<a>&#146;</a>                       | ’        |",
                "<a>x]]>y</a>                        | x]]>y    |",
                "<a>x<!-- -- -->y<?php z ?></a>      | xy       |",
                "<a><![CDATA[&eacute; <b>]]></a>     | &eacute; <b> |",
                "junk<a>x</a>                        | x        | leading-content",
                "<a>x</a>junk                        | x        | trailing-content",
                "<a>x<?xml version='1.0'?>y</a>      | xy       | nested-declaration",
                "<!DOCTYPE a [<!-- ' ] > --><!ENTITY e 'x'>]><a>&e;</a> | &e; | unknown-entity"
            })
    void mendsWhatWiresBreak(String document, String text, String warning) {
        assertThat(tree(document).text()).isEqualTo(text);
        assertThat(warnings()).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void removesCharactersThatXmlDoesNotAllow() {
        String document = "<a b='\u0001x'>\u0000y\uFFFE\uD800z<![CDATA[\u001A]]></a>\u001A";
        XmlDocuments.Read read = XmlDocuments.read(document, findings);
        assertThat(((XmlDocuments.Read.Tree) read).root().text()).isEqualTo("yz");
        assertThat(warnings()).containsExactly("control-removed");
    }

    @Test
    void mendsInsideAttributes() {
        XmlElement root = tree("<a b='Tom & Jerry &nbsp;3 < 4'/>");
        assertThat(root.attribute("b")).contains("Tom & Jerry \u00A03 < 4");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, windows-1252, '',",
        "windows-1251, windows-1251, '',",
        "Shift_JIS, Shift_JIS, '',",
        "UTF-8, windows-1252, '', encoding-assumed",
        "no-such-charset, UTF-8, '', unknown-encoding",
        "ISO-8859-1, UTF-8, '', encoding-mismatch",
        "UTF-8, ISO-8859-15, ISO-8859-15,"
    })
    void readsBytesInTheEncodingTheyAreIn(
            String declared, String real, String transport, String warning) {
        String text = real.contains("JIS") ? "東京" : real.endsWith("1251") ? "Киев" : "é ü";
        byte[] document =
                ("<?xml version='1.0' encoding='%s'?><a>%s</a>".formatted(declared, text))
                        .getBytes(Charset.forName(real));
        Optional<Charset> charset =
                transport.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(transport));
        assertThat(tree(document, charset).text()).isEqualTo(text);
        assertThat(warnings()).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void readsUtf16WithoutAMark() {
        byte[] document = "<a>é</a>".getBytes(StandardCharsets.UTF_16LE);
        assertThat(tree(document, Optional.empty()).text()).isEqualTo("é");
    }

    @Test
    void tellsLineAndColumnOfWhatIsWrong() {
        Fault fault = fault("<!DOCTYPE a [\n]>\n<a>\n  <b></c>\n</a>");
        assertThat(fault.code()).isEqualTo("malformed-xml");
        assertThat(fault.message()).contains("line 4, column 8");
        assertThat(fault.value()).contains("<b></c>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a",
                "<a>",
                "<a b=c/>",
                "<a b='1' b='2'/>",
                "</a>",
                "<a><b></a></b>",
                "<a>]]>",
                "<!DOCTYPE",
                "<![CDATA[",
                "<a><!--",
                "<a b='",
                "<>",
                "&",
                "<?xml"
            })
    void refusesWhatCannotBeMended(String document) {
        assertThat(fault(document).code()).isIn("malformed-xml", "empty-document");
    }

    @Test
    void fetchesNoExternalEntity(@TempDir Path dir) throws IOException {
        Path secret = Files.writeString(dir.resolve("secret.txt"), "the-secret");
        String document =
                "<!DOCTYPE a [<!ENTITY x SYSTEM '%s'>]><a>&x;</a>".formatted(secret.toUri());
        assertThat(tree(document).text()).isEqualTo("&x;");
    }

    @Test
    @Timeout(10)
    void expandsNoEntityBomb() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY l%d '%s'>".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        assertThat(tree(bomb + "]><a>&l29;</a>").text()).isEqualTo("&l29;");
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 100_000})
    void refusesNestingWithoutEnd(int depth) {
        assertThat(fault("<a>".repeat(depth)).code()).isEqualTo("too-deep");
    }

    @Test
    void refusesMorePartsThanATreeMayHave() {
        assertThat(fault("<a>" + "<b/>".repeat(XmlDocuments.MAX_NODES + 1)).code())
                .isEqualTo("too-large");
    }

    @Test
    void refusesMoreAttributesThanAnElementMayHave() {
        StringBuilder element = new StringBuilder("<a");
        for (int i = 0; i <= XmlDocuments.MAX_ATTRIBUTES; i++) {
            element.append(" a%d='x'".formatted(i));
        }
        assertThat(fault(element + "/>").code()).isEqualTo("malformed-xml");
    }

    @Test
    void readsLongTextsAndMuchWhiteSpaceInBoundedTime() {
        String blank = " ".repeat(5_000_000);
        String text = "x&amp;".repeat(500_000);
        long begin = System.nanoTime();
        XmlElement root = tree("<a>" + blank + "<b>" + text + "</b>" + blank + "</a>");
        assertThat(root.text()).hasSize(1_000_002);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
}
