package dev.wireroom.launcher.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logback's configuration before a command chose another by {@link LogTarget}. Found as a service,
 * so that Logback neither looks for files nor reads XML: that takes longer than most commands.
 */
public final class AlertsAtFirst extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogTarget.alerts(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
