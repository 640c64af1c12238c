package dev.wireroom.ingest.http;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.wire.Receipt;
import dev.wireroom.service.http.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of one article of a push. */
sealed interface PushOutcome {

    /** What an HTTP request with this article alone would have been answered. */
    int status();

    /** The line about it in the answer to a batch. */
    Map<String, Object> line();

    /** Of an article, what its receipt repeats. */
    record Sent(
            String articleId,
            String sourceId,
            String externalId,
            String contentHash,
            String format,
            List<ParseWarning> warnings) {

        static Sent of(Article article) {
            return new Sent(
                    article.getArticleId(),
                    article.getSourceId(),
                    article.getExternalId(),
                    article.getContentHash(),
                    article.getFormat(),
                    article.getWarnings());
        }
    }

    /** It is in the log of record. */
    record Accepted(int number, Sent sent, Receipt receipt) implements PushOutcome {
        @Override
        public int status() {
            return 202;
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", sent.articleId());
            json.put("source", sent.sourceId());
            json.put("externalId", sent.externalId());
            json.put("topic", receipt.topic());
            json.put("partition", receipt.partition());
            json.put("offset", receipt.offset());
            json.put("timestamp", receipt.timestamp().toString());
            json.put("contentHash", sent.contentHash());
            json.put("format", sent.format());
            json.put("warnings", sent.warnings().stream().map(Accepted::warning).toList());
            return json;
        }

        @Override
        public Map<String, Object> line() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("line", number);
            line.put("status", status());
            line.putAll(json());
            return line;
        }

        private static Map<String, Object> warning(ParseWarning warning) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("code", warning.getCode());
            if (warning.getField() != null) {
                json.put("field", warning.getField());
            }
            json.put("message", warning.getMessage());
            return json;
        }
    }

    /** It is not, or not surely, in the log of record. */
    record Refused(int number, Problem problem) implements PushOutcome {
        @Override
        public int status() {
            return problem.status();
        }

        @Override
        public Map<String, Object> line() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("line", number);
            line.put("status", status());
            line.put("problem", problem);
            return line;
        }
    }

    /** The answer for faults in what was sent: 400 where it can't be read at all, else 422. */
    static Refused refused(int number, ParseResult.Refused refused) {
        Fault first = refused.first();
        int status = first.code().equals("malformed-json") ? 400 : 422;
        Problem problem =
                Problem.of(status, first.code(), "The article was refused", first.message())
                        .withField(first.field())
                        .withValue(first.value())
                        .withFix(first.fix());
        if (refused.faults().size() > 1) {
            problem = problem.with("faults", refused.faults());
        }
        return new Refused(number, problem);
    }

    /** The answer for an article that Kafka did not take. */
    static Refused failed(int number, Throwable failure) {
        if (failure instanceof RecordTooLargeException) {
            return new Refused(
                    number,
                    Problem.of(
                                    413,
                                    "article-too-large",
                                    "Article too large",
                                    "The article is larger than Kafka takes.")
                            .withFix("send less text, or raise max.message.bytes of the topic"));
        }
        Logger log = LoggerFactory.getLogger(PushOutcome.class);
        log.warn("an article was not acknowledged: {}", failure.toString());
        return new Refused(
                number,
                WireGate.unavailable("Kafka did not acknowledge the article in time.").problem());
    }

    /**
     * The status of a batch: 202 where all were accepted, 207 where some were; where none was, 503
     * if Kafka was in the way of any, else 422.
     */
    static int overallStatus(List<PushOutcome> outcomes) {
        long accepted = outcomes.stream().filter(Accepted.class::isInstance).count();
        if (accepted == outcomes.size()) {
            return 202;
        }
        if (accepted > 0) {
            return 207;
        }
        return outcomes.stream().anyMatch(outcome -> outcome.status() == 503) ? 503 : 422;
    }
}
