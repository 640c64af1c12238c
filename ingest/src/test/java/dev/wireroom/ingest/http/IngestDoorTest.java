package dev.wireroom.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.Fixtures;
import dev.wireroom.service.http.ApiKeys;
import dev.wireroom.service.http.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP door of ingest as its clients see it, with a wire in memory behind it. */
class IngestDoorTest extends IngestDoorFixture {

    @Test
    void answers202WithWhereTheArticleStands() throws Exception {
        openWithSource();
        HttpResponse<String> answer =
                send("POST", "/v1/articles?source=demo", ARTICLE, "Idempotency-Key", "push-7");
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode receipt = JSON.readTree(answer.body());
        Article article = wire.articles.get(0);
        assertThat(receipt.get("id").asText()).isEqualTo(article.getArticleId());
        assertThat(receipt.get("topic").asText()).isEqualTo("wireroom.articles");
        assertThat(receipt.get("partition").asInt()).isEqualTo(3);
        assertThat(receipt.get("offset").asLong()).isZero();
        assertThat(article.getIdempotencyKey()).isEqualTo("push-7");
        assertThat(article.getLanguage()).isEqualTo("nb");
    }

    @Test
    void waitsForTheAcknowledgement() throws Exception {
        openWithSource();
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        wire.held = acknowledged;
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(
                        request("POST", "/v1/articles?source=demo", ARTICLE),
                        BodyHandlers.ofString());
        await().until(() -> wire.articles.size() == 1);
        assertThat(answer).isNotDone();
        acknowledged.complete(null);
        assertThat(answer.get().statusCode()).isEqualTo(202);
    }

    @Test
    void sendsAWholeBatchBeforeItWaitsForTheFirst() throws Exception {
        openWithSource();
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        wire.held = acknowledged;
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(
                        request(
                                "POST",
                                "/v1/articles?source=demo",
                                "{\"title\": \"a\"}\n{\"title\": \"b\"}\n",
                                "Content-Type",
                                "application/x-ndjson"),
                        BodyHandlers.ofString());
        await().until(() -> wire.articles.size() == 2);
        acknowledged.complete(null);
        assertThat(answer.get().statusCode()).isEqualTo(202);
        assertThat(answer.get().body().lines()).hasSize(2);
    }

