package dev.wireroom.launcher.command;

/** What the program's exit status means; the same for every command. */
public final class ExitCode {
    public static final int DONE = 0;

    /** Something was refused, or did not arrive, or broke; what, was printed. */
    public static final int FAILED = 1;

    /** The command line or a setting is wrong. */
    public static final int USAGE = 2;

    /** A port, a directory or a part that is needed is not to be had. */
    public static final int CANNOT_START = 3;

    private ExitCode() {}
}
