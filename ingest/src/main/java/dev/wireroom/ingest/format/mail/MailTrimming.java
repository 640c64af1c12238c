package dev.wireroom.ingest.format.mail;

import dev.wireroom.ingest.format.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes off a mail's text what is about the mail and not in the news: the link to a browser, the
 * signature, the footer of a list, the mail that it answers, the header that a forward puts above
 * the text. Everything that is taken off is named in one warning.
 */
final class MailTrimming {

    /** Chrome stands at the ends; a sentence in the middle is the writer's. */
    private static final int HEAD_PARAGRAPHS = 6;

    private static final int TAIL_PARAGRAPHS = 10;
    private static final int CHROME_MAX_CHARS = 400;
    private static final int FOOTER_LINES = 30;

    private static final Pattern HEAD_CHROME =
            Pattern.compile(
                    "(?i)^\\W{0,5}(?:view|read|open|see|trouble (?:viewing|reading)|having"
                        + " trouble|can(?:'|’|no)t (?:see|read|view)|is this (?:e-?mail|email)"
                        + " not|if you (?:are having|can(?:'|’|no)t|have)"
                        + " .{0,30}(?:view|read|see|display)|problems? (?:viewing|displaying)|im"
                        + " browser|falls? .{0,60}nicht|voir .{0,60}navigateur|si (?:vous ne|ce"
                        + " (?:message|mail)) .{0,80}(?:affich|lire|visuali)|ver (?:este|en)"
                        + " )(?=.*(?:browser|online|web|click|here|dargestellt|angezeigt"
                        + "|navigat|navegador|affich)).{0,250}$");

    private static final Pattern TAIL_CHROME =
            Pattern.compile(
                    "(?i)(?:\\bunsubscribe\\b|\\bopt[- ]out\\b|(?:update|manage|change) (?:your|my"
                        + " )?.{0,20}(?:preferences|subscription|profile|settings)|you (?:are"
                        + " receiving|received|have received|were sent|are getting) this|this"
                        + " (?:e-?mail|message|newsletter) was sent to|forward (?:this )?(?:e-?mail"
                        + " )?to a (?:friend|colleague)|view (?:this|it)?"
                        + " ?(?:e-?mail|newsletter|message)? ?(?:in|on) (?:your|a|the) (?:web"
                        + " )?browser|add us to your address book|newsletter"
                        + " (?:abbestellen|abmelden)|\\babmelden\\b|abbestellen|se"
                        + " d[ée]sabonner|d[ée]sinscri|darse de baja|cancelar (?:la"
                        + " )?suscripci[óo]n|sent from my (?:iphone|ipad|android|mobile)|von meinem"
                        + " iphone gesendet|envoyé de mon iphone)");

    private static final Pattern FORWARD_MARK =
            Pattern.compile(
                    "(?i)^[-_ ]{2,}\\s*(?:forwarded message|original message|begin forwarded"
                            + " message|weitergeleitete nachricht|ursprüngliche nachricht|message"
                            + " transféré|message d'origine)\\s*[-_ ]*$|^(?:begin forwarded"
                            + " message|anfang der weitergeleiteten nachricht):?$");

    private static final Pattern FORWARD_HEADER =
            Pattern.compile(
                    "(?i)^\\*?(?:from|date|sent|subject|to|cc|reply-to|von|gesendet|datum|betreff|an|de|envoyé|date|objet|à)\\s?:\\*?"
                        + " .*");

    private static final Pattern QUOTE_LEAD =
            Pattern.compile(
                    "(?i)^(?:on|am|le|el|il|op|den) .{6,200}(?:wrote|schrieb|a écrit|escribió|ha"
                            + " scritto|schreef|skrev)\\s?:$");

    private static final Pattern LIST_RULE = Pattern.compile("[_=-]{20,}");
    private static final Pattern LIST_WORDS =
            Pattern.compile(
                    "(?i)mailing list|listinfo|list archive|google groups|to unsubscribe"
                            + "|yahoo! groups|listserv|sympa");

    private MailTrimming() {}

