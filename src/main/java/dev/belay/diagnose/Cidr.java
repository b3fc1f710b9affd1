package dev.belay.diagnose;

/** IPv4 address ranges as {@code 10.0.0.0/16}. */
final class Cidr {
    private static final int BITS = 32;

    private Cidr() {}

    /** Whether all addresses of one lie in another; what is no IPv4 range covers nothing. */
    static boolean covers(String range, String inner) {
        long[] outer = read(range);
        long[] other = read(inner);
        if (outer.length == 0 || other.length == 0 || outer[1] > other[1]) {
            return false;
        }
        int rest = BITS - (int) outer[1];
        return outer[0] >> rest == other[0] >> rest;
    }

    /** Address and length; empty: not one. */
    private static long[] read(String range) {
        String[] parts = range.split("[./]", -1);
        if (parts.length != 5) {
            return new long[0];
        }
        long address = 0;
        try {
            for (int i = 0; i < 4; i++) {
                address = address << 8 | Integer.parseInt(parts[i]);
            }
            return new long[] {address, Integer.parseInt(parts[4])};
        } catch (NumberFormatException e) {
            return new long[0];
        }
    }
}
