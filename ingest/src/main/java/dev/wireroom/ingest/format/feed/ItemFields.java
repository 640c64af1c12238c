package dev.wireroom.ingest.format.feed;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.contract.NewsTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one item while its feed is read, whatever the dialect. Filled by one reader, then
 * only read. Not thread-safe.
 */
final class ItemFields {

    /** How good a source of a field was: a better one replaces what a worse one gave. */
    private static final int UNSET = Integer.MAX_VALUE;

    @Nullable String guid;

    /** As isPermaLink says; null where it says nothing. */
    @Nullable Boolean permaLink;

    @Nullable String link;
    private int linkRank = UNSET;

    @Nullable FieldText title;
    private int titleRank = UNSET;

    @Nullable FieldText content;
    private int contentRank = UNSET;

    @Nullable FieldText description;
    private int descriptionRank = UNSET;

    /** Whether the description is only ever a summary, as in Atom. */
    boolean summaryOnly;

    @Nullable NewsTime published;
    private int publishedRank = UNSET;

    @Nullable NewsTime updated;

    @Nullable String language;
    @Nullable String rights;
    @Nullable String rightsHolder;
    @Nullable String usageTerms;

    final Set<String> authors = new LinkedHashSet<>(2);
    final Set<String> sourceAuthors = new LinkedHashSet<>(2);
    final Set<String> keywords = new LinkedHashSet<>(4);
    final List<MediaLink> media = new ArrayList<>(2);

    boolean canceled;
    @Nullable String reason;

    final Symptoms symptoms = new Symptoms();

    void link(@Nullable String address, int rank) {
        if (address != null && rank < linkRank) {
            link = address;
            linkRank = rank;
        }
    }

    void title(@Nullable FieldText text, int rank) {
        if (text != null && rank < titleRank) {
            title = text;
            titleRank = rank;
        }
    }

    void content(@Nullable FieldText text, int rank) {
        if (text != null && rank < contentRank) {
            content = text;
            contentRank = rank;
        }
    }

    void description(@Nullable FieldText text, int rank) {
        if (text != null && rank < descriptionRank) {
            description = text;
            descriptionRank = rank;
        }
    }

    void published(@Nullable NewsTime time, int rank) {
        if (time != null && rank < publishedRank) {
            published = time;
            publishedRank = rank;
        }
    }

    void media(@Nullable MediaLink link) {
        if (link == null) {
            return;
        }
        for (MediaLink known : media) {
            if (known.getUrl().equals(link.getUrl())) {
                complete(known, link);
                return;
            }
        }
        media.add(link);
    }

    /** Two elements about the same file complete each other. */
    private static void complete(MediaLink known, MediaLink other) {
        if (known.getMediaType() == null) {
            known.setMediaType(other.getMediaType());
        }
        if (known.getCaption() == null) {
            known.setCaption(other.getCaption());
        }
        if (known.getWidth() == null) {
            known.setWidth(other.getWidth());
        }
        if (known.getHeight() == null) {
            known.setHeight(other.getHeight());
        }
    }

    boolean isEmpty() {
        return guid == null
                && link == null
                && title == null
                && content == null
                && description == null
                && media.isEmpty();
    }
}
