package dev.wireroom.enrich.lifecycle;

import dev.wireroom.contract.Revision;

/** What an arrival does to its article. */
public sealed interface Verdict {

    /** What is to be remembered of the article from now on. */
    ArticleState next();

    /** It goes on downstream as a revision: new, updated, corrected or withdrawn. */
    record Publish(Revision revision, ArticleState next) implements Verdict {}

    /** It waits for {@code next.held().releaseAt()}, in the place of what waited before. */
    record Hold(ArticleState next) implements Verdict {}

    /** It says nothing that is not known. */
    record Unchanged(ArticleState next) implements Verdict {}

    /** It is older than what is known, or would bring back what was withdrawn. */
    record Late(ArticleState next) implements Verdict {}
}
