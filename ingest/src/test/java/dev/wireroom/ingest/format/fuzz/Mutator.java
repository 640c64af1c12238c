package dev.wireroom.ingest.format.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Breaks a document in the ways that transport, editors and attackers do: bytes flipped, cut,
 * spliced with another document, repeated, and the tokens put in that parsers trip over.
 */
final class Mutator {

    private static final int MAX_BYTES = 512 * 1024;

    /** What means something to one parser or another. */
    private static final List<byte[]> TOKENS =
            List.of(
                    utf8("\u0000"),
                    utf8("\uFEFF"),
                    utf8("\uD83D\uDE00"),
                    utf8("\u2028"),
                    utf8("\u202E"),
                    utf8("{"),
                    utf8("}"),
                    utf8("["),
                    utf8("]"),
                    utf8("\""),
                    utf8("\\u0000"),
                    utf8("\\uD800"),
                    utf8("null"),
                    utf8("1e999"),
                    utf8("-0.00001"),
                    utf8("99999999999999999999999999"),
                    utf8("<"),
                    utf8(">"),
                    utf8("</"),
                    utf8("/>"),
                    utf8("<!--"),
                    utf8("-->"),
                    utf8("<![CDATA["),
                    utf8("]]>"),
                    utf8("<?xml version=\"1.0\" encoding=\"utf-7\"?>"),
                    utf8("<!DOCTYPE a ["),
                    utf8("<!ENTITY a \"&a;&a;\">"),
                    utf8("&a;"),
                    utf8("&#0;"),
                    utf8("&#xD800;"),
                    utf8("&#x110000;"),
                    utf8("&nbsp"),
                    utf8("xmlns=\"\""),
                    utf8("xmlns:a=\"b\""),
                    utf8("\r\n\r\n"),
                    utf8("\n\n"),
                    utf8("\r"),
                    utf8("\t"),
                    utf8("--"),
                    utf8("Content-Type: multipart/mixed; boundary=\"\"\n\n"),
                    utf8("Content-Type: message/rfc822\n\n"),
                    utf8("Content-Transfer-Encoding: base64\n"),
                    utf8("=?utf-8?B?"),
                    utf8("?="),
                    utf8("=?x?Q?=?="),
                    utf8("filename*0*=utf-8''%"),
                    utf8("From a 00:00\n"),
                    utf8("0000-00-00 00:00:00"),
                    utf8("2026-02-30T25:61:61+99:99"),
                    utf8("-999999999-01-01"),
                    utf8("EMBARGOED UNTIL "),
                    utf8("http://[::1"),
                    utf8("http://a b/%"),
                    utf8("[caption]"),
                    utf8("[gallery ids=\""),
                    new byte[] {1},
                    new byte[] {2},
                    new byte[] {3},
                    new byte[] {(byte) 0xFF},
                    new byte[] {(byte) 0xC0, (byte) 0x80},
                    new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                    new byte[] {(byte) 0xF5, (byte) 0x80},
                    new byte[] {(byte) 0xFE, (byte) 0xFF});

    private final List<FixtureTree.Fixture> fixtures;

    Mutator(List<FixtureTree.Fixture> fixtures) {
        this.fixtures = fixtures;
    }

    /** A broken copy of one fixture; the same generator state makes the same bytes. */
    byte[] mutant(byte[] original, RandomGenerator random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            mutant = change(mutant, random);
            if (mutant.length > MAX_BYTES) {
                mutant = Arrays.copyOf(mutant, MAX_BYTES);
            }
        }
        return mutant;
    }

    private byte[] change(byte[] bytes, RandomGenerator random) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(Math.min(bytes.length - at, 200) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, random);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> joined(bytes, 0, at, bytes, end, bytes.length);
            case 3 -> inserted(bytes, at, TOKENS.get(random.nextInt(TOKENS.size())), 1);
            case 4 ->
                    inserted(
                            bytes,
                            at,
                            TOKENS.get(random.nextInt(TOKENS.size())),
                            random.nextInt(300));
            case 5 ->
                    inserted(bytes, at, Arrays.copyOfRange(bytes, at, end), 1 + random.nextInt(50));
            case 6 -> spliced(bytes, at, random);
            default -> replacedDigits(bytes, at, end, random);
        };
    }

    private static byte[] flipped(byte[] bytes, RandomGenerator random) {
        byte[] result = bytes.clone();
        for (int i = 0; i <= random.nextInt(8) && result.length > 0; i++) {
            int at = random.nextInt(result.length);
            result[at] = (byte) (result[at] ^ (1 << random.nextInt(8)));
        }
        return result;
    }

    private byte[] spliced(byte[] bytes, int at, RandomGenerator random) {
        byte[] other = fixtures.get(random.nextInt(fixtures.size())).bytes();
        return joined(bytes, 0, at, other, random.nextInt(other.length + 1), other.length);
    }

    private static byte[] replacedDigits(byte[] bytes, int from, int to, RandomGenerator random) {
        byte[] result = bytes.clone();
        for (int i = from; i < to; i++) {
            if (result[i] >= '0' && result[i] <= '9') {
                result[i] = (byte) ('0' + random.nextInt(10));
            }
        }
        return result;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] token, int times) {
        byte[] result = new byte[bytes.length + token.length * times];
        System.arraycopy(bytes, 0, result, 0, at);
        for (int i = 0; i < times; i++) {
            System.arraycopy(token, 0, result, at + i * token.length, token.length);
        }
        System.arraycopy(bytes, at, result, at + token.length * times, bytes.length - at);
        return result;
    }

    private static byte[] joined(
            byte[] first, int from, int to, byte[] second, int secondFrom, int secondTo) {
        byte[] result = new byte[to - from + secondTo - secondFrom];
        System.arraycopy(first, from, result, 0, to - from);
        System.arraycopy(second, secondFrom, result, to - from, secondTo - secondFrom);
        return result;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
