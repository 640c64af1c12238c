package dev.wireroom.ingest.format.page;

import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Tells the rest of an article, which some sites send to every reader and hide until they have
 * subscribed, from the menus, dialogues and copies that pages hide besides: it has paragraphs, no
 * controls, stands in the article's element behind paragraphs that show, and does not repeat them.
 */
final class HiddenText {

    private static final int PARAGRAPH_CHARS = 80;
    private static final int FEWEST_PARAGRAPHS = 2;
    private static final int MOST_STEPS = 6;
    private static final Set<String> CONTROLS =
            Set.of("form", "input", "button", "select", "dialog", "iframe");

    private HiddenText() {}

    static boolean continuesArticle(Element hidden, ElementMarks marks) {
        if (hidden.nameIs("p")
                || BoilerplateNames.areApart(marks)
                || BoilerplateNames.areUnlikely(marks)) {
            return false;
        }
        Element first = null;
        int paragraphs = 0;
        for (Element child : hidden.children()) {
            if (isParagraph(child)) {
                first = first == null ? child : first;
                paragraphs++;
            }
        }
        if (first == null || paragraphs < FEWEST_PARAGRAPHS) {
            return false;
        }
        Element parent = hidden.parent();
        return parent != null
                && isInArticle(parent)
                && !holdsControls(hidden)
                && followsText(hidden, first.text());
    }

    private static boolean isParagraph(Element element) {
        return element.nameIs("p") && element.text().length() >= PARAGRAPH_CHARS;
    }

    /** Whether paragraphs stand before it, and none beside it says the same. */
    private static boolean followsText(Element hidden, String opening) {
        boolean follows = false;
        Element before = hidden.previousElementSibling();
        for (int i = 0; i < MOST_STEPS && before != null; i++) {
            if (before.text().contains(opening)) {
                return false;
            }
            follows |= isParagraph(before) || holdsParagraph(before);
            before = before.previousElementSibling();
        }
        return follows;
    }

    private static boolean holdsParagraph(Element element) {
        return element.children().stream().anyMatch(HiddenText::isParagraph);
    }

    /** Looks two levels deep: hidden elements nest, and each is asked. */
    private static boolean holdsControls(Element hidden) {
        for (Element child : hidden.children()) {
            if (CONTROLS.contains(child.normalName())
                    || child.children().stream()
                            .anyMatch(inner -> CONTROLS.contains(inner.normalName()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInArticle(Element parent) {
        Element at = parent;
        for (int i = 0; i < MOST_STEPS && at != null; i++) {
            if (at.nameIs("article") || Boilerplate.isArticleBody(at) || isNamedBody(at)) {
                return true;
            }
            at = at.parent();
        }
        return false;
    }

    private static boolean isNamedBody(Element element) {
        return new ElementMarks.Reader()
                .of(element).terms().stream().anyMatch(ArticleContainer::isBodyName);
    }
}
