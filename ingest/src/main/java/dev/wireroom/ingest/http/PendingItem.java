package dev.wireroom.ingest.http;

import dev.wireroom.contract.Article;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.wire.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One item of a push on its way to its outcome. */
record PendingItem(CompletableFuture<PushOutcome> outcome) {

    static PendingItem refused(int number, ParseResult.Refused refused) {
        return new PendingItem(
                CompletableFuture.completedFuture(PushOutcome.refused(number, refused)));
    }

    static PendingItem sent(int number, Article article, CompletableFuture<Receipt> receipt) {
        // not the article itself: its text need not wait for the answer
        PushOutcome.Sent sent = PushOutcome.Sent.of(article);
        return new PendingItem(
                receipt.handle(
                        (stands, failure) ->
                                failure == null
                                        ? new PushOutcome.Accepted(number, sent, stands)
                                        : PushOutcome.failed(number, unwrapped(failure))));
    }

    /** Waits until Kafka has it safe or has given up, which the publish timeout bounds. */
    PushOutcome await() {
        return outcome.join();
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
