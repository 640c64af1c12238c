package dev.wireroom.schema.serde;

import dev.wireroom.contract.Article;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that the generated contract classes may be loaded by name. Since 1.12.2 Avro refuses
 * every class it was not told of, once per JVM; without this even a generated builder with an enum
 * default fails. Programs call {@link #install} first thing; readers of specific records do so by
 * themselves.
 */
public final class TrustedContracts {

    private static final ClassSecurityPredicate CONTRACTS =
            type -> type.getPackageName().equals(Article.class.getPackageName());

    private static boolean installed;

    private TrustedContracts() {}

    /** Adds the contracts to what is trusted already; the second and later calls do nothing. */
    public static synchronized void install() {
        if (!installed) {
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(
                            ClassSecurityValidator.getGlobal(), CONTRACTS));
            installed = true;
        }
    }
}
