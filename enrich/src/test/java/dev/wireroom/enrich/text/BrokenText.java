package dev.wireroom.enrich.text;

import java.util.Random;

/** Seeded text that no editor would pass: every kind of code unit in every order. */
public final class BrokenText {
    private static final String[] PIECES = {
        "John Kerry",
        "U.S.",
        "Syria",
        "the ",
        "said ",
        ". ",
        ".",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "\u0000",
        "\u0001",
        "\ud83d",
        "\ude00",
        "😀",
        "👩‍👩‍👧",
        "שלום ",
        "مرحبا ",
        "“",
        "”",
        "\"",
        "'",
        "’s ",
        "(",
        ")",
        "…",
        "...",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\ufffd",
        "北京",
        "é",
        "e\u0301",
        "İstanbul ",
        "ß",
        "\u2028",
        "\u0085",
        "•",
        "- ",
        "www.example.com ",
        "a.b.c",
        "Mr. ",
        "No. 5 ",
        "1,000.50 ",
        "\udbff",
        "𝒦erry ",
        "Ǆ"
    };

    private BrokenText() {}

    /** A text of about so many pieces. */
    public static String of(long seed, int pieces) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < pieces; piece++) {
            if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}
