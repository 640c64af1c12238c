package dev.wireroom.ingest.format.mail;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.Concept;
import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.ParseWarning;
import dev.wireroom.ingest.format.Arrival;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.CanonicalUrl;
import dev.wireroom.ingest.format.Fault;
import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.ParseResult;
import dev.wireroom.ingest.format.text.EmbargoLine;
import dev.wireroom.ingest.format.text.Paragraphs;
import dev.wireroom.ingest.format.text.TextEncoding;
import dev.wireroom.ingest.format.text.WireLines;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mail as news: a press release or newsletter (RFC 5322 and MIME), or an mbox of several. Subject,
 * sender and date become headline, byline and time; an embargo line withholds. Messages and
 * documents that are attached become articles of their own.
 */
public final class Mail {

    public static final String FORMAT = "message/rfc822";
    public static final String MBOX = "application/mbox";

    private static final int MAX_ATTACHED = 50;

    /** Answer and forward marks in the languages of mailers; a list's tag stands among them. */
    private static final Pattern ANSWERED =
            Pattern.compile("(?i)^(?:re|aw|sv|antw|odp|réf|ref|r)(?:\\[\\d+])?\\s?:\\s*");

    private static final Pattern FORWARDED =
            Pattern.compile("(?i)^\\(?(?:fwd?|wg|tr|rv|vs|enc|i|doorst|vb)\\)?\\s?:\\s*");
    private static final Pattern TAG = Pattern.compile("^\\[[^\\[\\]]{1,60}]\\s*");
    private static final Pattern EMBARGO_TAG =
            Pattern.compile(
                    "(?i)^[\\[(*]*\\s*(?:strictly"
                            + " )?embargo(?:ed)?\\s*(?:[\\])*]+\\s*[:–-]?|[:–-])\\s*");

    private static final Pattern IN_ANGLES = Pattern.compile("<([^<>]{1,2000})>");

    /** Of what is attached, what may be a document of news. */
    private static final Set<String> DOCUMENTS =
            Set.of(
                    "application/json",
                    "application/xml",
                    "text/xml",
                    "text/plain",
                    "text/html",
                    "application/xhtml+xml");

    private final Arrival arrival;
    private final BiFunction<byte[], Arrival, ParseResult> door;
    private final List<Article> articles = new ArrayList<>();
    private final List<ParseWarning> warnings = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int attached;

    private Mail(Arrival arrival, BiFunction<byte[], Arrival, ParseResult> door) {
        this.arrival = arrival;
        this.door = door;
    }

    /**
     * Parses a message or an mbox.
     *
     * @param door parses the documents that are attached
     */
    public static ParseResult parse(
            byte[] content, Arrival arrival, BiFunction<byte[], Arrival, ParseResult> door) {
        List<byte[]> messages = Mbox.recognises(content) ? Mbox.messages(content) : List.of();
        Mail mail = new Mail(arrival, door);
        if (messages.isEmpty()) {
            mail.read(content, arrival);
        } else {
            Arrival each = messages.size() == 1 ? arrival : ownIds(arrival);
            messages.forEach(message -> mail.read(message, each));
        }
        return mail.result();
    }

    private static Arrival ownIds(Arrival arrival) {
        return arrival.withExternalId(Optional.empty());
    }

    private ParseResult result() {
        if (articles.isEmpty()) {
            return faults.isEmpty()
                    ? ParseResult.refused(empty())
                    : new ParseResult.Refused(faults);
        }
        for (Fault fault : faults) {
            warnings.add(new ParseWarning("part-refused", fault.field(), fault.message()));
        }
        return new ParseResult.Parsed(articles, warnings);
    }

    private static Fault empty() {
        return new Fault(
                "empty-document",
                "",
                "",
                "The mail has neither a subject nor a text.",
                "Send the article as the text of the mail, or attach it.");
    }

    private void read(byte[] content, Arrival each) {
        Findings findings = new Findings();
        MailPart message = MailReader.read(content, findings);
        article(message, each, findings);
        attachments(message, "");
    }

