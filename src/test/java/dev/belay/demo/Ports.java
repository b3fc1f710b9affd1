package dev.belay.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where everything listens, all on 127.0.0.1.
 *
 * @param cloud all AWS services
 * @param http the daemon's API
 * @param management the daemon's health and metrics
 */
public record Ports(int cloud, int cdn, int loadBalancer, int http, int management) {
    private static final int RANGES = 40;
    private static final int RANGE = 500;

    /** The usual ones, or what the environment says, under the names that {@code make run} takes. */
    static Ports usual(Map<String, String> environment) {
        return new Ports(
                of(environment, "CLOUD_PORT", 4566),
                of(environment, "CDN_PORT", 4567),
                of(environment, "LB_PORT", 4568),
                of(environment, "HTTP_PORT", 8080),
                of(environment, "MANAGEMENT_PORT", 9000));
    }

    private static int of(Map<String, String> environment, String name, int usual) {
        String set = environment.get(name);
        return set == null || set.isBlank() ? usual : Integer.parseInt(set);
    }

    /**
     * Ports that were free a moment ago. They lie below those that a system gives to whoever asks for any: else a connection
     * could take one while its daemon is down. Each process of tests has a range of its own.
     */
    public static Ports free() {
        int first = 10_000 + (int) (ProcessHandle.current().pid() % RANGES) * RANGE;
        int[] free = ThreadLocalRandom.current()
                .ints(first, first + RANGE)
                .distinct()
                .filter(Ports::isFree)
                .limit(5)
                .toArray();
        return new Ports(free[0], free[1], free[2], free[3], free[4]);
    }

    /** Those that somebody else listens on, with the name under which another can be chosen. */
    SortedMap<String, Integer> taken() {
        var taken = new TreeMap<>(Map.of(
                "CLOUD_PORT", cloud,
                "CDN_PORT", cdn,
                "LB_PORT", loadBalancer,
                "HTTP_PORT", http,
                "MANAGEMENT_PORT", management));
        taken.values().removeIf(Ports::isFree);
        return taken;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A record's text with the usual ports of CDN and load balancer replaced by these. */
    String in(String text) {
        return text.replace("127.0.0.1:4567", "127.0.0.1:" + cdn)
                .replace("127.0.0.1:4568", "127.0.0.1:" + loadBalancer);
    }
}
