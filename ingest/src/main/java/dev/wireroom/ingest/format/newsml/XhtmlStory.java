package dev.wireroom.ingest.format.newsml;

import dev.wireroom.contract.MediaLink;
import dev.wireroom.ingest.format.xml.XmlElement;
import dev.wireroom.ingest.format.xml.XmlProse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads content in XHTML, a whole page or a piece of one: its text and its pictures. */
final class XhtmlStory {

    private XhtmlStory() {}

    static Story of(XmlElement markup) {
        XmlElement body = markup.child("body").orElse(markup);
        Optional<String> title =
                body.descendant("h1")
                        .flatMap(XmlElement::line)
                        .or(() -> markup.path("head", "title").flatMap(XmlElement::line));
        // a header that holds the headline holds slug, date and category besides
        String text =
                XmlProse.of(body, part -> part.is("header") && part.descendant("h1").isPresent());
        return new Story(
                title,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text,
                media(body));
    }

    private static List<MediaLink> media(XmlElement body) {
        List<MediaLink> links = new ArrayList<>();
        for (XmlElement figure : body.descendants("figure")) {
            String caption = figure.child("figcaption").map(XmlProse::of).orElse("");
            figure.descendant("img").flatMap(image -> link(image, caption)).ifPresent(links::add);
        }
        for (XmlElement image : body.descendants("img")) {
            link(image, "")
                    .filter(l -> links.stream().noneMatch(o -> o.getUrl().equals(l.getUrl())))
                    .ifPresent(links::add);
        }
        return links;
    }

    private static Optional<MediaLink> link(XmlElement image, String caption) {
        Optional<String> described =
                Optional.of(caption).filter(c -> !c.isEmpty()).or(() -> image.attribute("alt"));
        return image.attribute("src")
                .filter(src -> !src.startsWith("data:"))
                .map(
                        src ->
                                new MediaLink(
                                        src,
                                        null,
                                        "inline",
                                        described.orElse(null),
                                        Pixels.of(image.attribute("width")),
                                        Pixels.of(image.attribute("height"))));
    }
}
