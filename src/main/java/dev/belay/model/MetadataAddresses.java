package dev.belay.model;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses nothing of ours may ask, whatever a record says: those where a machine's own credentials are served. */
public final class MetadataAddresses {
    private MetadataAddresses() {}

    /**
     * Link-local addresses (169.254/16, fe80::/10), which hold the metadata and credential services of EC2, ECS and EKS,
     * and fd00:ec2::/32, where EC2 and EKS serve the same over IPv6. Loopback is allowed.
     */
    public static boolean refused(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLinkLocalAddress()
                || (address instanceof Inet6Address
                        && ((bytes[0] == (byte) 0xfd && bytes[1] == 0 && bytes[2] == 0x0e && bytes[3] == (byte) 0xc2)
                                || wrapsLinkLocal(bytes)));
    }

    /** 169.254/16 behind NAT64's own prefix (RFC 6052) or as an IPv4-compatible address. */
    private static boolean wrapsLinkLocal(byte[] bytes) {
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
        for (int i = nat64 ? 4 : 0; i < 12; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[12] == (byte) 169 && bytes[13] == (byte) 254;
    }
}
