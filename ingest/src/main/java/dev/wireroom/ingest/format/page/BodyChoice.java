package dev.wireroom.ingest.format.page;

import dev.wireroom.ingest.format.XhtmlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Chooses between the text found on a page and the {@code articleBody} that its JSON-LD gives.
 * Where both tell the same story the page's is taken, which has paragraphs; where {@code
 * articleBody} is long and the page has little of it, that is (pages that scripts fill); a teaser in
 * {@code articleBody} is left. A whole {@code articleBody} also tells which blocks on the page are
 * not of the article: short ones of which it has no trace go.
 */
final class BodyChoice {

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int ENOUGH_TOKENS = 60;
    private static final double SAME_STORY = 0.7;
    private static final double LITTLE_OF_IT = 0.5;
    private static final double NO_TRACE = 0.3;
    private static final double WHOLE = 0.95;

    private BodyChoice() {}

    static String between(MainText.Extract extract, String stated) {
        String onPage = extract.text();
        String body = paragraphs(stated);
        List<String> bodyTokens = tokens(body);
        boolean dense = bodyTokens.size() < ENOUGH_TOKENS && body.length() > 300;
        if (bodyTokens.size() < ENOUGH_TOKENS && !dense) {
            return onPage.isEmpty() ? body : onPage;
        }
        double found = share(bodyTokens, tokens(onPage));
        if (found < LITTLE_OF_IT && body.length() > 1.2 * onPage.length()) {
            return body;
        }
        if (found < SAME_STORY || found < WHOLE || isTeaser(body)) {
            return onPage;
        }
        return withoutForeign(extract, body);
    }

    /** Keeps what the stated body has a trace of, and what is prose on its own account. */
    private static String withoutForeign(MainText.Extract extract, String body) {
        String folded = PageTitle.fold(body);
        Map<String, Integer> vocabulary = counts(tokens(body));
        List<String> kept = new ArrayList<>();
        for (Block block : extract.blocks()) {
            List<String> tokens = tokens(block.text());
            long known = tokens.stream().filter(vocabulary::containsKey).count();
            boolean foreign =
                    !folded.contains(PageTitle.fold(block.text()))
                            && (tokens.isEmpty() || known < NO_TRACE * tokens.size());
            if (!foreign || block.isProse() || block.isHeading()) {
                kept.add(block.text());
            }
        }
        return String.join("\n\n", kept);
    }

    private static boolean isTeaser(String body) {
        return body.endsWith("…") || body.endsWith("...") || body.endsWith("[…]");
    }

    /** As plain text: some templates put markup into it, some escape it twice. */
    static String paragraphs(String stated) {
        String text = stated;
        if (text.contains("&lt;") || text.contains("&amp;") || text.contains("&nbsp;")
                || text.contains("&#")) {
            text = Parser.unescapeEntities(text, false);
        }
        if (XhtmlText.looksLikeMarkup(text)) {
            text = XhtmlText.ofHtml(text);
        }
        List<String> paragraphs = new ArrayList<>();
        for (String line : text.split("\\R+|\\\\n", -1)) {
            String bare = line.replaceAll("[\\s\u00A0]+", " ").strip();
            if (!bare.isEmpty()) {
                paragraphs.add(bare);
            }
        }
        return String.join("\n\n", paragraphs);
    }

    /** How many of these tokens the others have too, each counted as often as it stands. */
    private static double share(List<String> tokens, List<String> others) {
        Map<String, Integer> left = counts(others);
        int found = 0;
        for (String token : tokens) {
            Integer count = left.get(token);
            if (count != null && count > 0) {
                left.put(token, count - 1);
                found++;
            }
        }
        return tokens.isEmpty() ? 0 : (double) found / tokens.size();
    }

    private static Map<String, Integer> counts(List<String> tokens) {
        Map<String, Integer> counts = new HashMap<>();
        tokens.forEach(token -> counts.merge(token, 1, Integer::sum));
        return counts;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
