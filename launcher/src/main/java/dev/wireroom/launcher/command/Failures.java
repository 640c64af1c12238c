package dev.wireroom.launcher.command;

import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.service.config.ConfigurationException;
import dev.wireroom.service.http.PortTakenException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what a command threw into a line and an exit code. A stack trace is shown for defects only.
 */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        return switch (thrown) {
            case CannotStartException cannot -> say(err, cannot, ExitCode.CANNOT_START);
            case PortTakenException taken -> say(err, taken, ExitCode.CANNOT_START);
            case ConfigurationException wrong -> say(err, wrong, ExitCode.USAGE);
            case InterruptedException stopped ->
                    say(err, new InterruptedException("stopped"), ExitCode.FAILED);
            case IOException io -> say(err, io, ExitCode.FAILED);
            default -> {
                err.println("wireroom: this is a defect, please report it");
                thrown.printStackTrace(err);
                err.flush();
                yield ExitCode.FAILED;
            }
        };
    }

    private static int say(PrintWriter err, Exception thrown, int code) {
        String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        message.lines().forEach(line -> err.println("wireroom: " + line));
        err.flush();
        return code;
    }
}
