package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.TextCleaner;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Wire text with the message header of IPTC 7901 or its American sister ANPA 1312: control
 * characters around a header line (source and number, priority, category, words), key words, the
 * text and the group of day and time that ends it.
 *
 * <pre>
 * SOH dpa0123 3 pl 210 dpa 0456        SOH a0123----- / u i BC-Kenya-Floods  11-03 0573
 * Kenya/Floods/                         STX ^BC-Kenya-Floods,573&lt;
 * STX Floods cut off the coast          ^Floods cut off the coast&lt;
 * By Jane Doe =                         ^By JANE DOE=
 * Nairobi (dpa) - …                     TAB NAIROBI, Kenya (AP) _ …
 * ETX 031259 Nov 26                     ETX AP-WF-11-03-26 1259GMT
 * </pre>
 *
 * <p>Sources: IPTC 7901 (The IPTC recommended message format), ANPA 1312.
 */
final class Iptc7901 {

    static final String IPTC_FORMAT = "iptc7901";
    static final String ANPA_FORMAT = "anpa1312";

    private static final String SOH = "\u0001";
    private static final String STX = "\u0002";
    private static final String ETX = "\u0003";

    private static final int LOOKED_AT_CHARS = 400;
    private static final int MAX_URGENCY = 8;
    private static final int SUMMARY_MIN_CHARS = 100;
    private static final int HEAD_MAX_CHARS = 300;

    /** dpa0123 3 pl 210 dpa 0456: source and number, priority, category, words, other. */
    private static final Pattern IPTC_HEADER =
            Pattern.compile(
                    "\\s*([a-zA-Z]{2,8})(\\d{3,5}) +([0-9A-Za-z]) +([a-zA-Z]{1,4}) +(\\d{1,6})\\b"
                            + "([^\\n]{0,80})");

    /** u i BC-Kenya-Floods 11-03 0573: priority, category, key words, date, words. */
    private static final Pattern ANPA_HEADER =
            Pattern.compile(
                    "([a-z]) ([a-z]) ?(?:[A-Z]{2}-)?([A-Za-z][^\\n]{1,60}?) +(\\d\\d)-(\\d\\d)"
                            + " +(\\d{4})");

    private static final Pattern ANPA_NUMBER = Pattern.compile("\\s*([a-zA-Z])(\\d{4})[^\\n]*");

    private static final Pattern RULE = Pattern.compile("\\*(?: ?\\*){2,}");
    private static final String NOT_FOR_PUBLICATION =
            "the following information is not intended for publication";
    private static final String NOTEBOOK = "# Notebook";

    private final Findings findings;
    private final Arrival arrival;

    private Iptc7901(Arrival arrival, Findings findings) {
        this.arrival = arrival;
        this.findings = findings;
    }

    /** Whether text begins like a message of a wire: with a heading mark, or with a header line. */
    static boolean recognises(String text) {
        String start = text.substring(0, Math.min(text.length(), LOOKED_AT_CHARS));
        int mark = start.indexOf(SOH);
        if (mark >= 0 && start.substring(0, mark).chars().allMatch(c -> c <= ' ')) {
            return true;
        }
        String header = start.startsWith("ZCZC") ? start.substring(4) : start;
        Matcher iptc = IPTC_HEADER.matcher(header);
        return iptc.lookingAt() && header.startsWith("\n", endOfLine(header, iptc.end()));
    }

    static ParseResult parse(String text, Arrival arrival, Findings findings) {
        return new Iptc7901(arrival, findings).parse(text);
    }

    private ParseResult parse(String raw) {
        String text = raw.replace("\r\n", "\n").replace('\r', '\n').replace("\u001F", "-");
        int mark = text.indexOf(SOH);
        String message = text.substring(mark >= 0 && mark < LOOKED_AT_CHARS ? mark + 1 : 0);
        if (message.startsWith("ZCZC")) {
            message = message.substring(4);
        }
        int end = endOfMessage(message);
        Matcher iptc = IPTC_HEADER.matcher(message);
        if (iptc.lookingAt()) {
            return iptc(message, iptc, end);
        }
        return anpa(message, end);
    }

    /** Where the text ends: at ETX, or at NNNN where a teleprinter marked it so. */
    private static int endOfMessage(String message) {
        int etx = message.indexOf(ETX);
        int teleprinter = message.lastIndexOf("\nNNNN");
        if (etx >= 0) {
            return etx;
        }
        return teleprinter >= 0 ? teleprinter : message.length();
    }

