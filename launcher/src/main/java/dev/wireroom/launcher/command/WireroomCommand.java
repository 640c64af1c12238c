package dev.wireroom.launcher.command;

import dev.wireroom.launcher.allinone.Services;
import dev.wireroom.launcher.allinone.WireService;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wireroom}: what there is to do. */
@Command(
        name = "wireroom",
        description = "A self-hosted news wire on Apache Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = WireroomCommand.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something was refused, did not arrive, or broke",
            "2:the command line or a setting is wrong",
            "3:a port, a directory or a part that is needed is not to be had",
            "130:ended cleanly by Ctrl-C (143: by SIGTERM)"
        },
        footerHeading = "%nTo begin with:%n",
        footer = {
            "  wireroom demo                                     see the whole line at work",
            "  wireroom up                                       run it, with its data in ./data",
            "  wireroom push --source mine --create-source FILE  send an article",
            "  wireroom tail enriched -f                         watch what comes out",
            "",
            "Settings are given by --set key=value, by variables (WIREROOM_INGEST_HTTP_PORT) or by"
                    + " --config FILE;",
            "'wireroom config' lists them. 'wireroom generate-completion' makes completions for"
                    + " bash and zsh."
        })
public final class WireroomCommand implements Runnable {
    @Spec private CommandSpec spec;

    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("up", UpCommand::new);
        commands.put("push", PushCommand::new);
        commands.put("sources", SourcesCommand::new);
        commands.put("parse", ParseCommand::new);
        commands.put("annotate", AnnotateCommand::new);
        commands.put("tail", TailCommand::new);
        commands.put("topics", TopicsCommand::new);
        commands.put("ledger", LedgerCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("shadow", ShadowCommand::new);
        commands.put("rebuild", RebuildCommand::new);
        commands.put("keys", KeysCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("prepare-fast-start", PrepareFastStartCommand::new);
        for (WireService service : Services.ALL) {
            commands.put(service.name(), () -> ServiceCommand.of(service));
        }
        return commands;
    }

    /**
     * The command line that executes these arguments: of all subcommands only the one they name,
     * where they name one, since reading the annotations of all takes longer than many of them run.
     */
    public static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new WireroomCommand());
        String first = arguments.length == 0 ? "" : arguments[0];
        COMMANDS.forEach(
                (name, command) -> {
                    if (first.equals(name) || !COMMANDS.containsKey(first)) {
                        line.addSubcommand(name, command.get());
                    }
                });
        if (!COMMANDS.containsKey(first)) {
            line.addSubcommand(new GenerateCompletion());
        }
        CommandLine completion = line.getSubcommands().get("generate-completion");
        if (completion != null) {
            completion.getCommandSpec().usageMessage().hidden(true);
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(new Failures());
        line.setParameterExceptionHandler(
                (e, rest) -> {
                    PrintWriter err = e.getCommandLine().getErr();
                    err.println("wireroom: " + e.getMessage());
                    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
                    err.println(
                            "See '%s --help'."
                                    .formatted(
                                            e.getCommandLine().getCommandSpec().qualifiedName()));
                    return ExitCode.USAGE;
                });
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = WireroomCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "wireroom " + (version == null ? "(unpackaged)" : version),
                "Kafka "
                        + org.apache.kafka.common.utils.AppInfoParser.getVersion()
                        + ", Java "
                        + Runtime.version()
            };
        }
    }
}
