package dev.wireroom.enrich.text.entity;

import static dev.wireroom.enrich.text.EntityType.LOCATION;
import static dev.wireroom.enrich.text.EntityType.ORGANIZATION;
import static dev.wireroom.enrich.text.EntityType.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wireroom.enrich.text.EntityType;
import dev.wireroom.enrich.text.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EntityMergerTest {
    private final EntityMerger merger =
            new EntityMerger(KnownNames.countries(), KnownNames.organizations());
    private final List<NamedMention> mentions = new ArrayList<>();

    private EntityMergerTest named(EntityType type, String... texts) {
        Arrays.stream(texts).forEach(text -> mention(text, type, 0.9, false));
        return this;
    }

    private void mention(String text, EntityType type, double confidence, boolean definite) {
        int begin = mentions.size() * 100;
        mentions.add(
                new NamedMention(
                        Field.BODY,
                        begin,
                        begin + text.length(),
                        text,
                        type,
                        confidence,
                        definite,
                        mentions.size()));
    }

    private List<String> merged() {
        return merger.merge(mentions).stream()
                .map(entity -> entity.name() + " " + entity.mentions().size() + " " + entity.id())
                .toList();
    }

    @Test
    void knowsInitialsOfANameWithAndWithoutItsSmallWords() {
        assertThat(NameForms.abbreviates("AU", "African Union")).isTrue();
        assertThat(NameForms.abbreviates("AU", "The African Union")).isTrue();
        assertThat(NameForms.abbreviates("ICRC", "International Committee of the Red Cross"))
                .isTrue();
        assertThat(NameForms.abbreviates("ISIL", "Islamic State in Iraq and the Levant")).isTrue();
        assertThat(NameForms.abbreviates("ISI", "Islamic State of Iraq")).isTrue();
        assertThat(NameForms.abbreviates("BOI", "Bank of India")).isTrue();
        assertThat(NameForms.abbreviates("AFP", "Sudan Tribune")).isFalse();
        assertThat(NameForms.abbreviates("B", "BBC")).isFalse();
    }

    @Test
    void givesOneNameToKnownOrganizationsAndLeavesAnArticleWhereItIsWritten() {
        named(ORGANIZATION, "UN", "EU", "U.N.", "The Washington Post", "WHO", "Washington Post");

        assertThat(merged())
                .containsExactly(
                        "United Nations 2 organization:united-nations",
                        "European Union 1 organization:european-union",
                        "The Washington Post 2 organization:washington-post",
                        "World Health Organization 1 organization:world-health-organization");
    }

    @Test
    void findsAPersonBehindTitlesSurnamesAndInitials() {
        named(
                PERSON,
                "Secretary of State John Kerry",
                "Kerry",
                "Ashton B. Carter",
                "John Kerry",
                "Carter",
                "Ashton Carter");

        assertThat(merged())
                .containsExactly(
                        "John Kerry 3 person:john-kerry",
                        "Ashton B. Carter 3 person:ashton-carter");
    }

    @Test
    void findsASurnameBehindAParticleAndAFamilyNameThatComesFirst() {
        named(PERSON, "Bashar al-Assad", "Assad", "al-Assad", "Kim Jong Un", "Kim");

        assertThat(merged())
                .containsExactly(
                        "Bashar al-Assad 3 person:bashar-assad",
                        "Kim Jong Un 2 person:kim-jong-un");
    }

    @Test
    void givesASharedSurnameToThePersonNamedLast() {
        named(PERSON, "Hillary Clinton", "Clinton", "Bill Clinton", "Clinton");

        assertThat(merger.merge(mentions))
                .extracting(entity -> entity.mentions().size())
                .containsExactly(2, 2);
        assertThat(merger.merge(mentions).get(1).mentions())
                .extracting(NamedMention::begin)
                .containsExactly(200, 300);
    }

    @Test
    void knowsACountryByAllItsNames() {
        named(LOCATION, "US", "United States", "U.S.", "Britain", "UK", "U . S .");

        assertThat(merged())
                .containsExactly(
                        "United States 4 location:united-states",
                        "United Kingdom 2 location:united-kingdom");
    }

    @Test
    void joinsAcronymsLegalFormsAndArticles() {
        named(ORGANIZATION, "European Union", "EU", "Apple Inc.", "Apple", "Washington Post");
        mention("Washington Post", ORGANIZATION, 0.9, true);

        assertThat(merged())
                .containsExactly(
                        "European Union 2 organization:european-union",
                        "Apple Inc. 2 organization:apple",
                        "The Washington Post 2 organization:washington-post");
    }

    @Test
    void settlesANameThatWasGivenTwoTypes() {
        named(ORGANIZATION, "Hamas", "Hamas", "Hamas");
        mention("Hamas", LOCATION, 0.4, false);

        assertThat(merged()).containsExactly("Hamas 4 organization:hamas");
    }

    @Test
    void writesAShoutedNameAsItIsOtherwiseWritten() {
        named(LOCATION, "NEW YORK", "USA")
                .named(PERSON, "JOHN O'NEILL", "LULA")
                .named(ORGANIZATION, "UNESCO");

        assertThat(merger.merge(mentions))
                .extracting(MergedEntity::name)
                .containsExactly("New York", "United States", "John O'Neill", "LULA", "UNESCO");
    }

    @Test
    void keepsWhatOnlyLooksAlikeApart() {
        named(PERSON, "John Smith", "Peter Smith")
                .named(LOCATION, "Guinea", "New Guinea")
                .named(ORGANIZATION, "Smith");

        assertThat(merged()).hasSize(5);
    }

    @Test
    void weighsTitleAndLeadMoreThanTheEnd() {
        mentions.add(new NamedMention(Field.TITLE, 0, 5, "Syria", LOCATION, 1, false, 0));
        mentions.add(new NamedMention(Field.BODY, 0, 6, "Russia", LOCATION, 1, false, 1));
        mentions.add(new NamedMention(Field.BODY, 900, 904, "Iran", LOCATION, 1, false, 30));
        double[] saliences = Salience.of(merger.merge(mentions), 1);

        assertThat(saliences[0]).isCloseTo(3 * saliences[1], within(1e-9));
        assertThat(saliences[1]).isGreaterThan(2 * saliences[2]);
        assertThat(Arrays.stream(saliences).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void mergesTenThousandMentionsOfThousandsOfNamesakesInTime() {
        for (int index = 0; index < 5_000; index++) {
            named(PERSON, "Given" + index + " Middle" + index % 7 + " Smith", "Smith");
        }

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> merger.merge(mentions));
    }
}
