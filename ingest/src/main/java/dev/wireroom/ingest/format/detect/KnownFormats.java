package dev.wireroom.ingest.format.detect;

import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.archive.Wxr;
import dev.wireroom.ingest.format.feed.FeedParser;
import dev.wireroom.ingest.format.mail.Mail;
import dev.wireroom.ingest.format.mail.MailOpening;
import dev.wireroom.ingest.format.newsml.Newsml1;
import dev.wireroom.ingest.format.newsml.NewsmlG2;
import dev.wireroom.ingest.format.newsml.Nitf;
import dev.wireroom.ingest.format.page.PageParser;
import dev.wireroom.ingest.format.page.SitemapParser;
import java.util.List;

/**
 * Every format but JSON and plain text, which {@link ArticleFormats} tells by their first byte, and
 * how a document of each begins.
 */
final class KnownFormats {

    /** The more special ones first: a feed may be sent as HTML, and HTML takes what is left. */
    static final List<DocumentFormat> ALL =
            List.of(
                    new DocumentFormat(
                            "Mail (RFC 5322) and mbox",
                            List.of(Mail.FORMAT, Mail.MBOX),
                            KnownFormats::isMail,
                            KnownFormats::parseMail),
                    new DocumentFormat(
                            "NITF",
                            List.of(Nitf.MEDIA_TYPE, Nitf.XML_MEDIA_TYPE),
                            KnownFormats::isNitf,
                            Nitf::parse),
                    new DocumentFormat(
                            "NewsML 1.x",
                            List.of("application/newsml+xml"),
                            opening -> opening.hasRoot("newsml"),
                            Newsml1::parse),
                    new DocumentFormat(
                            "NewsML-G2",
                            List.of(
                                    "application/vnd.iptc.g2.newsitem+xml",
                                    "application/vnd.iptc.g2.packageitem+xml",
                                    "application/vnd.iptc.g2.newsmessage+xml"),
                            KnownFormats::isNewsmlG2,
                            NewsmlG2::parse),
                    new DocumentFormat(
                            "WordPress exports (WXR)",
                            List.of("application/xml", "text/xml"),
                            KnownFormats::isWxr,
                            Wxr::parse),
                    new DocumentFormat(
                            "News sitemaps",
                            List.of("application/xml", "text/xml"),
                            opening -> opening.hasRoot("urlset", "sitemapindex"),
                            SitemapParser::parse),
                    new DocumentFormat(
                            "RSS, Atom and RDF",
                            List.of(ArticleFormats.RSS, ArticleFormats.ATOM, ArticleFormats.RDF),
                            KnownFormats::isFeed,
                            FeedParser::articles),
                    new DocumentFormat(
                            "HTML pages",
                            List.of(ArticleFormats.HTML, ArticleFormats.XHTML),
                            KnownFormats::isPage,
                            PageParser::parse));

    private KnownFormats() {}

    private static boolean isFeed(Opening opening) {
        return opening.isMarkup()
                && (opening.hasRoot("rss", "rdf", "feed", "channel")
                        || opening.isSaidToBe(
                                ArticleFormats.RSS, ArticleFormats.ATOM, ArticleFormats.RDF));
    }

    private static boolean isMail(Opening opening) {
        return opening.isSaidToBe(Mail.FORMAT, Mail.MBOX)
                || (opening.mediaType().isEmpty() && MailOpening.recognises(opening.text()));
    }

    /** An attachment may be of any format. */
    private static ParseResult parseMail(byte[] content, Arrival arrival) {
        return Mail.parse(content, arrival, ArticleFormats::parse);
    }

    private static boolean isNitf(Opening opening) {
        return opening.hasRoot("nitf")
                || (opening.isSaidToBe(Nitf.MEDIA_TYPE, Nitf.XML_MEDIA_TYPE) && opening.isMarkup());
    }

    /** Parts of items as well: told what is missing, their sender can help himself. */
    private static boolean isNewsmlG2(Opening opening) {
        return opening.hasRoot("newsitem", "packageitem", "newsmessage")
                || opening.hasRoot("conceptitem", "knowledgeitem", "planningitem", "catalogitem")
                || opening.hasRoot("itemset", "contentset", "contentmeta", "groupset");
    }

    /** An RSS feed with the namespace of WordPress's export, whose items say more than a feed's. */
    private static boolean isWxr(Opening opening) {
        return opening.hasRoot("rss")
                && opening.rootTag()
                        .filter(tag -> tag.contains("wordpress.org/export/"))
                        .isPresent();
    }

    private static boolean isPage(Opening opening) {
        return opening.isSaidToBe(ArticleFormats.HTML, ArticleFormats.XHTML)
                || opening.hasRoot("html", "head", "body", "article", "main", "section", "div")
                || opening.hasRoot("p", "h1", "header", "table", "title", "meta", "link")
                || opening.hasRoot("script", "style", "base", "center", "font", "noscript");
    }
}