    @Test
    void answersEachLineOfABatch() throws Exception {
        openWithSource();
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        "{\"title\": \"a\"}\n{\"title\": 1}\n{oops\n",
                        "Content-Type",
                        "application/x-ndjson");
        assertThat(answer.statusCode()).isEqualTo(207);
        List<String> lines = answer.body().lines().toList();
        assertThat(JSON.readTree(lines.get(0)).get("status").asInt()).isEqualTo(202);
        JsonNode second = JSON.readTree(lines.get(1));
        assertThat(second.get("line").asInt()).isEqualTo(2);
        assertThat(second.at("/problem/field").asText()).isEqualTo("/title");
        assertThat(JSON.readTree(lines.get(2)).get("status").asInt()).isEqualTo(400);
    }

    @Test
    void answersABatchOfWhichNothingWasAcceptedWith422() throws Exception {
        openWithSource();
        HttpResponse<String> answer = send("POST", "/v1/articles?source=demo", "[{\"title\": 1}]");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.iptc.g2.newsmessage+xml, newsml-g2/message-of-a-package-and-its-items, 3",
        "application/vnd.iptc.g2.newsitem+xml, newsml-g2/text-item-with-everything, 1",
        "application/newsml+xml; charset=utf-8, newsml-1.2/two-items-and-an-empty-one, 2",
        "text/vnd.iptc.nitf, nitf/upper-case-tags, 1",
        "application/nitf+xml, nitf/doctype-and-html-entities, 1",
        "application/xml, nitf/killed, 1",
        "text/xml, newsml-1.2/canceled, 1"
    })
    void takesTheXmlOfAgencies(String type, String fixture, int articles) throws Exception {
        openWithSource();
        String document =
                new String(
                        Fixtures.bytes(fixture + ".xml"), java.nio.charset.StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                send("POST", "/v1/articles?source=demo", document, "Content-Type", type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(wire.articles).hasSize(articles);
    }

    @Test
    void tellsByContentWhatHasNoMediaType() throws Exception {
        openWithSource();
        HttpResponse<String> article =
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        "Title\n\nText",
                        "Content-Type",
                        "application/octet-stream");
        assertThat(JSON.readTree(article.body()).get("format").asText()).isEqualTo("text/plain");
        HttpRequest bare =
                HttpRequest.newBuilder(URI.create(door.uri() + "/v1/articles?source=demo"))
                        .POST(BodyPublishers.ofString(ARTICLE + "\n" + ARTICLE + "\n"))
                        .build();
        HttpResponse<String> batch = client.send(bare, BodyHandlers.ofString());
        assertThat(batch.statusCode()).isEqualTo(202);
        assertThat(batch.body().lines()).hasSize(2);
    }

    @Test
    void takesTheSourceFromAHeaderToo() throws Exception {
        openWithSource();
        assertThat(send("POST", "/v1/articles", ARTICLE, "Wireroom-Source", "demo").statusCode())
                .isEqualTo(202);
    }

    @Test
    void withdrawsAnArticle() throws Exception {
        openWithSource();
        assertThat(send("DELETE", "/v1/articles?source=demo&externalId=ferry-1", "").statusCode())
                .isEqualTo(202);
        send("POST", "/v1/articles?source=demo", ARTICLE);
        Article cancellation = wire.articles.get(0);
        assertThat(cancellation.getPublishingStatus()).isEqualTo(PublishingStatus.CANCELED);
        assertThat(cancellation.getArticleId()).isEqualTo(wire.articles.get(1).getArticleId());
        problem(422, send("DELETE", "/v1/articles?source=demo", ""));
    }

    @Test
    void givesAnIdInTheAddressToOneArticleOnly() throws Exception {
        openWithSource();
        HttpResponse<String> one =
                send(
                        "POST",
                        "/v1/articles?source=demo&externalId=memo",
                        "Title\n\nText",
                        "Content-Type",
                        "text/plain");
        assertThat(JSON.readTree(one.body()).get("externalId").asText()).isEqualTo("memo");
        problem(400, send("POST", "/v1/articles?source=demo&externalId=memo", "[" + ARTICLE + "]"));
        assertThat(wire.articles).hasSize(1);
    }

    @Test
    void takesAFeedAsOneArticleForEachItem() throws Exception {
        openWithSource();
        String item = "<item><title>%1$s</title><guid>%1$s</guid></item>";
        String feed = "<rss>" + item.formatted("a") + item.formatted("b") + "</rss>";
        HttpResponse<String> two =
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        feed,
                        "Content-Type",
                        "application/rss+xml");
        assertThat(two.statusCode()).isEqualTo(202);
        assertThat(two.body().lines()).hasSize(2);
        problem(
                422,
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        "<rss></rss>",
                        "Content-Type",
                        "application/rss+xml"));
    }

    @Test
    void saysWhichItemsOfAMessageWereLeftOut() throws Exception {
        openWithSource();
        String message =
                """
                <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
                <newsItem guid="urn:1" version="1"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta>
                <contentMeta><headline>Ferry sails</headline></contentMeta></newsItem>
                <conceptItem guid="urn:2" version="1"/>
                </itemSet></newsMessage>
                """;
        HttpResponse<String> pushed =
                send(
                        "POST",
                        "/v1/articles?source=demo",
                        message,
                        "Content-Type",
                        "application/vnd.iptc.g2.newsmessage+xml");
        assertThat(pushed.statusCode()).isEqualTo(202);
        assertThat(pushed.body()).contains("conceptItem");
    }

    @Test
    void keepsListsAndForgetsSources() throws Exception {
        openWithSource();
        HttpResponse<String> replaced =
                send("PUT", "/v1/sources/demo", "{\"name\": \"Demo\", \"kind\": \"push\"}");
        assertThat(replaced.statusCode()).isEqualTo(200);
        JsonNode listed = JSON.readTree(send("GET", "/v1/sources", "").body());
        assertThat(listed.at("/sources/0/name").asText()).isEqualTo("Demo");
        assertThat(send("GET", "/v1/sources/demo", "").statusCode()).isEqualTo(200);
        problem(422, send("PUT", "/v1/sources/demo", "{\"nmae\": \"x\"}"));
        problem(422, send("PUT", "/v1/sources/No%20Good", ""));
        assertThat(send("DELETE", "/v1/sources/demo", "").statusCode()).isEqualTo(204);
        problem(404, send("GET", "/v1/sources/demo", ""));
        problem(404, send("DELETE", "/v1/sources/demo", ""));
    }

    @Test
    void letsKeysDoWhatTheirRoleAllows() throws Exception {
        Path keys = folder.resolve("keys");
        String operator = ApiKeys.create(keys, "op", Role.OPERATOR, Set.of());
        String producer = ApiKeys.create(keys, "agency", Role.PRODUCER, Set.of("demo"));
        settings.put("ingest.http.keys.file", keys.toString());
        open();
        assertThat(as(null, "PUT", "/v1/sources/demo", "")).isEqualTo(401);
        assertThat(as(producer, "PUT", "/v1/sources/demo", "")).isEqualTo(403);
        assertThat(as(operator, "PUT", "/v1/sources/demo", "")).isEqualTo(201);
        assertThat(as(operator, "PUT", "/v1/sources/other", "")).isEqualTo(201);
        assertThat(as(null, "POST", "/v1/articles?source=demo", ARTICLE)).isEqualTo(401);
        assertThat(as(producer, "POST", "/v1/articles?source=demo", ARTICLE)).isEqualTo(202);
        assertThat(as(producer, "POST", "/v1/articles?source=other", ARTICLE)).isEqualTo(403);
        assertThat(as(producer, "DELETE", "/v1/articles?source=other&externalId=x", ""))
                .isEqualTo(403);
        assertThat(as(producer, "GET", "/v1/sources/other", "")).isEqualTo(403);
        assertThat(as(null, "GET", "/schemas/article.json", "")).isEqualTo(200);
    }
}
