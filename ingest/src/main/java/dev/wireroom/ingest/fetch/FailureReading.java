package dev.wireroom.ingest.fetch;

import dev.wireroom.ingest.fetch.FetchResult.Cause;
import dev.wireroom.ingest.fetch.FetchResult.Failed;
import dev.wireroom.ingest.fetch.FetchResult.Reason;
import dev.wireroom.service.net.WebAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** Makes a result, with what a person can do about it, of an exchange that broke off. */
final class FailureReading {

    private final FetchConfig config;

    FailureReading(FetchConfig config) {
        this.config = config;
    }

    /**
     * Reads what went wrong.
     *
     * @param last what a server said before, on the way through redirects
     */
    FetchResult read(IOException failure, WebAddress address, Optional<WebResponse> last) {
        String host = address.host();
        return switch (failure) {
            case GuardedAddressException guarded ->
                    new FetchResult.Rejected(
                            Reason.GUARDED_ADDRESS,
                            last,
                            ("%s is not asked: %s. If the feed is really on your own network, allow"
                                 + " the network with ingest.fetch.allowed.private.networks.")
                                    .formatted(address.origin(), guarded.getMessage()));
            case UnknownHostException unknown ->
                    failed(
                            Cause.DNS,
                            last,
                            ("the name %s could not be looked up (%s). Check its spelling; if it is"
                                 + " right, the site or this machine's name server is down.")
                                    .formatted(host, unknown.getMessage()));
            case DeadlineException late ->
                    failed(
                            Cause.TIMEOUT,
                            last,
                            ("%s took longer than %s. It is tried again; if it is always that slow,"
                                            + " raise ingest.fetch.total.timeout.ms.")
                                    .formatted(address, seconds(config.totalTimeout())));
            case TooLargeException large ->
                    failed(
                            Cause.TOO_LARGE,
                            last,
                            ("%s: %s. If this is a document you want, raise"
                                            + " ingest.fetch.feed.max.bytes, page.max.bytes or"
                                            + " max.decompression.ratio.")
                                    .formatted(address, large.getMessage()));
            case BadEncodingException bad ->
                    failed(
                            Cause.BAD_ENCODING,
                            last,
                            "%s: %s. It is tried again; if it stays so, tell the publisher."
                                    .formatted(address, bad.getMessage()));
            case SSLException tls -> failed(Cause.TLS, last, tls(tls, host, address.port()));
            case ConnectTimeoutException slow -> failed(Cause.CONNECT, last, unreachable(address));
            case ConnectionRequestTimeoutException busy ->
                    failed(
                            Cause.TIMEOUT,
                            last,
                            ("no connection to %s came free in time. It is tried again; if that"
                                            + " happens often, raise ingest.fetch.max.in.flight.")
                                    .formatted(host));
            case SocketTimeoutException silent ->
                    failed(
                            Cause.TIMEOUT,
                            last,
                            ("%s said nothing for %s. It is tried again; if it is always that slow,"
                                            + " raise ingest.fetch.read.timeout.ms.")
                                    .formatted(address, seconds(config.readTimeout())));
            case ConnectException refused -> failed(Cause.CONNECT, last, unreachable(address));
            case NoRouteToHostException none -> failed(Cause.CONNECT, last, unreachable(address));
            default -> failed(Cause.PROTOCOL, last, protocol(failure, address));
        };
    }

    private static String unreachable(WebAddress address) {
        return "%s port %d can't be reached: nothing answers there. It is tried again; if it stays so, check the address in a browser."
                .formatted(address.host(), address.port());
    }

    private static String protocol(IOException failure, WebAddress address) {
        if (has(failure, MessageConstraintException.class)) {
            return "%s answers with more or longer headers than any client takes. Tell the publisher."
                    .formatted(address);
        }
        String said = Optional.ofNullable(failure.getMessage()).orElse("no reason given");
        return "the answer of %s broke off or is no HTTP (%s). It is tried again; if it stays so, tell the publisher."
                .formatted(address, said);
    }

    private static String tls(SSLException failure, String host, int port) {
        String said = messages(failure);
        if (has(failure, CertificateExpiredException.class)) {
            return "the certificate of %s has expired. The publisher has to renew it; until then"
                            .formatted(host)
                    + " only an http:// address, if there is one, can be polled.";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "the certificate of %s is not valid yet. Check this machine's clock first, then tell the publisher."
                    .formatted(host);
        }
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return "the certificate is for another name than %s. Use the name that it is for (a browser shows it), or tell the publisher."
                    .formatted(host);
        }
        if (said.contains("unable to find valid certification path")
                || said.contains("PKIX path")) {
            return "the certificate of %s is signed by nobody this machine trusts, or its chain is incomplete. Tell the publisher; for a server of your own, add its authority to the JVM's trust store (-Djavax.net.ssl.trustStore)."
                    .formatted(host);
        }
        if (said.contains("Unsupported or unrecognized SSL message")) {
            return "%s speaks no TLS at port %d. Try the address with http://."
                    .formatted(host, port);
        }
        return "no secure connection to %s (%s). It is tried again; if it stays so, tell the publisher."
                .formatted(host, said);
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        int depth = 0;
        for (@Nullable Throwable t = failure; t != null && depth++ < 8; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && messages.indexOf(message) < 0) {
                messages.append(messages.isEmpty() ? "" : ": ").append(message);
            }
        }
        return messages.toString();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        int depth = 0;
        for (@Nullable Throwable t = failure; t != null && depth++ < 8; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1_000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }

    private static Failed failed(Cause cause, Optional<WebResponse> last, String explanation) {
        return new Failed(cause, last, explanation, Optional.empty());
    }
}
