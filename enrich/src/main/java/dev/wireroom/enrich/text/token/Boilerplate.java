package dev.wireroom.enrich.text.token;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds where an article's own text ends and the furniture of the page that it was scraped from
 * begins.
 */
public final class Boilerplate {
    /**
     * A heading of a list of links; only the furniture's beginning when nothing but headlines
     * follow.
     */
    private static final Pattern HEADING =
            Pattern.compile(
                    "(?iu)(related|related"
                        + " (articles?|posts?|stories|content|coverage|topics|news|links)|read"
                        + " (more|also|next)|see also|you may also like|more (stories|news)|most"
                        + " (read|popular)|recommended|trending( now)?|more from .{1,40}|don['’]t"
                        + " miss)\\s*[:.…]*");

    private static final Pattern FURNITURE =
            Pattern.compile(
                    "(?iu)((share|like|print|email|tweet|save|follow|rate) (this|us)( on"
                        + " .{1,40})?|like (this|loading)|loading|advertisement|comments?|leave a"
                        + " (reply|comment)|subscribe.{0,60}|sign up.{0,60}|click"
                        + " here.{0,60}|continue reading.{0,80}|(filed"
                        + " under|tags?|tagged|categor(y|ies)|posted"
                        + " in)\\b.{0,120}|share|print|email|facebook|twitter|whatsapp|linkedin|reddit|(advertisement"
                        + " )?scroll to continue|copyright .{0,80}|©.{0,80}|all rights"
                        + " reserved.?)\\s*[:.…]*");

    private static final int MAX_HEADLINE = 160;
    private static final int MAX_LOOK_BACK = 40;

    private Boilerplate() {}

    /** How many of a body's sentences are its own; those after are furniture. */
    public static int ownSentences(String body, List<Span> sentences) {
        int own = sentences.size();
        int lowest = Math.max(1, sentences.size() - MAX_LOOK_BACK);
        for (int index = sentences.size() - 1; index >= lowest; index--) {
            String line =
                    body.substring(
                                    sentences.get(index).begin(),
                                    Math.min(
                                            sentences.get(index).end(),
                                            sentences.get(index).begin() + MAX_HEADLINE + 1))
                            .strip();
            if (line.length() > MAX_HEADLINE || !ownLine(body, sentences.get(index))) {
                break;
            }
            if (HEADING.matcher(line).matches()) {
                own = index;
            } else if (FURNITURE.matcher(line).matches()) {
                own = own == index + 1 ? index : own;
            } else if (line.endsWith(".") || line.endsWith("”") || line.endsWith("\"")) {
                break;
            }
        }
        return own;
    }

    private static boolean ownLine(String body, Span sentence) {
        int before = sentence.begin() - 1;
        while (before >= 0 && Characters.isSpace(body.charAt(before))) {
            if (LineBreaks.isBreak(body.charAt(before))) {
                return true;
            }
            before--;
        }
        return before < 0;
    }
}
