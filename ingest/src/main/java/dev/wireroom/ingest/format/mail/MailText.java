package dev.wireroom.ingest.format.mail;

import dev.wireroom.ingest.format.Findings;
import dev.wireroom.ingest.format.TextCleaner;
import dev.wireroom.ingest.format.XhtmlText;
import dev.wireroom.ingest.format.text.Paragraphs;
import dev.wireroom.ingest.format.text.TextEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The text of a mail as paragraphs: its inline text parts in their order, of alternatives the HTML
 * unless it says less than the plain text does. Not thread-safe.
 */
final class MailText {

    /** What a mailer hides: the line that inboxes show, and the mail that is answered. */
    private static final String NOT_READ =
            "[hidden], .gmail_quote, blockquote[type=cite], .moz-cite-prefix, .moz-signature,"
                    + " .gmail_signature, #divRplyFwdMsg, .preheader, .mcnPreviewText, [style]";

    private static final int LEAST_PERCENT_OF_PLAIN = 60;

    private final boolean forwarded;
    private final Findings findings;
    private final List<String> paragraphs = new ArrayList<>();

    private MailText(boolean forwarded, Findings findings) {
        this.forwarded = forwarded;
        this.findings = findings;
    }

    /**
     * The paragraphs of a message, which the caller may change.
     *
     * @param forwarded whether it was passed on, so that what it quotes is the news
     */
    static List<String> of(MailPart message, boolean forwarded, Findings findings) {
        MailText text = new MailText(forwarded, findings);
        text.add(message);
        MailTrimming.paragraphs(text.paragraphs, findings);
        return text.paragraphs;
    }

    /** Parts nest no deeper than MailReader lets them. */
    private void add(MailPart part) {
        if (part.attached() || part.isMessage()) {
            return;
        }
        if (part.mediaType().equals("multipart/alternative")) {
            paragraphs.addAll(richest(part));
        } else if (part.isMultipart()) {
            part.parts().forEach(this::add);
        } else if (part.isText()) {
            paragraphs.addAll(read(part));
        }
    }

    private List<String> richest(MailPart alternatives) {
        List<String> plain = List.of();
        List<String> rich = List.of();
        for (MailPart part : alternatives.parts()) {
            if (part.mediaType().equals("text/plain") && plain.isEmpty()) {
                plain = read(part);
            } else {
                MailText inner = new MailText(forwarded, findings);
                inner.add(part);
                rich = inner.paragraphs.isEmpty() ? rich : inner.paragraphs;
            }
        }
        return length(rich) * 100L >= length(plain) * (long) LEAST_PERCENT_OF_PLAIN ? rich : plain;
    }

    private static int length(List<String> paragraphs) {
        return paragraphs.stream().mapToInt(String::length).sum();
    }

    private List<String> read(MailPart part) {
        String text = TextCleaner.clean(decoded(part, findings), "body", findings);
        if (part.mediaType().equals("text/html")) {
            return html(text);
        }
        String whole = part.flowed() ? unflowed(text) : text;
        return Paragraphs.blocks(MailTrimming.lines(whole, forwarded, findings));
    }

    static String decoded(MailPart part, Findings findings) {
        return TextEncoding.decode(
                part.content(), part.charset().flatMap(TextEncoding::named), "body", findings);
    }

    private List<String> html(String markup) {
        Document document = Jsoup.parse(markup);
        for (Element element : document.body().select(NOT_READ)) {
            boolean quote = element.hasClass("gmail_quote") || element.hasAttr("type");
            boolean styled = element.hasAttr("style") && !quote;
            boolean keep = (quote && forwarded) || (styled && !isHidden(element.attr("style")));
            if (!keep) {
                element.remove();
            }
        }
        String text = XhtmlText.of(document.body());
        return new ArrayList<>(
                Arrays.stream(text.split("\n\n", -1)).filter(block -> !block.isBlank()).toList());
    }

    private static boolean isHidden(String style) {
        String even = style.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        return even.contains("display:none")
                || even.contains("visibility:hidden")
                || even.contains("mso-hide:all")
                || even.matches(".*(?:max-height|font-size):0(?:px)?(?:;.*|!.*|$)");
    }

    /** RFC 3676: a line that ends in a space goes on in the next; a leading space is stuffing. */
    private static String unflowed(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        for (String line : text.lines().toList()) {
            String bare = line.startsWith(" ") ? line.substring(1) : line;
            whole.append(bare);
            if (!bare.endsWith(" ") || bare.equals("-- ")) {
                whole.append('\n');
            }
        }
        return whole.toString();
    }
}
