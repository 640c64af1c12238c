package dev.wireroom.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wireroom.contract.IdentityPolicy;
import dev.wireroom.contract.LearnedIdentity;
import dev.wireroom.contract.SeenItem;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityLearnerTest {

    /** A reader of one feed, poll by poll. */
    private static final class Reader {
        private List<SeenItem> seen = List.of();
        private LearnedIdentity learned = FeedHabits.none();
        private IdentityPolicy configured = IdentityPolicy.AUTO;
        private boolean shared;
        private Instant now = Instant.parse("2026-11-25T00:00:00Z");
        private final Set<String> articles = new HashSet<>();

        List<ItemIdentity> poll(List<ItemKeys> document) {
            IdentityLearner.Result result =
                    new IdentityLearner(configured, shared, learned, IdentityLearner.Siblings.NONE)
                            .identify(document, seen);
            now = now.plusSeconds(600);
            seen = SeenItems.merge(seen, result.items(), now);
            learned = result.learned();
            result.items().forEach(item -> articles.add(item.externalId()));
            return result.items();
        }
    }

    static Stream<Arguments> habitsAndSeeds() {
        return Stream.of(Publisher.Habit.values())
                .flatMap(
                        habit ->
                                Stream.of(1L, 2L, 3L, 4L, 5L)
                                        .map(seed -> Arguments.of(habit, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("habitsAndSeeds")
    void makesAsManyArticlesAsThePublisherWrote(Publisher.Habit habit, long seed) {
        Random random = new Random(seed);
        Publisher publisher = new Publisher(habit, random, retitledAtOnce(habit));
        Reader reader = new Reader();
        publisher.write(15);
        reader.poll(publisher.document());
        for (int poll = 0; poll < 60; poll++) {
            publisher.edit();
            publisher.write(random.nextInt(3));
            reader.poll(publisher.document());
        }
        // what SHUFFLED leaves out of a document, no reader can have seen
        if (habit == Publisher.Habit.SHUFFLED_AND_COMING_BACK) {
            assertThat(reader.articles.size())
                    .isBetween(publisher.written() - 3, publisher.written());
        } else {
            assertThat(reader.articles).hasSize(publisher.written());
        }
    }

    /** Without a guid or link that lasts, nothing can tell a new title from a new item. */
    private static double retitledAtOnce(Publisher.Habit habit) {
        return habit == Publisher.Habit.NO_GUIDS_AND_SESSION_IN_LINKS ? 0 : 0.05;
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, GUID",
        "NO_GUIDS, LINK",
        "ONE_GUID_FOR_ALL, LINK",
        "NEW_GUIDS_EVERY_TIME, LINK",
        "SESSION_IN_LINKS, GUID",
        "NO_GUIDS_AND_SESSION_IN_LINKS, TITLE_AND_DATE",
        "ONE_LINK_FOR_ALL, GUID"
    })
    void learnsThePolicyThatFits(Publisher.Habit habit, IdentityPolicy policy) {
        Publisher publisher = new Publisher(habit, new Random(1), 0.02);
        Reader reader = new Reader();
        publisher.write(20);
        for (int poll = 0; poll < 10; poll++) {
            reader.poll(publisher.document());
            publisher.write(1);
        }
        assertThat(reader.learned.getPolicy()).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({"GUID", "LINK", "LINK_AND_TITLE", "TITLE_AND_DATE", "CONTENT"})
    void neverMakesAFeedNewAgainWhenThePolicyChanges(IdentityPolicy policy) {
        Publisher publisher = new Publisher(Publisher.Habit.NONE, new Random(1), 0);
        Reader reader = new Reader();
        publisher.write(20);
        reader.poll(publisher.document());
        reader.configured = policy;
        assertThat(reader.poll(publisher.document())).noneMatch(ItemIdentity::isNew);
        publisher.write(1);
        assertThat(reader.poll(publisher.document())).filteredOn(ItemIdentity::isNew).hasSize(1);
        reader.configured = IdentityPolicy.AUTO;
        assertThat(reader.poll(publisher.document())).noneMatch(ItemIdentity::isNew);
        assertThat(reader.articles).hasSize(21);
    }

    @Test
    void takesARetitledItemForARevision() {
        Reader reader = new Reader();
        reader.poll(List.of(item("g1", "https://news.example/1", "Storm nears", 1)));
        ItemIdentity retitled =
                reader.poll(List.of(item("g1", "https://news.example/1", "Storm hits", 2))).get(0);
        assertThat(retitled.isNew()).isFalse();
        assertThat(retitled.changed()).isTrue();
        assertThat(reader.learned.getRetitled()).isEqualTo(1);
    }

    @Test
    void takesAGuidThatComesBackOnAnotherItemForAnotherArticle() {
        Reader reader = new Reader();
        reader.poll(List.of(item("latest", "https://news.example/1", "Storm nears", 1)));
        ItemIdentity other =
                reader.poll(List.of(item("latest", "https://news.example/2", "Vote today", 2)))
                        .get(0);
        assertThat(other.isNew()).isTrue();
        assertThat(other.externalId()).isEqualTo("https://news.example/2");
        assertThat(reader.learned.getGuidsReused()).isEqualTo(1);
    }

    @Test
    void followsAnItemThatMovesToAnotherAddress() {
        Reader reader = new Reader();
        reader.poll(
                List.of(
                        item(
                                "https://news.example/storm-nears",
                                "https://news.example/storm-nears",
                                "Storm",
                                7)));
        ItemIdentity moved =
                reader.poll(
                                List.of(
                                        item(
                                                "https://news.example/storm",
                                                "https://news.example/storm",
                                                "Storm",
                                                7)))
                        .get(0);
        assertThat(moved.isNew()).isFalse();
    }

    @Test
    void takesNextDaysBriefingOfTheSameTitleForAnotherArticle() {
        Reader reader = new Reader();
        reader.poll(List.of(item("1", "https://news.example/1", "Morning briefing", 1)));
        reader.poll(
                List.of(
                        item("2", "https://news.example/2", "Morning briefing", 2),
                        item("1", "https://news.example/1", "Morning briefing", 1)));
        assertThat(reader.articles).hasSize(2);
    }

    @Test
    void prefersTheLinkWhereAPublisherHasSeveralFeeds() {
        Reader one = new Reader();
        Reader other = new Reader();
        one.shared = true;
        other.shared = true;
        one.poll(List.of(item("17", "https://news.example/storm?utm_source=top", "Storm", 1)));
        other.poll(
                List.of(item("3", "http://www.news.example/storm?utm_source=weather", "Storm", 1)));
        assertThat(one.articles).isEqualTo(other.articles);
    }

    @Test
    void takesTheIdThatASiblingGave() {
        IdentityLearner learner =
                new IdentityLearner(
                        IdentityPolicy.AUTO,
                        true,
                        FeedHabits.none(),
                        item -> Optional.of("sibling-id"));
        assertThat(
                        learner.identify(
                                        List.of(item("1", "https://news.example/1", "Storm", 1)),
                                        List.of())
                                .items()
                                .get(0)
                                .externalId())
                .isEqualTo("sibling-id");
    }

    @Test
    void tellsItemsWithNothingButATitleApart() {
        Reader reader = new Reader();
        List<ItemKeys> document =
                List.of(
                        ItemKeys.of(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("Storm"),
                                "2026-11-25",
                                1),
                        ItemKeys.of(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("Vote"),
                                "2026-11-25",
                                2));
        reader.poll(document);
        assertThat(reader.poll(document)).noneMatch(ItemIdentity::isNew);
        assertThat(reader.articles).hasSize(2);
    }

    private static ItemKeys item(String guid, String link, String title, long content) {
        return ItemKeys.of(
                Optional.of(guid),
                Optional.of(link),
                Optional.of(title),
                "2026-11-25T08:00:00Z",
                content);
    }
}
