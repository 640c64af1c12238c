package dev.wireroom.enrich.text.entity;

import dev.wireroom.enrich.text.EntityType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges an article's mentions into entities.
 *
 * <p>Mentions of equal name and type are one group at once: titles, articles, possessives, legal
 * forms and dots don't count, and a country's names are one name. Then groups join: a shorter
 * person's name joins the group whose name it ends ("Kerry", "John Kerry"; else begins, as "Kim"
 * does "Kim Jong Un"), where several would do the one last named before it; an organisation's
 * acronym joins the name that it abbreviates. One name with two types takes the type that carries
 * twice the confidence of the other. About linear in mentions. Immutable.
 */
public final class EntityMerger {
    private static final double CLEARLY = 2;

    /**
     * Of persons who share a name this many are considered, so that a list of ten thousand Smiths
     * stays cheap.
     */
    private static final int MAX_NAMESAKES = 32;

    private final KnownNames countries;
    private final KnownNames organizations;

    public EntityMerger(KnownNames countries, KnownNames organizations) {
        this.countries = countries;
        this.organizations = organizations;
    }

    /**
     * Merges mentions.
     *
     * @param mentions of one article, in reading order
     * @return entities in the order of their first mentions
     */
    public List<MergedEntity> merge(List<NamedMention> mentions) {
        Map<String, Group> groups = new LinkedHashMap<>();
        Map<String, EntityType> types = settledTypes(mentions);
        for (int index = 0; index < mentions.size(); index++) {
            NamedMention mention = mentions.get(index);
            EntityType type = types.getOrDefault(NameForms.key(mention.text()), mention.type());
            List<String> names = names(mention.text(), type);
            if (names.isEmpty()) {
                continue;
            }
            groups.computeIfAbsent(
                            type + " " + String.join(" ", names), key -> new Group(type, names))
                    .add(index, mention);
        }
        List<Group> joined = joinPersons(new ArrayList<>(groups.values()));
        joined = joinAcronyms(joined);
        List<MergedEntity> entities = new ArrayList<>();
        joined.sort(Comparator.comparingInt(Group::first));
        Set<String> ids = new HashSet<>();
        for (Group group : joined) {
            MergedEntity entity = entity(group);
            // Two groups whose fullest names normalise alike are one entity after all.
            if (ids.add(entity.id())) {
                entities.add(entity);
            } else {
                absorb(entities, entity);
            }
        }
        return entities;
    }

    private static void absorb(List<MergedEntity> entities, MergedEntity twin) {
        for (int index = 0; index < entities.size(); index++) {
            MergedEntity entity = entities.get(index);
            if (entity.id().equals(twin.id())) {
                List<NamedMention> all = new ArrayList<>(entity.mentions());
                all.addAll(twin.mentions());
                all.sort(
                        Comparator.comparing(NamedMention::field)
                                .thenComparingInt(NamedMention::begin));
                entities.set(
                        index, new MergedEntity(entity.id(), entity.name(), entity.type(), all));
                return;
            }
        }
    }

    /** Types of names that were given several, where one is clearly ahead. */
    private static Map<String, EntityType> settledTypes(List<NamedMention> mentions) {
        Map<String, Map<EntityType, Double>> evidence = new HashMap<>();
        for (NamedMention mention : mentions) {
            evidence.computeIfAbsent(
                            NameForms.key(mention.text()), key -> new EnumMap<>(EntityType.class))
                    .merge(mention.type(), mention.confidence(), Double::sum);
        }
        Map<String, EntityType> settled = new HashMap<>();
        evidence.forEach(
                (key, sums) -> {
                    double all = sums.values().stream().mapToDouble(sum -> sum).sum();
                    sums.forEach(
                            (type, sum) -> {
                                if (sums.size() > 1 && sum >= CLEARLY * (all - sum)) {
                                    settled.put(key, type);
                                }
                            });
                });
        return settled;
    }

    private List<String> names(String text, EntityType type) {
        return switch (type) {
            case PERSON -> NameForms.personNames(text);
            case ORGANIZATION ->
                    NameForms.organizationNames(organizations.standingName(text).orElse(text));
            case LOCATION ->
                    NameForms.words(
                            countries.standingName(text).orElseGet(() -> NameForms.key(text)));
            case MISC -> NameForms.words(NameForms.key(text));
        };
    }

    private static List<Group> joinPersons(List<Group> groups) {
        Map<String, List<Group>> byEdgeWord = new HashMap<>();
        for (Group group : groups) {
            if (group.type == EntityType.PERSON && group.names.size() > 1) {
                index(byEdgeWord, group.names.get(0), group);
                index(byEdgeWord, group.names.get(group.names.size() - 1), group);
            }
        }
        List<Group> kept = new ArrayList<>();
        groups.stream()
                .sorted(
                        Comparator.comparingInt((Group group) -> -group.names.size())
                                .thenComparingInt(Group::first))
                .forEach(
                        group -> {
                            List<Group> homes =
                                    group.type == EntityType.PERSON
                                            ? homes(group, byEdgeWord)
                                            : List.of();
                            if (homes.isEmpty()) {
                                kept.add(group);
                            } else {
                                group.mentions.forEach(
                                        (index, mention) ->
                                                nearest(homes, index).add(index, mention));
                            }
                        });
        return kept;
    }

