package dev.wireroom.enrich.text.model;

import dev.wireroom.enrich.text.EntityType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The BIO tags of a model: which columns begin and continue which entity type. Immutable. */
public final class TagSet {
    private static final Map<String, EntityType> TYPES =
            Map.of(
                    "PER", EntityType.PERSON,
                    "ORG", EntityType.ORGANIZATION,
                    "LOC", EntityType.LOCATION,
                    "MISC", EntityType.MISC);

    private final int size;
    private final int outside;
    private final List<EntityType> types;
    private final Map<EntityType, Integer> begins = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Integer> insides = new EnumMap<>(EntityType.class);

    /**
     * @param tags such as {@code O, B-PER, I-PER}
     * @throws IllegalStateException when a type lacks one of its two tags, or is unknown
     */
    public TagSet(List<String> tags) {
        size = tags.size();
        outside = tags.indexOf("O");
        List<EntityType> found = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            String tag = tags.get(index);
            if (index == outside) {
                continue;
            }
            EntityType type = TYPES.get(tag.substring(2));
            if (type == null) {
                throw new IllegalStateException("unknown tag " + tag);
            }
            (tag.startsWith("B-") ? begins : insides).put(type, index);
            if (!found.contains(type)) {
                found.add(type);
            }
        }
        types = List.copyOf(found);
        if (outside < 0 || begins.size() != types.size() || insides.size() != types.size()) {
            throw new IllegalStateException("not a BIO tag set: " + tags);
        }
    }

    /** How many tags. */
    public int size() {
        return size;
    }

    /** Column of O. */
    public int outside() {
        return outside;
    }

    /** The entity types, in the model's order. */
    public List<EntityType> types() {
        return types;
    }

    /** Column of a type's B tag. */
    public int begin(EntityType type) {
        return begins.getOrDefault(type, -1);
    }

    /** Column of a type's I tag. */
    public int inside(EntityType type) {
        return insides.getOrDefault(type, -1);
    }
}
