package dev.belay.store;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IP addresses in every spelling that a resolver takes: dotted, short, decimal, octal, hexadecimal, and IPv4 inside IPv6. */
final class Addresses {
    /** The metadata services' addresses outside the link-local ranges: EC2's, EKS pod identity's, Alibaba's. */
    private static final List<byte[]> METADATA =
            List.of(v6("fd00:ec2::254"), v6("fd00:ec2::23"), new byte[] {100, 100, 100, (byte) 200});

    private Addresses() {}

    /** Whether a host is a literal address that is link-local or a metadata service's. A name is not. */
    static boolean isLinkLocal(String host) {
        byte[] address = host.indexOf(':') >= 0 ? v6OrNull(host) : v4(host);
        if (address == null) {
            return false;
        }
        byte[] inner = address.length == 16 ? embedded(address) : address;
        if (inner != null && (inner[0] & 0xFF) == 169 && (inner[1] & 0xFF) == 254) {
            return true;
        }
        if (address.length == 16 && (address[0] & 0xFF) == 0xFE && (address[1] & 0xC0) == 0x80) {
            return true;
        }
        return METADATA.stream()
                .anyMatch(known -> Arrays.equals(known, address) || (inner != null && Arrays.equals(known, inner)));
    }

    /** As {@code inet_aton} reads it: one to four parts, the last filling what is left. */
    private static byte @Nullable [] v4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            int bytes = i == parts.length - 1 ? 5 - parts.length : 1;
            if (part < 0 || part >= 1L << (8 * bytes)) {
                return null;
            }
            address = address << (8 * bytes) | part;
        }
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    private static long number(String text) {
        if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
            return Long.parseLong(text.substring(2), 16);
        }
        if (text.matches("0[0-7]{1,15}")) {
            return Long.parseLong(text, 8);
        }
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    /** The IPv4 address inside a compatible, translated (NAT64) or 6to4 one. */
    private static byte @Nullable [] embedded(byte[] address) {
        if ((address[0] & 0xFF) == 0x20 && address[1] == 0x02) {
            return Arrays.copyOfRange(address, 2, 6);
        }
        byte[] head = Arrays.copyOf(address, 12);
        boolean wraps = Arrays.equals(head, new byte[12]) || Arrays.equals(head, Arrays.copyOf(v6("64:ff9b::"), 12));
        return wraps ? Arrays.copyOfRange(address, 12, 16) : null;
    }

    private static byte @Nullable [] v6OrNull(String host) {
        if (!host.matches("[0-9a-f:.]{2,45}")) {
            return null;
        }
        try {
            // A mapped address comes back as IPv4.
            return InetAddress.ofLiteral(host).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] v6(String address) {
        byte[] known = v6OrNull(address);
        if (known == null) {
            throw new IllegalArgumentException(address);
        }
        return known;
    }
}
