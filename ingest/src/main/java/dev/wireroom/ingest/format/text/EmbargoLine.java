package dev.wireroom.ingest.format.text;

import dev.wireroom.contract.NewsTime;
import dev.wireroom.contract.PublishingStatus;
import dev.wireroom.ingest.format.ArticleDraft;
import dev.wireroom.ingest.format.Findings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The line of a press release that says until when it may not be published. Where the time can't be
 * read the article is withheld: a mark that is misunderstood must not publish.
 *
 * @param line as printed
 * @param until when the embargo ends; empty where that could not be read
 */
public record EmbargoLine(String line, Optional<NewsTime> until) {

    private static final int MAX_CHARS = 300;

    /** The mark stands among the first lines. */
    private static final int LINES_LOOKED_AT = 12;

    private static final String LEAD = "^[\\s*\\[({<!>#_=-]*";

    /** Marks, not the word in a sentence: 'Embargo on oil lifted' is news. */
    private static final Pattern MARK =
            Pattern.compile(
                    LEAD
                            + "(?:(?:strictly|strict|press|news|media|this (?:press )?release is)"
                            + " +)*(?:(?:under|sous|unter)(?: strict)? +)?(?:"
                            + "embargo(?:ed)?(?: for (?:release|publication|use))?"
                            + "(?: *[:\\])*>]| *[-–—] *| +(?:un?til|till|to|for|not before"
                            + "|expires|lifts|ends|time|date|release|bis|jusqu|hasta|fino|\\d)|$)"
                            + "|embargoed\\b(?! (?:goods|oil|arms|countr|territor|nation))"
                            + "|not (?:for|to be) (?:publication|release|broadcast|published"
                            + "|released|use|used)[\\w ,/]{0,60}(?:before|until|till|prior to)"
                            + "|hold (?:for release )?until\\b"
                            + "|sperrfrist\\b|embargado hasta\\b)",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Says when, and is a mark only where that can be read. */
    private static final Pattern RELEASE_DATE =
            Pattern.compile(
                    LEAD
                            + "for (?:release|publication)(?! immediate)(?: on| after| at| from|:)*"
                            + " .*\\d",
                    Pattern.CASE_INSENSITIVE);

    /** The mark among the first of these lines, if there is one. */
    public static Optional<EmbargoLine> among(List<String> lines, Instant reference) {
        int last = Math.min(lines.size(), LINES_LOOKED_AT);
        for (int i = 0; i < last; i++) {
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            Optional<EmbargoLine> found = of(lines.get(i), next, reference);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Reads one line.
     *
     * @param next the line after it, where a time that was wrapped goes on
     * @param reference when the text was sent, for days without a year
     */
    static Optional<EmbargoLine> of(String line, String next, Instant reference) {
        if (line.length() > MAX_CHARS) {
            return Optional.empty();
        }
        boolean mark = MARK.matcher(line).find();
        if (!mark && !RELEASE_DATE.matcher(line).find()) {
            return Optional.empty();
        }
        Optional<NewsTime> until = ReleaseTime.in(line, reference);
        if (until.isEmpty() && mark && next.length() <= MAX_CHARS) {
            until = ReleaseTime.in(line + " " + next, reference);
        }
        return mark || until.isPresent()
                ? Optional.of(new EmbargoLine(line.strip(), until))
                : Optional.empty();
    }

    /** Withholds the article until the time given, or until a version says when. */
    public void applyTo(ArticleDraft draft, String field, Findings findings) {
        if (until.isPresent()) {
            draft.embargo(until.get(), field);
            return;
        }
        draft.article().setPublishingStatus(PublishingStatus.WITHHELD);
        findings.warn(
                "withheld",
                field,
                "'%s' is an embargo whose end could not be read; the article is withheld"
                        .formatted(Findings.excerpt(line)));
    }
}