    private ParseResult iptc(String message, Matcher header, int end) {
        ArticleDraft draft = new ArticleDraft(arrival, IPTC_FORMAT, findings);
        Article article = draft.article();
        article.setUrgency(urgency(header.group(3)));
        article.setSubjects(List.of(category(header.group(4), "iptc7901:category")));
        int bodyStart = Math.min(end, endOfLine(message, header.end()));
        int stx = message.indexOf(STX, bodyStart);
        boolean marked = stx >= 0 && stx < end;
        String keywords = marked ? message.substring(bodyStart, stx) : "";
        String text = message.substring(marked ? stx + 1 : bodyStart, end);
        List<String> blocks = Paragraphs.blocks(clean(text));
        List<String> first = new ArrayList<>(clean(keywords).lines().toList());
        first.removeIf(String::isBlank);
        boolean headed = first.stream().anyMatch(line -> !line.strip().endsWith("/"));
        if (!headed && !blocks.isEmpty() && WireLines.dateline(blocks.get(0)).isEmpty()) {
            takeHead(blocks, first);
        }
        readHead(first, article);
        Optional<NewsTime> time = time(message.substring(end), blocks);
        article.setFirstPublished(time.orElse(null));
        dropNotebook(blocks, article);
        readEmbargo(blocks, first, draft);
        WireLines.read(blocks, article);
        finishBody(blocks, article);
        if (article.getTitle() == null && article.getBody() == null) {
            return empty();
        }
        return draft.finish(
                time.map(t -> messageId(header.group(1) + header.group(2), t)), "header");
    }

    /** The first block is the head; where no blank line ends it, as much of it as can be. */
    private static void takeHead(List<String> blocks, List<String> head) {
        List<String> lines = new ArrayList<>(blocks.remove(0).lines().toList());
        boolean whole = lines.stream().mapToInt(String::length).sum() <= HEAD_MAX_CHARS;
        boolean headline = false;
        while (!lines.isEmpty()) {
            String line = lines.get(0).strip();
            boolean headed = headline && !whole && WireLines.byline(line).isEmpty();
            if (headed) {
                blocks.add(0, String.join("\n", lines));
                return;
            }
            headline |= !line.endsWith("/") && !isNote(line);
            head.add(lines.remove(0));
        }
    }

