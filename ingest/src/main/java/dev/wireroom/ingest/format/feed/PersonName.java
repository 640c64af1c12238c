package dev.wireroom.ingest.format.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the name in what feeds write for a person: "mail (Name)", "Name &lt;mail&gt;", "Name". */
final class PersonName {

    private static final Pattern MAIL_NAME =
            Pattern.compile("\\S{1,200}@\\S{1,200}\\s{1,20}\\(([^()]{1,400})\\)");
    private static final Pattern NAME_MAIL =
            Pattern.compile(
                    "\"?([^<>\"]{1,400}?)\"?\\s{0,20}[<(]\\s{0,20}\\S{1,200}@[^>)]{1,200}[>)]");

    private PersonName() {}

    static String of(String text) {
        String person = FieldText.collapsed(text).strip();
        if (person.indexOf('@') < 0 || person.length() > 1_000) {
            return person;
        }
        Matcher mailFirst = MAIL_NAME.matcher(person);
        if (mailFirst.matches()) {
            return mailFirst.group(1).strip();
        }
        Matcher nameFirst = NAME_MAIL.matcher(person);
        return nameFirst.matches() ? nameFirst.group(1).strip() : person;
    }
}