    /** The article that a message is, unless it only carries others. */
    private void article(MailPart message, Arrival each, Findings findings) {
        MailHeaders headers = message.headers();
        ArticleDraft draft = new ArticleDraft(each, FORMAT, findings);
        Article article = draft.article();
        Optional<NewsTime> sent = date(headers, findings);
        Instant reference = sent.map(NewsTime::getInstant).orElse(each.receivedAt());
        String subject = headers.text("subject").orElse("");
        boolean forwarded = FORWARDED.matcher(bare(subject, headers, false)).lookingAt();
        List<String> paragraphs = MailText.of(message, forwarded, findings);
        String title = bare(subject, headers, true);
        readEmbargo(subject, paragraphs, draft, reference, findings);
        if (!paragraphs.isEmpty() && paragraphs.get(0).strip().equalsIgnoreCase(title)) {
            paragraphs.remove(0);
        }
        boolean carries = message.parts().stream().anyMatch(Mail::carries);
        if (paragraphs.isEmpty() && (title.isEmpty() || carries)) {
            return;
        }
        article.setTitle(title.isEmpty() ? null : title);
        article.setFirstPublished(sent.orElse(null));
        WireLines.read(paragraphs, article);
        readSender(headers, article);
        readList(headers, article);
        article.setLanguage(language(headers));
        article.setBody(paragraphs.isEmpty() ? null : Paragraphs.joined(paragraphs));
        article.setMedia(media(message));
        switch (draft.finish(messageId(headers), "Message-ID")) {
            case ParseResult.Parsed parsed -> articles.addAll(parsed.articles());
            case ParseResult.Refused refused -> faults.addAll(refused.faults());
        }
    }

    private static boolean carries(MailPart part) {
        return part.isMessage() || part.attached() || part.parts().stream().anyMatch(Mail::carries);
    }

    /** The subject without what mailers put before it, and without the mark of an embargo. */
    private static String bare(String subject, MailHeaders headers, boolean forwardedToo) {
        boolean list = headers.has("list-id") || headers.has("list-post");
        String text = subject;
        String before;
        do {
            before = text;
            text = ANSWERED.matcher(text).replaceFirst("");
            text = forwardedToo ? FORWARDED.matcher(text).replaceFirst("") : text;
            text = forwardedToo ? EMBARGO_TAG.matcher(text).replaceFirst("") : text;
            text = list ? TAG.matcher(text).replaceFirst("") : text;
        } while (!text.equals(before));
        return text.isBlank() ? subject : text.strip();
    }

    private static Optional<NewsTime> date(MailHeaders headers, Findings findings) {
        Optional<String> text = headers.text("date");
        Optional<NewsTime> time = text.flatMap(MailDates::parse);
        if (text.isPresent() && time.isEmpty()) {
            findings.warn(
                    "invalid-date",
                    "Date",
                    "'%s' is not a date or time; it was left out"
                            .formatted(Findings.excerpt(text.get())));
        }
        return time;
    }

