package dev.wireroom.launcher;

import dev.wireroom.launcher.command.WireroomCommand;
import dev.wireroom.launcher.log.LogTarget;
import dev.wireroom.schema.serde.TrustedContracts;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {
    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        LogTarget.bridge();
        TrustedContracts.install();
        CommandLine line = WireroomCommand.commandLine(arguments);
        int code = line.execute(arguments);
        // it does not flush by itself, and not every command does
        line.getOut().flush();
        LogTarget.flush();
        System.exit(code);
    }
}
