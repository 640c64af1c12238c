package dev.wireroom.service.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The addresses that begin with the same bits, written like {@code 10.0.0.0/8} or {@code fc00::/7};
 * immutable.
 */
public final class AddressRange {

    private final byte[] network;
    private final int prefixBits;
    private final String text;

    private AddressRange(byte[] network, int prefixBits, String text) {
        this.network = network;
        this.prefixBits = prefixBits;
        this.text = text;
    }

    /**
     * Reads CIDR notation; a lone address is the range of that address. Bits after the prefix must
     * be zero: {@code 10.1.2.3/8} is a slip more often than it is meant.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static AddressRange parse(String cidr) {
        String text = cidr.strip();
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] network = literal(address, cidr);
        int most = network.length * Byte.SIZE;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1), most, cidr);
        for (int bit = bits; bit < most; bit++) {
            if (((network[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1) != 0) {
                throw new IllegalArgumentException(
                        cidr
                                + " has bits set after its first "
                                + bits
                                + "; write the network's"
                                + " own address, or /"
                                + most
                                + " for this one address");
            }
        }
        return new AddressRange(network, bits, text);
    }

    private static byte[] literal(String address, String cidr) {
        boolean v4 = address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        boolean v6 = address.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        if (v4 || v6) {
            try {
                return InetAddress.getByName(address).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr + " holds no IP address", e);
            }
        }
        throw new IllegalArgumentException(
                cidr + " is no range of addresses; write it like 10.0.0.0/8 or fd00::/8");
    }

    private static int bits(String text, int most, String cidr) {
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                cidr + " needs a number of bits from 0 to " + most + " after its slash");
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefixBits / Byte.SIZE;
        int rest = prefixBits % Byte.SIZE;
        if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
            return false;
        }
        int mask = (0xff << (Byte.SIZE - rest)) & 0xff;
        return rest == 0 || (bytes[whole] & mask) == (network[whole] & mask);
    }

    /** Whether it is one address and no more. */
    boolean isSingle() {
        return prefixBits == network.length * Byte.SIZE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range
                && prefixBits == range.prefixBits
                && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixBits;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