    /** Trims the lines of a plain text, before its paragraphs are made. */
    static String lines(String text, boolean forwarded, Findings findings) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<String> dropped = new ArrayList<>();
        dropForwardHeader(lines, forwarded, dropped);
        dropListFooter(lines, dropped);
        dropSignature(lines, dropped);
        dropQuote(lines, dropped);
        if (!dropped.isEmpty()) {
            note(dropped, findings);
        }
        return String.join("\n", lines);
    }

    /** Trims paragraphs of any text. */
    static void paragraphs(List<String> paragraphs, Findings findings) {
        List<String> dropped = new ArrayList<>();
        int head = Math.min(paragraphs.size(), HEAD_PARAGRAPHS);
        for (int i = head - 1; i >= 0; i--) {
            if (isChrome(paragraphs.get(i), HEAD_CHROME) && paragraphs.size() > 1) {
                paragraphs.remove(i);
                dropped.add("the link to a browser");
            }
        }
        int tail = Math.max(1, paragraphs.size() - TAIL_PARAGRAPHS);
        for (int i = tail; i < paragraphs.size(); i++) {
            if (isChrome(paragraphs.get(i), TAIL_CHROME)) {
                paragraphs.subList(i, paragraphs.size()).clear();
                dropped.add("the footer about the subscription");
            }
        }
        if (!dropped.isEmpty()) {
            note(dropped, findings);
        }
    }

    private static boolean isChrome(String paragraph, Pattern pattern) {
        return paragraph.length() <= CHROME_MAX_CHARS
                && pattern.matcher(paragraph.replace('\n', ' ')).find();
    }

    /** Above a forwarded text; below an answer it begins what is answered, and all of that goes. */
    private static void dropForwardHeader(
            List<String> lines, boolean forwarded, List<String> dropped) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.length() > CHROME_MAX_CHARS || !FORWARD_MARK.matcher(line).find()) {
                continue;
            }
            boolean textAbove = lines.subList(0, i).stream().anyMatch(l -> !l.isBlank());
            if (textAbove && !forwarded) {
                lines.subList(i, lines.size()).clear();
                dropped.add("the mail that it answers");
                return;
            }
            int end = i + 1;
            while (end < lines.size() && isForwardHeader(lines.get(end))) {
                end++;
            }
            lines.subList(i, end).clear();
            dropped.add("the header of the forwarded mail");
            return;
        }
    }

    private static boolean isForwardHeader(String line) {
        return line.isBlank()
                || (line.length() <= CHROME_MAX_CHARS
                        && FORWARD_HEADER.matcher(line.strip()).matches());
    }

    private static void dropListFooter(List<String> lines, List<String> dropped) {
        for (int i = Math.max(1, lines.size() - FOOTER_LINES); i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean rule = line.length() <= 200 && LIST_RULE.matcher(line).matches();
            boolean signature = isSignatureMark(lines.get(i));
            if ((rule || signature) && mentionsList(lines.subList(i, lines.size()))) {
                lines.subList(i, lines.size()).clear();
                dropped.add("the footer of the mailing list");
                return;
            }
        }
    }

    private static boolean mentionsList(List<String> footer) {
        return footer.stream()
                .anyMatch(l -> l.length() <= CHROME_MAX_CHARS && LIST_WORDS.matcher(l).find());
    }

    private static void dropSignature(List<String> lines, List<String> dropped) {
        for (int i = lines.size() - 1; i >= Math.max(1, lines.size() - FOOTER_LINES); i--) {
            if (isSignatureMark(lines.get(i))) {
                lines.subList(i, lines.size()).clear();
                dropped.add("the signature");
            }
        }
    }

    private static boolean isSignatureMark(String line) {
        return line.equals("-- ") || line.equals("--");
    }

    /** A quotation at the very end, with the line that leads it in. */
    private static void dropQuote(List<String> lines, List<String> dropped) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        int begin = end;
        while (begin > 0
                && (lines.get(begin - 1).startsWith(">") || lines.get(begin - 1).isBlank())) {
            begin--;
        }
        boolean quoted = lines.subList(begin, end).stream().anyMatch(line -> line.startsWith(">"));
        if (!quoted || begin == 0) {
            return;
        }
        String lead = lines.get(begin - 1).strip();
        boolean led = lead.length() <= CHROME_MAX_CHARS && QUOTE_LEAD.matcher(lead).find();
        int from = led ? begin - 1 : begin;
        if (lines.subList(0, from).stream().anyMatch(line -> !line.isBlank())) {
            lines.subList(from, lines.size()).clear();
            dropped.add("the mail that it answers");
        }
    }

    private static void note(List<String> dropped, Findings findings) {
        findings.warn(
                "boilerplate-dropped",
                "body",
                "Left out: "
                        + String.join(", ", dropped.stream().distinct().toList())
                                .toLowerCase(Locale.ROOT));
    }
}
