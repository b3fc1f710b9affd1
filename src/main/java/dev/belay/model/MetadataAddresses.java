package dev.belay.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Which addresses nothing of ours may ask, whatever a record says: those where a machine's own credentials are served. */
public final class MetadataAddresses {
    private MetadataAddresses() {}

    /**
     * Link-local addresses (169.254/16, fe80::/10), which hold the metadata and credential services of EC2, ECS and EKS;
     * fd00:ec2::/32, where EC2 and EKS serve the same over IPv6; 100.100.100.200, where Alibaba does; and the IPv4 ones inside IPv6
     * as NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056) or an IPv4-compatible address writes them. Loopback is allowed.
     */
    public static boolean refused(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return ofIPv4(bytes, 0);
        }
        return address.isLinkLocalAddress() || begins(bytes, 0xfd, 0, 0x0e, 0xc2) || wraps(bytes);
    }

    private static boolean wraps(byte[] bytes) {
        if (begins(bytes, 0x20, 0x02)) {
            return ofIPv4(bytes, 2);
        }
        return (begins(bytes, 0, 0x64, 0xff, 0x9b) || begins(bytes, new int[12])) && ofIPv4(bytes, 12);
    }

    private static boolean ofIPv4(byte[] bytes, int from) {
        byte[] inner = Arrays.copyOfRange(bytes, from, from + 4);
        return begins(inner, 169, 254) || begins(inner, 100, 100, 100, 200);
    }

    private static boolean begins(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
