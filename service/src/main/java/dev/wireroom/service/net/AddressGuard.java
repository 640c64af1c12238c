package dev.wireroom.service.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides to which addresses a URL of a stranger may lead this machine: to those that anyone on the
 * internet could reach, and no others. It judges resolved addresses; whoever connects must connect
 * to the very address that was judged, or a second answer of the name server undoes the judgement.
 * Immutable.
 *
 * <p>For IPv4 everything is public that the IANA special-purpose registry does not take out. For
 * IPv6 it is the other way round: global unicast (2000::/3) and NAT64 only, less what is taken out
 * there. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo, ISATAP) is judged
 * by both. Addresses at which clouds serve credentials are refused even inside an allowed network,
 * unless allowed one by one.
 *
 * <p>Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6890, 6052 (NAT64), 8215,
 * 3056 (6to4), 4380 (Teredo), 5214 (ISATAP); the metadata services of AWS, Azure, Google, Alibaba
 * and Oracle.
 */
public final class AddressGuard {

    private record Special(AddressRange range, String what) {
        static Special of(String range, String what) {
            return new Special(AddressRange.parse(range), what);
        }
    }

    private static final List<Special> METADATA =
            List.of(
                    Special.of("169.254.169.254", "a cloud's metadata service"),
                    Special.of("169.254.170.2", "a container's credentials (AWS)"),
                    Special.of("169.254.170.23", "a pod's credentials (AWS)"),
                    Special.of("100.100.100.200", "a cloud's metadata service (Alibaba)"),
                    Special.of("192.0.0.192", "a cloud's metadata service (Oracle)"),
                    Special.of("168.63.129.16", "a cloud's control service (Azure)"),
                    Special.of("fd00:ec2::254", "a cloud's metadata service (AWS)"),
                    Special.of("fd00:ec2::23", "a pod's credentials (AWS)"),
                    Special.of("fd20:ce::254", "a cloud's metadata service (Google)"));

    private static final List<Special> NOT_PUBLIC =
            List.of(
                    Special.of("0.0.0.0/8", "\"this network\""),
                    Special.of("10.0.0.0/8", "private"),
                    Special.of("100.64.0.0/10", "shared behind a carrier's NAT"),
                    Special.of("127.0.0.0/8", "loopback"),
                    Special.of("169.254.0.0/16", "link-local"),
                    Special.of("172.16.0.0/12", "private"),
                    Special.of("192.0.0.0/24", "reserved for protocols"),
                    Special.of("192.0.2.0/24", "for documentation"),
                    Special.of("192.88.99.0/24", "a 6to4 relay"),
                    Special.of("192.168.0.0/16", "private"),
                    Special.of("198.18.0.0/15", "for benchmarks"),
                    Special.of("198.51.100.0/24", "for documentation"),
                    Special.of("203.0.113.0/24", "for documentation"),
                    Special.of("224.0.0.0/4", "multicast"),
                    Special.of("255.255.255.255", "broadcast"),
                    Special.of("240.0.0.0/4", "reserved"),
                    Special.of("::", "unspecified"),
                    Special.of("::1", "loopback"),
                    Special.of("::/96", "IPv4-compatible, long deprecated"),
                    Special.of("::ffff:0:0:0/96", "IPv4-translated"),
                    Special.of("64:ff9b:1::/48", "a local NAT64"),
                    Special.of("100::/64", "discarded"),
                    Special.of("2001:2::/48", "for benchmarks"),
                    Special.of("2001:db8::/32", "for documentation"),
                    Special.of("3fff::/20", "for documentation"),
                    Special.of("fc00::/7", "unique local"),
                    Special.of("fe80::/10", "link-local"),
                    Special.of("fec0::/10", "site-local"),
                    Special.of("ff00::/8", "multicast"));

    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");
    private static final AddressRange PROTOCOLS = AddressRange.parse("2001::/23");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final AddressRange TEREDO = AddressRange.parse("2001::/32");

    /** Bytes 8 to 11 of an ISATAP address, the universal bit (0x02 of the first) aside. */
    private static final int ISATAP = 0x0000_5efe;

    private final List<AddressRange> allowed;

    private AddressGuard(List<AddressRange> allowed) {
        this.allowed = allowed;
    }

    /** Lets public addresses through and nothing else. */
    public static AddressGuard strict() {
        return new AddressGuard(List.of());
    }

    /** Lets public addresses through and those of the given networks. */
    public static AddressGuard allowing(List<AddressRange> networks) {
        return new AddressGuard(List.copyOf(networks));
    }

    /**
     * What speaks against connecting to an address, such as {@code 127.0.0.1 is loopback
     * (127.0.0.0/8)}; empty where nothing does.
     */
    public Optional<String> objectionTo(InetAddress address) {
        if (allowed.stream().anyMatch(range -> range.isSingle() && range.contains(address))) {
            return Optional.empty();
        }
        Optional<String> metadata = within(METADATA, address);
        if (metadata.isPresent()) {
            return metadata;
        }
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        return within(NOT_PUBLIC, address)
                .or(
                        () ->
                                address instanceof Inet6Address v6
                                        ? objectionToV6(v6)
                                        : Optional.empty());
    }

    private static Optional<String> within(List<Special> specials, InetAddress address) {
        return specials.stream()
                .filter(special -> special.range().contains(address))
                .findFirst()
                .map(
                        special ->
                                "%s is %s (%s)"
                                        .formatted(
                                                address.getHostAddress(),
                                                special.what(),
                                                special.range()));
    }

    private Optional<String> objectionToV6(Inet6Address address) {
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return objectionToEmbedded(address, bytes, 12, 0);
        }
        if (!GLOBAL_UNICAST.contains(address)) {
            return Optional.of(address.getHostAddress() + " is not a public IPv6 address");
        }
        if (SIX_TO_FOUR.contains(address)) {
            return objectionToEmbedded(address, bytes, 2, 0);
        }
        if (TEREDO.contains(address)) {
            return objectionToEmbedded(address, bytes, 4, 0)
                    .or(() -> objectionToEmbedded(address, bytes, 12, 0xff));
        }
        if (PROTOCOLS.contains(address)) {
            return Optional.of(
                    "%s is reserved for protocols (%s)"
                            .formatted(address.getHostAddress(), PROTOCOLS));
        }
        int interfaceHead =
                ((bytes[8] & 0xfd) << 24)
                        | ((bytes[9] & 0xff) << 16)
                        | ((bytes[10] & 0xff) << 8)
                        | (bytes[11] & 0xff);
        return interfaceHead == ISATAP
                ? objectionToEmbedded(address, bytes, 12, 0)
                : Optional.empty();
    }

    private Optional<String> objectionToEmbedded(
            Inet6Address address, byte[] bytes, int at, int xor) {
        byte[] embedded = Arrays.copyOfRange(bytes, at, at + 4);
        for (int i = 0; i < embedded.length; i++) {
            embedded[i] = (byte) (embedded[i] ^ xor);
        }
        try {
            return objectionTo(InetAddress.getByAddress(embedded))
                    .map(why -> address.getHostAddress() + " leads to " + why);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
