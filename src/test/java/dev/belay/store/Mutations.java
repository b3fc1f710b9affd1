package dev.belay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A tree with one thing changed in one place: what people do to records. */
final class Mutations {
    private static final List<Node> OTHERS = List.of(
            new Node.Null(null),
            new Node.Mapping(null, List.of()),
            new Node.Sequence(null, List.of()),
            new Node.Sequence(null, List.of(text("a"), text("a"))),
            new Node.Mapping(null, List.of(new Node.Entry(null, "colour", text("red")))),
            text(""),
            text(" "),
            text("nonsense"),
            text("two words"),
            text("true"),
            plain("true"),
            plain("false"),
            plain("7"),
            plain("-3"),
            plain("1.5"),
            plain("1e5"),
            plain("20261120"),
            text("20261120"),
            plain("99999999999"),
            text("7"),
            text("${secret:shop/password}"),
            text("Bearer ${secret:shop/password#token}!"),
            text("${secret}"),
            text("${env:PATH}"),
            text("{token}"),
            text("PT0S"),
            text("P2D"),
            text("pt1.5s"),
            text("15m"),
            text("-PT1H"),
            text("50%"),
            text("101%"),
            text("2026-11-20T14:32:00Z"),
            text("2026-13-20T14:32:00Z"),
            text("2026-11-20"),
            text("api"),
            text("web"),
            text("a/b/../c"),
            text("a//b"),
            text("/a*"),
            text("**/*.html"),
            text("s3://shop-builds/x-{version}"),
            text("s3://shop-builds/x-{vresion}/"),
            text("s3://1.2.3.4/{version}"),
            text("shop-api:12"),
            text("shop-api:012"),
            text("running"),
            text("http://169.254.169.254/"),
            text("http://shop.example"),
            text("HTTPS://shop.example:8443/a?b"),
            text("ftp://shop.example/"),
            text("a\nb"),
            text("\u00a0x"),
            text("x".repeat(63)),
            text("x".repeat(64)),
            text("x".repeat(5000)));

    private static final List<String> KEYS = List.of(
            "colour",
            "Api",
            "a b",
            "",
            "$.a",
            "$.a[*]",
            "host",
            "Host",
            "X-Probe",
            "version",
            "leave",
            "name",
            "timeout",
            "url",
            "key",
            "base",
            "images",
            "site",
            "aws",
            "labels",
            "targets",
            "head",
            "contains",
            "json",
            "x".repeat(64));

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    private static Node text(String text) {
        return new Node.Scalar(null, text, true);
    }

    private static Node plain(String text) {
        return new Node.Scalar(null, text, false);
    }

    /** Changes a place at random; the tree itself now and then, its leaves more often. */
    Node of(Node tree) {
        return switch (tree) {
            case Node.Mapping mapping ->
                mapping.entries().isEmpty() || random.nextInt(8) == 0 ? here(mapping) : in(mapping);
            case Node.Sequence list -> list.items().isEmpty() || random.nextInt(5) == 0 ? here(list) : in(list);
            case Node.Scalar scalar -> random.nextInt(8) == 0 ? other(scalar) : one(OTHERS);
            case Node.Null nothing -> one(OTHERS);
        };
    }

    private Node in(Node.Mapping mapping) {
        var entries = new ArrayList<>(mapping.entries());
        int i = random.nextInt(entries.size());
        var entry = entries.get(i);
        entries.set(i, new Node.Entry(null, entry.key(), of(entry.value())));
        return new Node.Mapping(null, entries);
    }

    private Node in(Node.Sequence list) {
        var items = new ArrayList<>(list.items());
        int i = random.nextInt(items.size());
        items.set(i, of(items.get(i)));
        return new Node.Sequence(null, items);
    }

    private Node here(Node.Mapping mapping) {
        var entries = new ArrayList<>(mapping.entries());
        int i = entries.isEmpty() ? 0 : random.nextInt(entries.size());
        switch (entries.isEmpty() ? 0 : random.nextInt(4)) {
            case 0 -> add(entries, one(KEYS), one(OTHERS));
            case 1 -> entries.remove(i);
            case 2 -> add(entries, one(KEYS), entries.remove(i).value());
            default -> {
                return one(OTHERS);
            }
        }
        return new Node.Mapping(null, entries);
    }

    /** Given twice is another matter, which JSON has no way to tell. */
    private static void add(List<Node.Entry> entries, String key, Node value) {
        if (entries.stream().noneMatch(entry -> entry.key().equals(key))) {
            entries.add(new Node.Entry(null, key, value));
        }
    }

    private Node here(Node.Sequence list) {
        var items = new ArrayList<>(list.items());
        switch (items.isEmpty() ? 0 : random.nextInt(4)) {
            case 0 -> items.add(one(OTHERS));
            case 1 -> items.remove(random.nextInt(items.size()));
            case 2 -> items.add(items.get(random.nextInt(items.size())));
            default -> {
                return one(OTHERS);
            }
        }
        return new Node.Sequence(null, items);
    }

    /** The same text with or without quotes, or nearly the same. */
    private Node other(Node.Scalar scalar) {
        return random.nextBoolean()
                ? new Node.Scalar(null, scalar.text(), !scalar.quoted() || !YamlWriter.isPlain(scalar.text()))
                : text(scalar.text() + one(List.of("x", " ", "/", "*", "{version}", "\n")));
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
