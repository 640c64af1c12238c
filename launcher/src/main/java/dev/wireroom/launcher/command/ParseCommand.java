package dev.wireroom.launcher.command;

import dev.wireroom.contract.ArrivalWay;
import dev.wireroom.contract.Article;
import dev.wireroom.contract.ExternalIdKind;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.contract.Provenance;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.detect.ArticleFormats;
import dev.wireroom.ingest.format.detect.ParsedItem;
import dev.wireroom.ingest.format.json.ArticleJson;
import dev.wireroom.launcher.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wireroom parse}: what would be published, without a broker. */
@Command(
        name = "parse",
        description = {
            "Print what files would be published as.",
            "One article a line, as JSON. Needs no broker. The format is told by content.",
            "A document that would be refused is told on standard error, and the exit code is 1; so"
                    + " is what was doubtful about a document as a whole."
        })
final class ParseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private InputFiles input;

    @Option(
            names = "--source",
            paramLabel = "ID",
            defaultValue = "demo",
            description =
                    "the source they come from: part of an article's identity (default:"
                            + " ${DEFAULT-VALUE})")
    private String source;

    @Option(
            names = "--as",
            paramLabel = "MEDIA-TYPE",
            description =
                    "take them as sent with this media type, e.g. text/plain or message/rfc822")
    private @Nullable String mediaType;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "the charset that the sender named; text that is UTF-8 is read as UTF-8")
    private @Nullable String charset;

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "the address they were read from, at which relative links start")
    private @Nullable String base;

    @Option(
            names = {"-s", "--summary"},
            description = "for people: a block an article instead of a line of JSON, and a count")
    private boolean summary;

    @Option(
            names = {"-w", "--warnings"},
            description =
                    "tell the warnings of each article on standard error as well; the JSON and the"
                            + " summary have them in any case")
    private boolean warnings;

    @Option(
            names = "--formats",
            description = "list the formats that are read, and need no file",
            help = true)
    private boolean formats;

    private int articles;
    private int refused;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (formats) {
            ArticleFormats.names().forEach(out::println);
            out.flush();
            return ExitCode.DONE;
        }
        Arrival arrival = arrival();
        List<String> files = input.expanded();
        for (String file : files) {
            parse(InputFiles.read(file), arrival, out, err);
        }
        if (summary) {
            out.printf(
                    "%s from %s%s%n",
                    counted(articles, "article"),
                    counted(files.size(), "file"),
                    refused == 0 ? "" : ", " + counted(refused, "document") + " refused");
        }
        out.flush();
        err.flush();
        return refused == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void parse(InputFiles.Content file, Arrival arrival, PrintWriter out, PrintWriter err) {
        List<ParsedItem> items = ArticleFormats.parseEach(file.bytes(), arrival);
        for (ParsedItem item : items) {
            String where = items.size() > 1 ? file.name() + " item " + item.number() : file.name();
            switch (item.result()) {
                case ParseResult.Parsed parsed -> {
                    parsed.warnings().forEach(warning -> err.println(line(where, warning)));
                    if (parsed.articles().isEmpty()) {
                        err.println(where + ": no article in it");
                    }
                    parsed.articles()
                            .forEach(
                                    article -> {
                                        article.setProvenance(from(file.name(), article));
                                        print(article, where, out, err);
                                    });
                }
                case ParseResult.Refused rejected -> {
                    refused++;
                    rejected.faults().forEach(fault -> err.println(where + ": " + line(fault)));
                }
            }
        }
    }

    private static Provenance from(String file, Article article) {
        boolean own = article.getExternalIdKind() == ExternalIdKind.PUBLISHER;
        return new Provenance(
                article.getSourceId(),
                ArrivalWay.FILE,
                file,
                own ? article.getExternalId() : null,
                article.getReceivedAt());
    }

    private void print(Article article, String where, PrintWriter out, PrintWriter err) {
        articles++;
        out.println(
                summary ? ArticleSummary.of(article, Style.ofOutput()) : ArticleJson.line(article));
        if (warnings && !summary) {
            article.getWarnings().forEach(warning -> err.println(line(where, warning)));
        }
    }

    private Arrival arrival() {
        Arrival arrival = Arrival.from(source, Instant.now()).withCharset(charset());
        String address = base;
        if (address != null) {
            URI location =
                    CanonicalUrl.parse(address)
                            .orElseThrow(
                                    () -> usage("--base", address, "an http or https address"));
            arrival = arrival.at(location);
        }
        return mediaType == null ? arrival : arrival.as(mediaType());
    }

    private String mediaType() {
        String bare = String.valueOf(mediaType).replaceFirst(";.*", "").strip();
        if (!bare.matches("[\\w.+-]+/[\\w.+-]+")) {
            throw usage("--as", bare, "a media type, such as text/html");
        }
        return bare.toLowerCase(Locale.ROOT);
    }

    private Optional<Charset> charset() {
        if (charset == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw usage("--charset", charset, "a charset, such as UTF-8 or windows-1252");
        }
    }

    private ParameterException usage(String option, String value, String wanted) {
        return new ParameterException(
                spec.commandLine(), "%s: '%s' is not %s".formatted(option, value, wanted));
    }

    private static String line(String where, ParseWarning warning) {
        String field = warning.getField() == null ? "" : warning.getField();
        String at = field.isEmpty() ? "" : field + ": ";
        return "%s: warning: %s%s (%s)"
                .formatted(where, at, warning.getMessage(), warning.getCode());
    }

    private static String line(Fault fault) {
        String value = fault.value().isEmpty() ? "" : " = " + fault.value();
        String at = fault.field().isEmpty() ? "" : fault.field() + value + ": ";
        return at + fault.message() + " " + fault.fix();
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
