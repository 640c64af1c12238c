package dev.wireroom.ingest.format.page;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Fault;
import java.util.List;
import java.util.Optional;

/** What a sitemap lists: pages of the site, or further sitemaps. */
public sealed interface SitemapDocument {

    /** Pages, as a news sitemap or a plain one lists them. */
    record Pages(List<Page> pages, List<ParseWarning> warnings) implements SitemapDocument {
        public Pages {
            pages = List.copyOf(pages);
            warnings = List.copyOf(warnings);
        }
    }

    /** Further sitemaps. */
    record Index(List<Child> children, List<ParseWarning> warnings) implements SitemapDocument {
        public Index {
            children = List.copyOf(children);
            warnings = List.copyOf(warnings);
        }
    }

    /** The bytes are no sitemap. */
    record Unreadable(Fault fault) implements SitemapDocument {}

    /**
     * A page of the site.
     *
     * @param location its address, absolute
     * @param lastModified when the site says it last changed
     * @param news what a news sitemap says about it; empty in a plain one
     * @param images addresses of its images
     */
    record Page(
            String location,
            Optional<NewsTime> lastModified,
            Optional<News> news,
            List<String> images) {
        public Page {
            images = List.copyOf(images);
        }
    }

    /**
     * The fields of a news sitemap.
     *
     * @param language as the site gives it: a BCP 47 tag, or a code of ISO 639
     */
    record News(
            Optional<String> title,
            Optional<NewsTime> published,
            Optional<String> publication,
            Optional<String> language,
            List<String> keywords) {
        public News {
            keywords = List.copyOf(keywords);
        }
    }

    /** A sitemap that an index lists. */
    record Child(String location, Optional<NewsTime> lastModified) {}
}
