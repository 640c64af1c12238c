package dev.wireroom.ingest.fetch;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Asks again, once, where a server closed a connection that it had kept open just when it was used
 * again: it has not seen the request. Nothing else is asked twice here; that is the poller's
 * business. Stateless.
 */
final class StaleConnectionRetry implements HttpRequestRetryStrategy {

    @Override
    public boolean retryRequest(
            HttpRequest request, IOException failure, int tried, HttpContext context) {
        EndpointDetails connection = HttpClientContext.cast(context).getEndpointDetails();
        boolean usedBefore = connection != null && connection.getResponseCount() > 0;
        boolean unanswered =
                failure instanceof NoHttpResponseException || failure instanceof SocketException;
        return tried == 1 && usedBefore && unanswered && !Thread.currentThread().isInterrupted();
    }

    @Override
    public boolean retryRequest(HttpResponse response, int tried, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int tried, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
