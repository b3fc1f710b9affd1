package dev.belay.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What people put before Belay: takes a path prefix away, says for whom it asks, and keeps the {@code Host}. One request a
 * connection; bytes are handed on as they come, so that events do. Its line to the daemon can be cut.
 */
final class ReverseProxy implements AutoCloseable {
    private final String prefix;
    private final int daemon;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param prefix such as {@code /belay}; empty: none */
    ReverseProxy(String prefix, int daemon) {
        this.prefix = prefix;
        this.daemon = daemon;
        try {
            server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the console is, seen through it; ends with a slash. */
    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + prefix + "/";
    }

    /** As a network that is lost: what is open breaks, and nothing new is answered. */
    void cut() {
        cut = true;
        open.forEach(ReverseProxy::end);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket browser = server.accept();
                Thread.ofVirtual().start(() -> serve(browser));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket browser) {
        open.add(browser);
        try (browser;
                var upstream = new Socket()) {
            if (cut) {
                return;
            }
            List<String> head = head(browser.getInputStream()).lines().toList();
            if (head.isEmpty()) {
                return; // a connection that the browser opened in advance
            }
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon));
            open.add(upstream);
            upstream.getOutputStream().write(rewritten(head).getBytes(StandardCharsets.ISO_8859_1));
            Thread.ofVirtual().start(() -> pass(browser, upstream));
            pass(upstream, browser);
            open.remove(upstream);
        } catch (IOException e) {
            // one of both went away: so does the other
        } finally {
            open.remove(browser);
        }
    }

    private String rewritten(List<String> head) throws IOException {
        String[] line = head.getFirst().split(" ", -1);
        if (!line[1].startsWith(prefix + "/")) {
            throw new IOException("nothing of ours: " + line[1]);
        }
        var text = new StringBuilder(line[0] + " " + line[1].substring(prefix.length()) + " HTTP/1.1\r\n");
        head.stream()
                .skip(1)
                .filter(one -> !one.isEmpty() && !one.toLowerCase(Locale.ROOT).startsWith("connection:"))
                .forEach(one -> text.append(one).append("\r\n"));
        return text + "Connection: close\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: http\r\n\r\n";
    }

    /** Up to the empty line. */
    private static String head(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (next == '\n'
                    && text.length() > 3
                    && text.substring(text.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        return text.toString();
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                out.write(some, 0, count);
            }
        } catch (IOException e) {
            // it ended
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it was
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // it was
        }
        open.forEach(ReverseProxy::end);
    }
}
