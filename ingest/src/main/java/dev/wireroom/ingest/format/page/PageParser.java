package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextCleaner;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * News pages in HTML: what the page says about its article ({@link PageMetadata}) and the article's
 * text ({@link MainText}, {@link BodyChoice}). A pure function; it throws nothing that input could
 * cause, and its work grows with the page's length, not with how it is nested.
 */
public final class PageParser {

    public static final String FORMAT = "text/html";

    /** The heaviest pages of newspapers have 3 MB, most of it scripts. */
    private static final int MAX_BYTES = 10 * 1024 * 1024;

    /** Pages nest up to some 60 deep; what is deeper is laid flat by the HTML parser. */
    private static final int MAX_DEPTH = 512;

    private PageParser() {}

    public static ParseResult parse(byte[] content, Arrival arrival) {
        Findings findings = new Findings();
        String markup = PageEncoding.decode(bounded(content, findings), arrival, findings);
        Document page =
                Parser.htmlParser()
                        .setMaxDepth(MAX_DEPTH)
                        .parseInput(markup, arrival.location().map(URI::toString).orElse(""));
        ArticleDraft draft = new ArticleDraft(arrival, FORMAT, findings);
        Article article = draft.article();
        Optional<JsonLd> ld = JsonLd.of(page, findings);
        new PageMetadata(page, ld, arrival, findings).fill(article);
        String title = article.getTitle() == null ? "" : article.getTitle();
        MainText.Extract extract = MainText.of(page, title);
        String body = BodyChoice.between(extract, ld.map(JsonLd::body).orElse(""));
        article.setBody(body.isEmpty() ? null : TextCleaner.clean(body, "body", findings));
        if (article.getTitle() == null && article.getBody() == null) {
            return ParseResult.refused(
                    new Fault(
                            "no-article",
                            "",
                            Findings.excerpt(markup.strip()),
                            "The page has neither a headline nor a text.",
                            "Send the page as readers get it; one that scripts fill is empty."));
        }
        if (article.getBody() == null) {
            findings.warn("no-text", "body", "No article text was found on the page");
        }
        if (extract.isIndex() && ld.filter(JsonLd::isArticle).isEmpty()) {
            findings.warn(
                    "not-an-article",
                    "body",
                    "The page announces other articles; it reads like the front of a section");
        }
        return draft.finish(Optional.empty(), "");
    }

    private static byte[] bounded(byte[] content, Findings findings) {
        if (content.length <= MAX_BYTES) {
            return content;
        }
        findings.warn(
                "page-cut",
                "",
                "The page has %d bytes; the first %d were read"
                        .formatted(content.length, MAX_BYTES));
        return Arrays.copyOf(content, MAX_BYTES);
    }
}
