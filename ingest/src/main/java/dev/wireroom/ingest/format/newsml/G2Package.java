package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groupSet of a NewsML-G2 package: what a subscriber sees of it. A package is an edition, such
 * as the top ten of the hour, and reads as a list: for each item that it refers to, in the order of
 * its groups, the title and below it the description. Media that it refers to by address are
 * linked. The items themselves are articles of their own wherever they are sent; one that is in the
 * same message lends its headline, and its picture, to a reference that gives none.
 */
final class G2Package {

    private static final Set<String> MEDIA =
            Set.of("picture", "photo", "graphic", "video", "audio");

    /**
     * What a package holds.
     *
     * @param text titles and descriptions; empty where there are none
     */
    record Listing(String text, List<MediaLink> media) {}

    private final Map<String, XmlElement> groups = new HashMap<>();
    private final Map<String, XmlElement> others;
    private final Set<String> visited = new HashSet<>();
    private final List<String> paragraphs = new ArrayList<>();
    private final List<MediaLink> media = new ArrayList<>();

    private G2Package(Map<String, XmlElement> others) {
        this.others = others;
    }

    static Listing read(XmlElement item, Map<String, XmlElement> others) {
        G2Package reading = new G2Package(others);
        item.child("groupSet").ifPresent(reading::groupSet);
        item.children("itemRef").forEach(reading::reference);
        return new Listing(String.join("\n\n", reading.paragraphs), List.copyOf(reading.media));
    }

    /** From the root group down; groups that nothing leads to come after it. */
    private void groupSet(XmlElement groupSet) {
        List<XmlElement> all = groupSet.children("group");
        for (XmlElement group : all) {
            group.attribute("id").ifPresent(id -> groups.putIfAbsent(id, group));
        }
        groupSet.attribute("root").ifPresent(root -> walk(root, 0));
        for (XmlElement group : all) {
            Optional<String> id = group.attribute("id");
            if (id.isEmpty()) {
                members(group, 0);
            } else {
                walk(id.get(), 0);
            }
        }
    }

    /** A group is read once, so references in a circle end, as do those too deep to mean it. */
    private void walk(String id, int depth) {
        XmlElement group = groups.get(id);
        if (group != null && depth < 100 && visited.add(id)) {
            members(group, depth);
        }
    }

    private void members(XmlElement group, int depth) {
        for (XmlElement member : group.elements()) {
            if (member.is("groupRef")) {
                member.attribute("idref").ifPresent(id -> walk(id, depth + 1));
            } else if (member.is("itemRef")) {
                reference(member);
            }
        }
    }

    private void reference(XmlElement reference) {
        Optional<XmlElement> item = reference.attribute("residref").map(others::get);
        Optional<String> title = reference.childText("title").or(() -> item.flatMap(this::title));
        Optional<String> description = reference.child("description").flatMap(Carried::prose);
        if (isMedia(reference, item)) {
            picture(reference, item, description.or(() -> title));
        } else {
            title.ifPresent(paragraphs::add);
            description.filter(text -> title.isPresent()).ifPresent(paragraphs::add);
        }
    }

    private Optional<String> title(XmlElement item) {
        return item.child("contentMeta")
                .flatMap(meta -> meta.childText("headline"))
                .or(() -> item.child("itemMeta").flatMap(meta -> meta.childText("title")));
    }

    private static boolean isMedia(XmlElement reference, Optional<XmlElement> item) {
        String type = reference.attribute("contenttype").orElse("");
        if (type.startsWith("image/") || type.startsWith("video/") || type.startsWith("audio/")) {
            return true;
        }
        return reference
                .child("itemClass")
                .or(() -> item.flatMap(i -> i.path("itemMeta", "itemClass")))
                .map(G2Vocabulary::word)
                .filter(MEDIA::contains)
                .isPresent();
    }

    private void picture(
            XmlElement reference, Optional<XmlElement> item, Optional<String> caption) {
        Optional<String> href = reference.attribute("href");
        if (href.isPresent()) {
            String type =
                    reference
                            .attribute("contenttype")
                            .filter(t -> !t.endsWith("+xml"))
                            .orElse(null);
            media.add(new MediaLink(href.get(), type, "main", caption.orElse(null), null, null));
            return;
        }
        item.flatMap(i -> i.child("contentSet"))
                .map(set -> G2Content.media(set, true, caption.orElse(null)))
                .ifPresent(media::addAll);
    }
}
