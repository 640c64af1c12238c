package dev.wireroom.ingest.fetch;

import dev.wireroom.service.net.AddressGuard;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up and hands on only the addresses that the guard has nothing against. The client
 * connects to what this returns and looks nothing up itself, so a name server that changes its mind
 * afterwards (DNS rebinding) changes nothing. Thread-safe; owns its threads until closed.
 *
 * <p>Lookups run on threads of their own, as they block in native code, which would hold a virtual
 * thread's carrier and can't be interrupted.
 */
final class GuardedResolver implements DnsResolver, AutoCloseable {

    /** Where names are looked up. */
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private static final int THREADS = 32;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Each address is tried in turn; a host with more of them is up or it is not. */
    private static final int MAX_ADDRESSES = 4;

    private final Names names;
    private final AddressGuard guard;
    private final Duration patience;
    private final ThreadPoolExecutor lookups;

    GuardedResolver(Names names, AddressGuard guard, Duration patience) {
        this.names = names;
        this.guard = guard;
        this.patience = patience;
        this.lookups =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE.toMillis(),
                        TimeUnit.MILLISECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("fetch-dns-", 0).factory());
        lookups.allowCoreThreadTimeOut(true);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> permitted = new ArrayList<>();
        String objection = host + " has no address";
        for (InetAddress address : lookUp(host)) {
            String against = guard.objectionTo(address).orElse("");
            if (against.isEmpty()) {
                permitted.add(address);
            } else {
                objection = against;
            }
        }
        if (permitted.isEmpty()) {
            throw new GuardedAddressException(objection);
        }
        return permitted.stream().limit(MAX_ADDRESSES).toArray(InetAddress[]::new);
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> lookup = lookups.submit(() -> names.resolve(host));
        try {
            return lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unknown("no name server answered within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw unknown("the lookup failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted", new InterruptedIOException());
        } finally {
            lookup.cancel(false);
        }
    }

    private static UnknownHostException unknown(String why, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(why);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
