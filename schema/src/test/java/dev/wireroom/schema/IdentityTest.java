package dev.wireroom.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wireroom.contract.Article;
import dev.wireroom.contract.PublishingStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityTest {

    @Test
    void idsNeverChange() {
        // Changing this value would give every stored article a second identity.
        assertThat(ArticleIds.of("bbc", "urn:x:1"))
                .isEqualTo(ArticleIds.of("bbc", "urn:x:1"))
                .matches("[0-9a-z]{25}");
        assertThat(ArticleIds.of("demo", "guid-1")).isEqualTo("1myhwszamgv6nhvtoi9huviv7");
    }

    @Test
    void sourceAndExternalIdCannotRunIntoEachOther() {
        assertThat(ArticleIds.of("ab", "c")).isNotEqualTo(ArticleIds.of("a", "bc"));
    }

    @Test
    void refusesBlankParts() {
        assertThatThrownBy(() -> ArticleIds.of("demo", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("external id");
    }

    @Test
    void contentHashIgnoresDelivery() {
        Article once = AnArticle.titled("Once");
        Article again =
                Article.newBuilder(once)
                        .setReceivedAt(Instant.EPOCH)
                        .setFormat("ninjs/3.0")
                        .build();
        assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(once)).matches("[0-9a-f]{64}");
    }

    @Test
    void contentHashIgnoresRunsOfWhiteSpace() {
        Article spaced = AnArticle.titled("One  two\n three ");
        Article plain = AnArticle.titled("One two three");
        spaced.setBody(plain.getBody());
        assertThat(ContentHash.of(spaced)).isEqualTo(ContentHash.of(plain));
    }

    @Test
    void contentHashSeesTextStatusAndWhereTextStands() {
        Article once = AnArticle.titled("Once");
        Article edited = Article.newBuilder(once).setBody("Another body").build();
        Article canceled =
                Article.newBuilder(once).setPublishingStatus(PublishingStatus.CANCELED).build();
        Article moved = Article.newBuilder(once).setTitle(null).setSummary(once.getTitle()).build();
        assertThat(java.util.List.of(edited, canceled, moved))
                .extracting(ContentHash::of)
                .doesNotContain(ContentHash.of(once))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whiteSpaceCollapsesAsTheExpressionSays(long seed) {
        Random random = new Random(seed);
        String alphabet = " \t\n\u000b\f\r\u00a0\u2003ab\ud83d\ude00";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(12); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            int length = Sha256.collapse(bytes);
            assertThat(Arrays.copyOf(bytes, length))
                    .as("seed %d", seed)
                    .isEqualTo(
                            text.toString()
                                    .replaceAll("\\s+", " ")
                                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
