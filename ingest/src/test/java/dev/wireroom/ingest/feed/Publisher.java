package dev.wireroom.ingest.feed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A publisher with one bad habit, who writes, retitles and edits items and shows the newest. */
final class Publisher {

    /** What publishers do to ids; in all cases items are also retitled and edited. */
    enum Habit {
        NONE,
        NO_GUIDS,
        ONE_GUID_FOR_ALL,
        NEW_GUIDS_EVERY_TIME,
        GUID_COUNTS_REVISIONS,
        SESSION_IN_LINKS,
        NO_GUIDS_AND_SESSION_IN_LINKS,
        ONE_LINK_FOR_ALL,
        LINKS_OF_MANY_SPELLINGS,
        SOME_GUIDS_REUSED,
        SHUFFLED_AND_COMING_BACK,
        LISTED_TWICE
    }

    private record Written(int number, int revision, int titleRevision) {}

    private static final int SHOWN = 20;

    private final Habit habit;
    private final RandomGenerator random;
    private final double retitled;
    private final List<Written> written = new ArrayList<>();

    Publisher(Habit habit, RandomGenerator random, double retitled) {
        this.habit = habit;
        this.random = random;
        this.retitled = retitled;
    }

    int written() {
        return written.size();
    }

    void write(int items) {
        for (int i = 0; i < items; i++) {
            written.add(new Written(written.size(), 0, 0));
        }
    }

    /** Edits a few of the items shown: some get another title, some another text. */
    void edit() {
        for (int i = Math.max(0, written.size() - SHOWN); i < written.size(); i++) {
            Written item = written.get(i);
            boolean title = random.nextDouble() < retitled;
            boolean text = random.nextDouble() < retitled;
            written.set(
                    i,
                    new Written(
                            item.number(),
                            item.revision() + (text || title ? 1 : 0),
                            item.titleRevision() + (title ? 1 : 0)));
        }
    }

    /** The document as it is served now, with the number of the item that each entry is. */
    List<ItemKeys> document() {
        List<ItemKeys> items = new ArrayList<>();
        for (int i = written.size() - 1; i >= Math.max(0, written.size() - SHOWN); i--) {
            items.add(keys(written.get(i)));
            if (habit == Habit.LISTED_TWICE && i % 3 == 0) {
                items.add(keys(written.get(i)));
            }
        }
        if (habit == Habit.SHUFFLED_AND_COMING_BACK) {
            Collections.shuffle(items, java.util.Random.from(random));
            return items.subList(0, Math.max(1, items.size() - random.nextInt(5)));
        }
        return items;
    }

    private ItemKeys keys(Written item) {
        String title = "Story %d, headline %d".formatted(item.number(), item.titleRevision());
        long content = ItemKeys.hash(title + " text " + item.revision());
        return ItemKeys.of(
                guid(item),
                Optional.of(link(item)),
                Optional.of(title),
                "2026-11-25T%02d:00:00Z".formatted(item.number() % 24),
                content);
    }

    private Optional<String> guid(Written item) {
        return switch (habit) {
            case NO_GUIDS, NO_GUIDS_AND_SESSION_IN_LINKS -> Optional.empty();
            case ONE_GUID_FOR_ALL -> Optional.of("https://news.example/");
            case NEW_GUIDS_EVERY_TIME -> Optional.of(Long.toHexString(random.nextLong()));
            case GUID_COUNTS_REVISIONS ->
                    Optional.of("item-%d-v%d".formatted(item.number(), item.revision()));
            case SOME_GUIDS_REUSED ->
                    Optional.of("guid-" + (item.number() % 7 == 0 ? 0 : item.number()));
            case NONE,
                    SESSION_IN_LINKS,
                    ONE_LINK_FOR_ALL,
                    LINKS_OF_MANY_SPELLINGS,
                    SHUFFLED_AND_COMING_BACK,
                    LISTED_TWICE ->
                    Optional.of("guid-" + item.number());
        };
    }

    private String link(Written item) {
        String plain = "news.example/story/" + item.number();
        return switch (habit) {
            case ONE_LINK_FOR_ALL -> "https://news.example/live";
            case SESSION_IN_LINKS, NO_GUIDS_AND_SESSION_IN_LINKS ->
                    "https://" + plain + "?s=" + Long.toHexString(random.nextLong());
            case LINKS_OF_MANY_SPELLINGS ->
                    List.of("https://", "http://", "https://www.", "https://m.")
                                    .get(random.nextInt(4))
                            + plain
                            + List.of("", "/", "?utm_source=rss", "#0").get(random.nextInt(4));
            case NONE,
                    NO_GUIDS,
                    ONE_GUID_FOR_ALL,
                    NEW_GUIDS_EVERY_TIME,
                    GUID_COUNTS_REVISIONS,
                    SOME_GUIDS_REUSED,
                    SHUFFLED_AND_COMING_BACK,
                    LISTED_TWICE ->
                    "https://" + plain;
        };
    }
}
