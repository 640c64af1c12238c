package dev.wireroom.enrich.text.token;

import java.util.Set;

/** Words after which a full stop says little about the end of a sentence. */
final class Abbreviations {
    /** Never the last word of a sentence. */
    static final Set<String> BEFORE_A_NAME =
            Set.of(
                    "adm", "amb", "asst", "atty", "brig", "capt", "cdr", "cmdr", "col", "comdr", "cpl", "cpt", "det", "dr",
                    "drs", "fr", "ft", "gen", "gens", "gov", "govs", "hon", "insp", "lt", "maj", "messrs", "mgr", "mlle",
                    "mme", "mr", "mrs", "ms", "msgr", "mt", "pfc", "pres", "prof", "profs", "pvt", "rep", "reps", "rev",
                    "sen", "sens", "sgt", "sra", "srta", "st", "ste", "supt", "vs", "v", "viz", "cf", "ie", "eg", "approx",
                    "est", "al", "sec", "dep");

    /** Before a number. */
    static final Set<String> BEFORE_A_NUMBER =
            Set.of("no", "nos", "fig", "figs", "art", "vol", "vols", "p", "pp", "para", "ch", "sect");

    /** Last in a sentence only where the next word is one that opens sentences. */
    static final Set<String> MAYBE_LAST =
            Set.of(
                    "ala", "ariz", "ark", "assn", "assoc", "ave", "bldg", "blvd", "bros", "calif", "co", "colo", "conn", "corp",
                    "cos", "ctr", "del", "dept", "dist", "div", "esq", "etc", "fla", "ga", "ill", "inc", "ind", "inst",
                    "intl", "jr", "kan", "ky", "la", "ltd", "mass", "md", "mich", "minn", "miss", "mo", "mont", "natl",
                    "neb", "nev", "okla", "ont", "ore", "pa", "ph", "plc", "pty", "que", "rd", "rte", "sr", "tenn", "tex",
                    "univ", "va", "vt", "wash", "wis", "wyo", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
                    "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
                    "hrs", "min", "max", "mins", "am", "pm");

    /** Words that, capitalised after such a full stop, open a sentence. */
    static final Set<String> OPENERS =
            Set.of(
                    "a", "about", "according", "after", "all", "also", "although", "among", "an", "and", "another", "any",
                    "as", "asked", "at", "because", "before", "both", "but", "by", "critics", "despite", "during", "each",
                    "earlier", "even", "every", "few", "for", "from", "he", "her", "here", "his", "how", "however", "i",
                    "if", "in", "instead", "it", "its", "last", "later", "local", "many", "meanwhile", "more", "most",
                    "my", "nearly", "neither", "no", "nobody", "nor", "not", "nothing", "now", "of", "officials", "on",
                    "once", "one", "only", "or", "other", "others", "our", "over", "people", "perhaps", "police", "she",
                    "since", "so", "some", "still", "such", "that", "the", "their", "then", "there", "these", "they",
                    "this", "those", "though", "thousands", "through", "to", "two", "under", "until", "was", "we", "were",
                    "what", "when", "where", "whether", "which", "while", "who", "why", "with", "without", "yet", "you",
                    "your");

    private Abbreviations() {}
}
