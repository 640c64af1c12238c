package dev.wireroom.schema;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import java.time.Instant;

/** Builds articles for tests. */
final class AnArticle {

    private AnArticle() {}

    static Article titled(String title) {
        Article article =
                Article.newBuilder()
                        .setArticleId(ArticleIds.of("a-source", title))
                        .setSourceId("a-source")
                        .setExternalId(title)
                        .setExternalIdKind(ExternalIdKind.PUBLISHER)
                        .setContentHash("")
                        .setReceivedAt(Instant.parse("2026-11-23T10:00:00Z"))
                        .setTitle(title)
                        .setBody("Body of " + title)
                        .setFormat("test")
                        .build();
        article.setContentHash(ContentHash.of(article));
        return article;
    }
}
