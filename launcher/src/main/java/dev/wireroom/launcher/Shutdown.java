package dev.wireroom.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the main thread end in its own order when the system asks the program to stop (Ctrl-C,
 * SIGTERM).
 *
 * <p>The JVM's exit waits until this is closed, so what is opened after it is closed before the
 * program is gone.
 */
public final class Shutdown implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::holdExit, "shutdown");
    private final Object guard = new Object();
    private @Nullable Thread interruptible;

    private Shutdown() {}

    /** From now on the program ends by {@link #await} returning. */
    public static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    /** Runs something long on this thread that a request to stop shall interrupt. */
    public <T> T interruptibly(Callable<T> work) throws Exception {
        synchronized (guard) {
            interruptible = Thread.currentThread();
        }
        try {
            return work.call();
        } finally {
            synchronized (guard) {
                interruptible = null;
            }
            // a request that came too late to interrupt the work must not interrupt what follows it
            Thread.interrupted();
        }
    }

    /** Blocks until the program is asked to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /**
     * Blocks until the program is asked to stop or something fails for good.
     *
     * @param failure asked now and then; must answer at once
     * @return the failure; empty where the program was asked to stop
     */
    public Optional<String> awaitUnless(Supplier<Optional<String>> failure)
            throws InterruptedException {
        Optional<String> failed = failure.get();
        while (failed.isEmpty() && !asked.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            failed = failure.get();
        }
        return failed;
    }

    /** Whether it has been asked. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    @Override
    public void close() {
        finished.countDown();
        if (!isAsked()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException exitHasBegun) {
                asked.countDown();
            }
        }
    }

    private void holdExit() {
        asked.countDown();
        synchronized (guard) {
            if (interruptible != null) {
                interruptible.interrupt();
            }
        }
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