    private static void index(Map<String, List<Group>> byEdgeWord, String word, Group group) {
        List<Group> groups = byEdgeWord.computeIfAbsent(word, first -> new ArrayList<>());
        if (groups.size() < MAX_NAMESAKES) {
            groups.add(group);
        }
    }

    /**
     * The longer names that a group's name may stand for: those that it ends; if none, those that
     * it begins.
     */
    private static List<Group> homes(Group group, Map<String, List<Group>> byEdgeWord) {
        List<Group> ending =
                byEdgeWord.getOrDefault(group.names.get(group.names.size() - 1), List.of()).stream()
                        .filter(
                                candidate ->
                                        candidate.names.size() > group.names.size()
                                                && endsWith(candidate.names, group.names))
                        .toList();
        return ending.isEmpty()
                ? byEdgeWord.getOrDefault(group.names.get(0), List.of()).stream()
                        .filter(candidate -> beginsWith(candidate.names, group.names))
                        .toList()
                : ending;
    }

    /** Of several the one named last before a mention; if none was, the one named first. */
    private static Group nearest(List<Group> homes, int index) {
        return homes.stream()
                .max(
                        Comparator.comparingInt((Group home) -> home.lastBefore(index))
                                .thenComparingInt(home -> -home.first()))
                .orElseThrow();
    }

    private static boolean endsWith(List<String> names, List<String> end) {
        return names.subList(Math.max(0, names.size() - end.size()), names.size()).equals(end);
    }

    private static boolean beginsWith(List<String> names, List<String> begin) {
        return names.size() > begin.size() && names.subList(0, begin.size()).equals(begin);
    }

    private static List<Group> joinAcronyms(List<Group> groups) {
        Map<String, Group> byAcronym = new HashMap<>();
        for (Group group : groups) {
            String acronym =
                    group.type == EntityType.ORGANIZATION
                            ? NameForms.acronym(group.fullestName())
                            : "";
            if (acronym.length() > 1) {
                byAcronym.putIfAbsent(acronym, group);
            }
        }
        List<Group> kept = new ArrayList<>();
        for (Group group : groups) {
            boolean abbreviation =
                    group.type == EntityType.ORGANIZATION
                            && group.names.size() == 1
                            && group.isAllCaps();
            Group home = abbreviation ? byAcronym.get(group.names.get(0)) : null;
            if (home == null || home == group) {
                kept.add(group);
            } else {
                home.join(group);
            }
        }
        return kept;
    }

    private MergedEntity entity(Group group) {
        String fullest = group.fullestName();
        String name =
                switch (group.type) {
                    case ORGANIZATION -> standing(fullest);
                    case LOCATION -> {
                        String spoken = NameForms.spoken(fullest);
                        yield countries.standingName(spoken).orElse(spoken);
                    }
                    case PERSON, MISC -> NameForms.spoken(fullest);
                };
        return new MergedEntity(NameForms.id(name, group.type), name, group.type, group.inOrder());
    }

    /** As the article writes it, article and all, unless it is another name for something known. */
    private String standing(String organization) {
        return organizations
                .standingName(organization)
                .filter(known -> !NameForms.key(known).equals(NameForms.key(organization)))
                .orElse(organization);
    }

    private static final class Group {
        private final EntityType type;
        private final List<String> names;
        private final TreeMap<Integer, NamedMention> mentions = new TreeMap<>();

        Group(EntityType type, List<String> names) {
            this.type = type;
            this.names = names;
        }

        void add(int index, NamedMention mention) {
            mentions.put(index, mention);
        }

        void join(Group other) {
            mentions.putAll(other.mentions);
        }

        int first() {
            return mentions.firstKey();
        }

        /** Number of the last mention before another; -1 when all come after it. */
        int lastBefore(int index) {
            Integer last = mentions.lowerKey(index);
            return last == null ? -1 : last;
        }

        boolean isAllCaps() {
            return mentions.values().stream()
                    .anyMatch(
                            mention ->
                                    mention.text().equals(mention.text().toUpperCase(Locale.ROOT)));
        }

        List<NamedMention> inOrder() {
            return new ArrayList<>(mentions.values());
        }

        /**
         * The longest written form, without a title, preferring forms that are not all capitals;
         * the first of equals.
         */
        String fullestName() {
            String best = "";
            int bestRank = -1;
            for (NamedMention mention : mentions.values()) {
                String text = clean(mention);
                boolean shouting = text.length() > 4 && text.equals(text.toUpperCase(Locale.ROOT));
                int rank =
                        NameForms.words(text).size() * 1_000
                                + Math.min(text.length(), 999)
                                - (shouting ? 100_000 : 0)
                                + 200_000;
                if (rank > bestRank) {
                    best = text;
                    bestRank = rank;
                }
            }
            return best;
        }

        private String clean(NamedMention mention) {
            String text = mention.text().replaceAll("\\s+", " ");
            if (type == EntityType.PERSON) {
                text = text.substring(NameForms.titleLength(text));
            }
            return mention.definite() && type == EntityType.ORGANIZATION ? "The " + text : text;
        }
    }
}
