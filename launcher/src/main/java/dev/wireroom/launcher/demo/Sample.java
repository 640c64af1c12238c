package dev.wireroom.launcher.demo;

import dev.wireroom.launcher.embedded.CannotStartException;
import dev.wireroom.launcher.push.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the articles that the demonstration sends.
 *
 * @param file its name among the samples
 * @param form what kind of document it is, for a person
 */
record Sample(String file, String form, Document document) {
    /** In the order of sending: an update comes after what it updates. */
    private static final List<List<String>> FILES =
            List.of(
                    List.of("us-to-russia-lets-talk-about-syria.txt", "plain text"),
                    List.of("rotterdam-terminals.json", "JSON"),
                    List.of("rotterdam-terminals-update.json", "JSON"),
                    List.of("harbour-gazette-copy.json", "JSON"),
                    List.of("solarpark-lausitz.json", "JSON"),
                    List.of("storm-warning.ninjs.json", "IPTC ninjs"),
                    List.of("ferry-link.newsml.xml", "NewsML-G2"),
                    List.of("lighthouse-page.html", "HTML"),
                    List.of("bank-merger.json", "JSON"),
                    List.of("bank-merger-withdrawal.json", "JSON"));

    /** Reads them all. */
    static List<Sample> all(Path folder) {
        List<Sample> samples = new ArrayList<>();
        for (List<String> file : FILES) {
            String name = file.get(0);
            try {
                byte[] content = Files.readAllBytes(folder.resolve(name));
                samples.add(new Sample(name, file.get(1), Document.in(name, content).get(0)));
            } catch (IOException e) {
                throw new CannotStartException(
                        "the sample " + folder.resolve(name) + " cannot be read", e);
            }
        }
        return samples;
    }
}
