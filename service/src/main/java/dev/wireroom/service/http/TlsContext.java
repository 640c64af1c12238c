package dev.wireroom.service.http;

import dev.wireroom.service.config.ConfigurationException;
import dev.wireroom.service.config.HttpConfig;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns the configured keystore into Helidon's TLS settings: TLS 1.3 and 1.2, no client
 * certificates.
 */
final class TlsContext {
    private TlsContext() {}

    static Tls load(HttpConfig config, HttpConfig.Tls tls) {
        char[] password = tls.password().value().toCharArray();
        try (InputStream in = Files.newInputStream(tls.keystore())) {
            KeyStore store = KeyStore.getInstance(tls.type());
            store.load(in, password);
            if (!hasPrivateKey(store)) {
                throw unusable(config, tls, "it holds no private key", null);
            }
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return Tls.builder()
                    .sslContext(context)
                    .addEnabledProtocol("TLSv1.3")
                    .addEnabledProtocol("TLSv1.2")
                    .build();
        } catch (NoSuchFileException e) {
            throw unusable(config, tls, "there is no such file", e);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(
                    config,
                    tls,
                    "not readable with the given password and type: " + e.getMessage(),
                    e);
        }
    }

    private static boolean hasPrivateKey(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    private static ConfigurationException unusable(
            HttpConfig config, HttpConfig.Tls tls, String why, @Nullable Exception cause) {
        String key = config.prefix() + "tls.keystore";
        return new ConfigurationException(
                key + ".path",
                tls.keystore().toString(),
                "given",
                why,
                "check %s.path, %s.password and %s.type".formatted(key, key, key),
                cause);
    }
}
