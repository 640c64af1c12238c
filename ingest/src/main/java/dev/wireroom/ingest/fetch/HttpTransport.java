package dev.wireroom.ingest.fetch;

import dev.wireroom.service.net.WebAddress;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One request and its answer over HTTP/1.1, bounded in every direction: no redirects, no cookies,
 * nothing remembered from one request to the next but open connections. Thread-safe.
 *
 * <p>Each exchange runs on a virtual thread of its own, and the caller waits for it no longer than
 * it has time: a server that sends a byte now and then can stretch every timeout of a socket, but
 * not this wait.
 */
final class HttpTransport implements AutoCloseable {

    /**
     * What came back.
     *
     * @param headers by name in lower case
     * @param body of a 2xx the whole, else the beginning
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    record Answer(int status, Map<String, List<String>> headers, byte[] body, long receivedBytes) {

        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private static final int MAX_HEADERS = 200;
    private static final int MAX_LINE = 16 * 1024;

    /** As much of an error page as is read to see whose it is. */
    private static final int ERROR_PAGE_BYTES = 16 * 1024;

    /** Polls of one host are minutes apart; a connection is kept for the next redirect or page. */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(10);

    private final CloseableHttpClient client;
    private final GuardedResolver resolver;

    HttpTransport(FetchConfig config, GuardedResolver resolver, SSLContext tls) {
        this.resolver = resolver;
        this.client =
                HttpClients.custom()
                        .setConnectionManager(connections(config, resolver, tls))
                        .setUserAgent(config.userAgent())
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(
                                                timeout(config.connectTimeout()))
                                        .setResponseTimeout(timeout(config.readTimeout()))
                                        .setConnectionKeepAlive(KEEP_ALIVE)
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableContentCompression()
                        .disableAuthCaching()
                        .setRetryStrategy(new StaleConnectionRetry())
                        .disableConnectionState()
                        .evictIdleConnections(KEEP_ALIVE)
                        .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            FetchConfig config, GuardedResolver resolver, SSLContext tls) {
        ClientTlsStrategyBuilder strategy = ClientTlsStrategyBuilder.create().setSslContext(tls);
        strategy.setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN);
        Timeout connect = timeout(config.connectTimeout());
        Timeout read = timeout(config.readTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(strategy.buildClassic())
                .setMaxConnTotal(config.maxInFlight())
                .setMaxConnPerRoute(config.hostMaxInFlight())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(read)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(
                                        Http1Config.custom()
                                                .setMaxHeaderCount(MAX_HEADERS)
                                                .setMaxLineLength(MAX_LINE)
                                                .setMaxEmptyLineCount(4)
                                                .build())
                                // bytes as they are, so that an ETag comes back as it came
                                .charCodingConfig(
                                        CharCodingConfig.custom()
                                                .setCharset(StandardCharsets.ISO_8859_1)
                                                .setMalformedInputAction(CodingErrorAction.REPLACE)
                                                .setUnmappableInputAction(CodingErrorAction.REPLACE)
                                                .build())
                                .build())
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    /**
     * Asks once.
     *
     * @param within how long it may take, all in all
     * @throws IOException for whatever goes wrong: see {@link FailureReading}
     */
    Answer get(WebAddress address, Map<String, String> headers, BodyLimits limits, Duration within)
            throws IOException, InterruptedException {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", address.uri());
        request.setScheme(address.scheme());
        request.setAuthority(new URIAuthority(address.host(), explicitPort(address)));
        request.setPath(address.target());
        headers.forEach(request::setHeader);
        return await(request, new FutureTask<>(() -> exchange(address, request, limits)), within);
    }

    private static Answer await(
            HttpUriRequestBase request, FutureTask<Answer> exchange, Duration within)
            throws IOException, InterruptedException {
        Thread worker = Thread.ofVirtual().name("fetch-exchange").start(exchange);
        boolean over = false;
        try {
            Answer answer = exchange.get(within.toNanos(), TimeUnit.NANOSECONDS);
            over = true;
            return answer;
        } catch (ExecutionException e) {
            over = true;
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a bug in the exchange", e.getCause());
        } catch (TimeoutException e) {
            throw new DeadlineException();
        } finally {
            if (!over) {
                request.cancel(); // closes the connection
                worker.interrupt();
            }
        }
    }

    private Answer exchange(WebAddress address, HttpUriRequestBase request, BodyLimits limits)
            throws IOException {
        HttpHost host = new HttpHost(address.scheme(), address.host(), address.port());
        ClassicHttpResponse response = client.executeOpen(host, request, null);
        try {
            return answer(response, limits);
        } finally {
            // A connection whose body was read to its end is back in the pool by now. Any other is
            // dropped: to close its stream would first read what is left, be it a terabyte.
            request.cancel();
            closeQuietly(response);
        }
    }

    private static Answer answer(ClassicHttpResponse response, BodyLimits limits)
            throws IOException {
        int status = response.getCode();
        Map<String, List<String>> headers = headers(response);
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(status, headers, new byte[0], 0);
        }
        boolean success = status / 100 == 2;
        if (success && entity.getContentLength() > limits.maxBytes() && !limits.cut()) {
            throw new TooLargeException(
                    "the document is %d bytes long and at most %d are taken"
                            .formatted(entity.getContentLength(), limits.maxBytes()));
        }
        BodyReader reader = new BodyReader(entity.getContent(), limits);
        List<String> codings = headers.getOrDefault("content-encoding", List.of());
        byte[] body = success ? reader.read(codings) : errorPage(reader, codings);
        return new Answer(status, headers, body, reader.receivedBytes());
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException ignored) {
            // it was read, or given up
        }
    }

    /** The status matters; a broken page below it does not. */
    private static byte[] errorPage(BodyReader reader, List<String> codings) {
        try {
            return reader.readStart(codings, ERROR_PAGE_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(
                            header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return headers;
    }

    /** The usual port is not named in the Host header. */
    private static int explicitPort(WebAddress address) {
        boolean usual = address.port() == (address.secure() ? 443 : 80);
        return usual ? -1 : address.port();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        resolver.close();
    }
}
