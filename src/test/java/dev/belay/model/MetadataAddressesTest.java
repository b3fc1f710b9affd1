package dev.belay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "169.254.0.1",
                "100.100.100.200",
                "::ffff:169.254.169.254",
                "::a9fe:a9fe",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a9fe:a9fe",
                "64:ff9b::100.100.100.200",
                "2002:a9fe:a9fe::1"
            })
    void where_credentials_are_served_nothing_is_asked(String address) {
        assertThat(MetadataAddresses.refused(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "10.0.0.1",
                "192.168.1.1",
                "169.253.1.1",
                "100.100.100.100",
                "8.8.8.8",
                "fd00:ec3::254",
                "fc00::1",
                "2600:1f18::1",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void other_addresses_may_be_asked_private_ones_too(String address) {
        assertThat(MetadataAddresses.refused(InetAddress.ofLiteral(address))).isFalse();
    }
}
