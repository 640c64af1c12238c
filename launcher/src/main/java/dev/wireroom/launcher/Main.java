package dev.wireroom.launcher;

import dev.wireroom.launcher.command.WireroomCommand;
import dev.wireroom.schema.serde.TrustedContracts;

/** The program's entry. */
public final class Main {
    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        TrustedContracts.install();
        int code = WireroomCommand.commandLine().execute(arguments);
        LogTarget.flush();
        System.exit(code);
    }
}
