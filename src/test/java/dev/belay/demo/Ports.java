package dev.belay.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where everything listens, all on 127.0.0.1.
 *
 * @param cloud all AWS services
 * @param http the daemon's API
 * @param management the daemon's health and metrics
 */
public record Ports(int cloud, int cdn, int loadBalancer, int http, int management) {
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

    /** Ports that were free a moment ago. */
    public static Ports free() {
        try (var a = new ServerSocket(0);
                var b = new ServerSocket(0);
                var c = new ServerSocket(0);
                var d = new ServerSocket(0);
                var e = new ServerSocket(0)) {
            return new Ports(a.getLocalPort(), b.getLocalPort(), c.getLocalPort(), d.getLocalPort(), e.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("no free ports", e);
        }
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
