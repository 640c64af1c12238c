package dev.wireroom.service.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this network",
        "0.1.2.3, this network",
        "10.0.0.1, private",
        "10.255.255.255, private",
        "100.64.0.1, carrier",
        "100.127.255.255, carrier",
        "100.100.100.200, Alibaba",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "168.63.129.16, Azure",
        "169.254.0.1, link-local",
        "169.254.169.254, metadata",
        "169.254.170.2, AWS",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.1, protocols",
        "192.0.0.192, Oracle",
        "192.0.2.1, documentation",
        "192.88.99.1, 6to4",
        "192.168.0.1, private",
        "198.18.0.1, benchmarks",
        "198.19.255.255, benchmarks",
        "198.51.100.7, documentation",
        "203.0.113.255, documentation",
        "224.0.0.1, multicast",
        "239.255.255.250, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "::127.0.0.1, IPv4-compatible",
        "::8.8.8.8, IPv4-compatible",
        "::ffff:127.0.0.1, loopback",
        "::ffff:10.0.0.1, private",
        "::ffff:a9fe:a9fe, metadata",
        "::ffff:0:8.8.8.8, IPv4-translated",
        "64:ff9b::127.0.0.1, leads to 127.0.0.1",
        "64:ff9b::a9fe:a9fe, leads to 169.254.169.254",
        "64:ff9b::1:8.8.8.8, not a public",
        "64:ff9b:1::8.8.8.8, NAT64",
        "64:ff9b:1:7f00:0:100::, NAT64",
        "100::1, discarded",
        "2001:0:0a00:1::f7f7:f7f7, leads to 10.0.0.1",
        "2001:0:808:808::80ff:fffe, leads to 127.0.0.1",
        "2001:2::1, benchmarks",
        "2001:10::1, protocols",
        "2001:1ff::1, protocols",
        "2001:db8::1, documentation",
        "2002:7f00:1::1, leads to 127.0.0.1",
        "2002:a9fe:a9fe::, leads to 169.254.169.254",
        "2002:c0a8:101::1, leads to 192.168.1.1",
        "2606:4700::5efe:192.168.1.1, leads to 192.168.1.1",
        "2606:4700::200:5efe:10.0.0.1, leads to 10.0.0.1",
        "3fff::1, documentation",
        "4000::1, not a public",
        "5f00::1, not a public",
        "fc00::1, unique local",
        "fd00:ec2::254, metadata",
        "fd20:ce::254, metadata",
        "fdff:ffff::1, unique local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast"
    })
    void refusesWhatIsNotPublic(String text, String why) throws Exception {
        assertThat(AddressGuard.strict().objectionTo(address(text))).get().asString().contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2002:808:808::1",
                "2606:4700::5efe:8.8.8.8",
                "2606:4700:4700::1111"
            })
    void hasNothingAgainstPublicAddresses(String text) throws Exception {
        assertThat(AddressGuard.strict().objectionTo(address(text))).isEmpty();
    }

    @Test
    void letsAllowedNetworksThroughAndNoOthers() throws Exception {
        AddressGuard guard =
                AddressGuard.allowing(
                        List.of(
                                AddressRange.parse("10.20.0.0/15"),
                                AddressRange.parse("fd12:3456::/32")));
        assertThat(guard.objectionTo(address("10.20.0.1"))).isEmpty();
        assertThat(guard.objectionTo(address("10.21.255.255"))).isEmpty();
        assertThat(guard.objectionTo(address("::ffff:10.20.0.1"))).isEmpty();
        assertThat(guard.objectionTo(address("64:ff9b::10.20.0.1"))).isEmpty();
        assertThat(guard.objectionTo(address("fd12:3456::1"))).isEmpty();
        assertThat(guard.objectionTo(address("10.22.0.0"))).isPresent();
        assertThat(guard.objectionTo(address("fd12:3457::1"))).isPresent();
        assertThat(guard.objectionTo(address("127.0.0.1"))).isPresent();
    }

    @Test
    void keepsMetadataServicesShutInsideAnAllowedNetwork() throws Exception {
        AddressGuard network =
                AddressGuard.allowing(
                        List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0")));
        assertThat(network.objectionTo(address("169.254.169.254"))).isPresent();
        assertThat(network.objectionTo(address("fd00:ec2::254"))).isPresent();
        assertThat(network.objectionTo(address("169.254.169.253"))).isEmpty();

        AddressGuard single =
                AddressGuard.allowing(List.of(AddressRange.parse("169.254.169.254/32")));
        assertThat(single.objectionTo(address("169.254.169.254"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.1/8",
                "fd00::/129",
                "fd00::1/64",
                "localhost",
                "10.0.0.256/32",
                "1:2:3/8",
                "a/8"
            })
    void refusesARangeThatIsNone(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
