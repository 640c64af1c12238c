package dev.wireroom.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the program's log goes. Settled by a command before it starts anything. */
public final class LogTarget {

    private static final String TIME = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSX\", UTC}";
    private static final String STANDARD_ERROR = "System.err";
    private static final FileSize LARGEST_FILE = new FileSize(20 * FileSize.MB_COEFFICIENT);
    private static final int OLDER_FILES = 5;

    private LogTarget() {}

    /**
     * Only what went wrong, on standard error: before a command chose, and for commands that end by
     * themselves.
     */
    static void alerts() {
        alerts(emptied());
    }

    static void alerts(LoggerContext context) {
        configure(
                context,
                standardError(
                        context,
                        "%replace(%replace(%level){'WARN', 'warn'}){'ERROR', 'error'}: %msg%n"),
                Level.WARN,
                Map.of("org.apache.kafka.clients", Level.ERROR));
    }

    /** What is logged by java.util.logging goes where the rest goes, from now on. */
    public static void bridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Our own lines and others' warnings on standard error: for a command that runs on. */
    public static void console() {
        LoggerContext context = emptied();
        OutputStreamAppender<ILoggingEvent> appender =
                standardError(
                        context,
                        TIME + " %-5level %logger{0} - %msg%n%ex{full, org.junit, java.base}");
        configure(
                context,
                appender,
                Level.WARN,
                Map.of(
                        "dev.wireroom", Level.INFO,
                        // a broker's normal start and stop, a client's normal reconnects
                        "kafka", Level.ERROR,
                        "org.apache.kafka", Level.ERROR,
                        "state.change.logger", Level.ERROR,
                        "org.flywaydb", Level.ERROR,
                        "io.zonky", Level.ERROR,
                        "com.zaxxer.hikari", Level.ERROR));
    }

    /** Everything into a file, nothing on the terminal: for the all-in-one. */
    public static void file(Path file) {
        LoggerContext context = emptied();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(file.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMaxIndex(OLDER_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(context);
        full.setMaxFileSize(LARGEST_FILE);
        full.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(full);
        configure(
                context,
                writing(context, appender, TIME + " %-5level [%t] %logger{1} - %msg%n"),
                Level.INFO,
                Map.of(
                        "kafka", Level.WARN,
                        "org.apache.kafka", Level.WARN,
                        // a dozen lines a commit
                        "org.apache.iceberg", Level.WARN,
                        "state.change.logger", Level.ERROR));
    }

    /** Writes out what is still to be written; the last thing before the program ends. */
    public static void flush() {
        context().stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static LoggerContext emptied() {
        LoggerContext context = context();
        context.reset();
        return context;
    }

    private static OutputStreamAppender<ILoggingEvent> standardError(
            LoggerContext context, String pattern) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget(STANDARD_ERROR);
        return writing(context, appender, pattern);
    }

    private static OutputStreamAppender<ILoggingEvent> writing(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static void configure(
            LoggerContext context,
            Appender<ILoggingEvent> appender,
            Level rest,
            Map<String, Level> levels) {
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(rest);
        root.addAppender(appender);
        levels.forEach((name, level) -> context.getLogger(name).setLevel(level));
    }
}