    /** Key words that end in a slash, notes in capitals, then the headline and the byline. */
    private static void readHead(List<String> lines, Article article) {
        List<String> slugs = new ArrayList<>();
        List<String> headline = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.endsWith("/") && headline.isEmpty()) {
                slugs.add(text.substring(0, text.length() - 1));
            } else if (WireLines.byline(text).isPresent() && !headline.isEmpty()) {
                WireLines.byline(text)
                        .ifPresent(
                                byline -> {
                                    article.setByline(byline.text());
                                    article.setAuthors(byline.authors());
                                });
            } else {
                headline.add(text);
            }
        }
        while (headline.size() > 1 && isNote(headline.get(0))) {
            String note = headline.remove(0);
            String before = article.getEditorialNote();
            article.setEditorialNote(before == null ? note : before + "; " + note);
        }
        article.setSlugline(slugs.isEmpty() ? null : String.join("/", slugs));
        article.setTitle(headline.isEmpty() ? null : String.join(" ", headline));
    }

    /** REFILE, 1ST LEAD, ROUNDUP: what the desk says of this take. */
    private static boolean isNote(String line) {
        return line.length() <= 30
                && line.chars().noneMatch(Character::isLowerCase)
                && line.chars().anyMatch(Character::isUpperCase)
                && line.split(" ", -1).length <= 4;
    }

    private ParseResult anpa(String message, int end) {
        ArticleDraft draft = new ArticleDraft(arrival, ANPA_FORMAT, findings);
        Article article = draft.article();
        Matcher number = ANPA_NUMBER.matcher(message);
        int from = number.lookingAt() ? number.end() : 0;
        String rest = clean(message.substring(Math.min(from, end), end)).stripLeading();
        Matcher header = ANPA_HEADER.matcher(rest);
        if (header.lookingAt()) {
            article.setUrgency(anpaUrgency(header.group(1)));
            article.setSubjects(List.of(category(header.group(2), "anpa1312:category")));
            article.setSlugline(header.group(3).strip());
            rest = rest.substring(header.end());
        }
        List<String> head = new ArrayList<>();
        List<String> blocks = anpaBlocks(rest, head);
        readAnpaHead(head, article);
        Optional<NewsTime> time = time(message.substring(end), blocks);
        article.setFirstPublished(time.orElse(null));
        readEmbargo(blocks, head, draft);
        WireLines.read(blocks, article);
        finishBody(blocks, article);
        if (article.getTitle() == null && article.getBody() == null) {
            return empty();
        }
        Optional<String> id =
                time.filter(t -> number.lookingAt() && header.lookingAt())
                        .map(t -> messageId(number.group(1) + number.group(2), t));
        return draft.finish(id, "header");
    }

    /** Lines that begin with ^ are the head; a line that begins indented begins a paragraph. */
    private static List<String> anpaBlocks(String text, List<String> head) {
        StringBuilder body = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("^")) {
                head.add(line.substring(1).replaceFirst("[<=> ]{1,9}$", "").strip());
            } else {
                boolean paragraph = line.startsWith("\t") || line.startsWith("   ");
                body.append(paragraph ? "\n" : "").append(line).append('\n');
            }
        }
        return Paragraphs.blocks(body.toString());
    }

    private static void readAnpaHead(List<String> head, Article article) {
        List<String> lines = new ArrayList<>(head);
        lines.removeIf(String::isEmpty);
        if (!lines.isEmpty() && lines.get(0).matches("[A-Z]{2}-.{1,80}")) {
            lines.remove(0);
        }
        for (String line : lines) {
            if (line.startsWith("Eds:") || line.startsWith("AP Photo")) {
                String before = article.getEditorialNote();
                article.setEditorialNote(before == null ? line : before + " " + line);
            } else if (WireLines.byline(line).isPresent()) {
                WireLines.byline(line)
                        .ifPresent(
                                byline -> {
                                    article.setByline(byline.text());
                                    article.setAuthors(byline.authors());
                                });
            } else if (article.getTitle() == null && !line.isEmpty()) {
                article.setTitle(line);
            } else if (article.getSummary() == null && line.length() > SUMMARY_MIN_CHARS) {
                article.setSummary(line);
            }
        }
    }

    private void readEmbargo(List<String> blocks, List<String> head, ArticleDraft draft) {
        List<String> lines = new ArrayList<>(head);
        lines.addAll(Paragraphs.firstLines(blocks));
        EmbargoLine.among(lines, arrival.receivedAt())
                .ifPresent(
                        embargo -> {
                            draft.article().setEditorialNote(embargo.line());
                            embargo.applyTo(draft, "", findings);
                            Paragraphs.removeLine(blocks, embargo.line());
                        });
    }

    /** dpa's notes below the story are for editors; what is not for publication is not kept. */
    private void dropNotebook(List<String> blocks, Article article) {
        for (int i = 0; i < blocks.size(); i++) {
            String block = blocks.get(i);
            boolean notebook = block.equals(NOTEBOOK);
            boolean rule = RULE.matcher(Paragraphs.firstLine(List.of(block))).matches();
            if (notebook
                    || (rule && block.toLowerCase(Locale.ROOT).contains(NOT_FOR_PUBLICATION))) {
                List<String> notes = new ArrayList<>(blocks.subList(i, blocks.size()));
                blocks.subList(i, blocks.size()).clear();
                notes.removeIf(note -> note.startsWith("#") && note.indexOf('\n') < 0);
                int last = 0;
                while (last < notes.size()
                        && !RULE.matcher(Paragraphs.firstLine(List.of(notes.get(last))))
                                .matches()) {
                    last++;
                }
                String kept = String.join("\n", notes.subList(0, last));
                if (!kept.isEmpty()) {
                    String before = article.getEditorialNote();
                    article.setEditorialNote(before == null ? kept : before + "\n" + kept);
                }
                findings.warn(
                        "notes-dropped", "", "The notes to editors below the story are not in it");
                return;
            }
        }
    }

    private static void finishBody(List<String> blocks, Article article) {
        if (!blocks.isEmpty()) {
            article.setBody(Paragraphs.joined(blocks));
        }
    }

    /** The group of day and time after the text, or its last line where no mark divides them. */
    private static Optional<NewsTime> time(String trailer, List<String> blocks) {
        Optional<NewsTime> after = DayTimeGroup.in(trailer);
        if (after.isPresent() || blocks.isEmpty()) {
            return after;
        }
        int last = blocks.size() - 1;
        Optional<NewsTime> within = DayTimeGroup.in(blocks.get(last));
        within.ifPresent(
                time -> {
                    if (blocks.get(last).length() <= 40) {
                        blocks.remove(last);
                    }
                });
        return within;
    }

    /** Numbers start again every day; with the day they tell one message from another. */
    private static String messageId(String number, NewsTime time) {
        return "iptc7901:%s:%s"
                .formatted(
                        number.toLowerCase(Locale.ROOT),
                        time.getInstant().atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static Concept category(String code, String scheme) {
        return new Concept(code, code, scheme, "subject");
    }

    private static @Nullable Integer urgency(String priority) {
        int digit = Character.digit(priority.charAt(0), 10);
        return digit >= 1 && digit <= MAX_URGENCY ? digit : null;
    }

    /** f flash, b bulletin, u urgent, r regular, d deferred and so on, as IPTC's numbers. */
    private static Integer anpaUrgency(String priority) {
        return switch (priority) {
            case "f" -> 1;
            case "b" -> 2;
            case "u" -> 3;
            case "r" -> 4;
            default -> 5;
        };
    }

    private String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars()
                .filter(c -> c >= ' ' || c == '\n' || c == '\t')
                .forEach(c -> kept.append((char) c));
        return TextCleaner.clean(kept.toString(), "", findings);
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static ParseResult empty() {
        return ParseResult.refused(
                new Fault(
                        "empty-document",
                        "",
                        "",
                        "The message has a header and no text.",
                        "Send the text between STX and ETX."));
    }
}