    private static void readEmbargo(
            String subject,
            List<String> paragraphs,
            ArticleDraft draft,
            Instant reference,
            Findings findings) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : paragraphs.subList(0, Math.min(paragraphs.size(), 12))) {
            paragraph.lines().limit(12).forEach(lines::add);
        }
        Optional<EmbargoLine> inText = EmbargoLine.among(lines, reference);
        Optional<EmbargoLine> inSubject = EmbargoLine.among(List.of(subject), reference);
        // the line that says when is worth more than the mark in the subject
        Optional<EmbargoLine> embargo =
                inText.filter(found -> found.until().isPresent())
                        .or(() -> inSubject)
                        .or(() -> inText);
        embargo.ifPresent(
                found -> {
                    draft.article().setEditorialNote(found.line());
                    found.applyTo(draft, inSubject.equals(embargo) ? "Subject" : "body", findings);
                });
        inText.ifPresent(found -> Paragraphs.removeLine(paragraphs, found.line()));
    }

    /** A byline in the text is the writer's; the sender may be an office. */
    private static void readSender(MailHeaders headers, Article article) {
        Optional<MailAddress> sender =
                headers.raw("from").or(() -> headers.raw("sender")).flatMap(MailAddress::of);
        if (sender.isEmpty() || article.getByline() != null) {
            return;
        }
        article.setByline(sender.get().name().orElse(sender.get().address()));
        article.setAuthors(sender.get().name().map(List::of).orElse(List.of()));
    }

    private static void readList(MailHeaders headers, Article article) {
        headers.text("list-id")
                .ifPresent(
                        text -> {
                            Matcher id = IN_ANGLES.matcher(text);
                            String code = id.find() ? id.group(1) : text;
                            String name =
                                    text.replaceFirst("\\s*<.*", "").replace("\"", "").strip();
                            article.setSubjects(
                                    List.of(
                                            new Concept(
                                                    name.isEmpty() ? code : name,
                                                    code,
                                                    "list-id",
                                                    "infosource")));
                        });
        headers.text("keywords")
                .ifPresent(
                        text ->
                                article.setKeywords(
                                        Arrays.stream(text.split("[,;]", -1))
                                                .map(String::strip)
                                                .filter(word -> !word.isEmpty())
                                                .toList()));
        headers.text("archived-at")
                .map(text -> text.replaceAll("[<>\\s]", ""))
                .filter(url -> CanonicalUrl.parse(url).isPresent())
                .ifPresent(article::setUrl);
    }

    private static @Nullable String language(MailHeaders headers) {
        try {
            return headers.text("content-language")
                    .map(text -> text.split(",", 2)[0].strip())
                    .map(tag -> new Locale.Builder().setLanguageTag(tag).build().toLanguageTag())
                    .filter(tag -> !tag.equals("und"))
                    .orElse(null);
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    /** RFC 2392: the address of a message is made of its id. */
    private static Optional<String> messageId(MailHeaders headers) {
        return headers.raw("message-id")
                .map(
                        text -> {
                            Matcher angles = IN_ANGLES.matcher(text);
                            return angles.find() ? angles.group(1) : text;
                        })
                .map(id -> id.replaceAll("[\\s\\p{Cntrl}]", ""))
                .filter(id -> !id.isEmpty())
                .map(id -> "mid:" + id);
    }

    /** Parts that only point to a file on the web (RFC 2017); carried files have no address. */
    private static List<MediaLink> media(MailPart message) {
        List<MediaLink> media = new ArrayList<>();
        for (MailPart part : message.parts()) {
            part.headers()
                    .text("content-location")
                    .filter(url -> CanonicalUrl.parse(url).isPresent() && !part.isText())
                    .filter(url -> !part.isMultipart())
                    .ifPresent(
                            url ->
                                    media.add(
                                            new MediaLink(
                                                    url,
                                                    part.mediaType(),
                                                    null,
                                                    null,
                                                    null,
                                                    null)));
            media.addAll(media(part));
        }
        return media;
    }

    /** Parts nest no deeper than MailReader lets them. */
    private void attachments(MailPart part, String path) {
        int number = 0;
        for (MailPart child : part.parts()) {
            number++;
            String at = path + "/" + number;
            if (child.isMessage()) {
                child.parts().forEach(message -> attachedMessage(message, at));
            } else if (child.isMultipart()) {
                attachments(child, at);
            } else if (child.attached() || !child.isText()) {
                attachment(child, at);
            }
        }
    }

    private void attachedMessage(MailPart message, String at) {
        if (mayAttach(at)) {
            article(message, ownIds(arrival), new Findings());
            attachments(message, at);
        }
    }

    private void attachment(MailPart part, String at) {
        String type =
                part.mediaType().equals("application/octet-stream")
                        ? byName(part.fileName())
                        : part.mediaType();
        boolean document =
                DOCUMENTS.contains(type) || type.endsWith("+xml") || type.endsWith("+json");
        if (!document || type.equals("image/svg+xml")) {
            if (part.headers().text("content-location").isEmpty()) {
                warnings.add(
                        new ParseWarning(
                                "attachment-left-out",
                                at,
                                "The attachment %s (%s, %d bytes) is not carried"
                                        .formatted(
                                                Findings.excerpt(part.fileName()),
                                                type,
                                                part.content().length)));
            }
        } else if (mayAttach(at)) {
            Optional<Charset> charset = part.charset().flatMap(TextEncoding::named);
            Arrival own = ownIds(arrival).as(type).withCharset(charset);
            take(door.apply(part.content(), own), at);
        }
    }

    /** What some mailers call octet-stream is known by its name. */
    private static String byName(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case "xml", "nitf" -> "application/xml";
            case "json" -> "application/json";
            case "txt" -> "text/plain";
            case "html", "htm" -> "text/html";
            default -> "application/octet-stream";
        };
    }

    private boolean mayAttach(String at) {
        if (attached >= MAX_ATTACHED) {
            warnings.add(
                    new ParseWarning(
                            "attachment-left-out",
                            at,
                            "More than %d documents are attached".formatted(MAX_ATTACHED)));
            return false;
        }
        attached++;
        return true;
    }

    private void take(ParseResult result, String at) {
        switch (result) {
            case ParseResult.Parsed parsed -> {
                articles.addAll(parsed.articles());
                warnings.addAll(parsed.warnings());
            }
            case ParseResult.Refused refused -> {
                Fault first = refused.first();
                faults.add(
                        new Fault(first.code(), at, first.value(), first.message(), first.fix()));
            }
        }
    }
}
