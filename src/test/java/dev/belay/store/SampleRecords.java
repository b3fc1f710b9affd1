package dev.belay.store;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.store.StoredRecord.Content;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Small records, and what tests ask of them. */
public final class SampleRecords {
    private SampleRecords() {}

    /** A record with a name and a reason. */
    public static Node.Mapping record(RecordKind kind, String name, String reason) {
        return mapping(
                entry("apiVersion", scalar("belay.dev/v1")),
                entry("kind", scalar(kind.word())),
                entry("metadata", mapping(entry("name", scalar(name)))),
                entry("spec", mapping(entry("reason", scalar(reason)))));
    }

    public static Node.Mapping mapping(Node.Entry... entries) {
        return new Node.Mapping(null, List.of(entries));
    }

    public static Node.Entry entry(String key, Node value) {
        return new Node.Entry(null, key, value);
    }

    public static Node.Scalar scalar(String text) {
        return new Node.Scalar(null, text, true);
    }

    public static Node.Scalar plain(String text) {
        return new Node.Scalar(null, text, false);
    }

    /** A record that must be there. */
    public static StoredRecord found(RecordStore store, RecordKind kind, String name) {
        return Objects.requireNonNull(store.read(kind, name), "there is no such record");
    }

    /** A record's content as text to look for words in. */
    public static String shows(@Nullable StoredRecord record) {
        if (record == null) {
            return "nothing";
        }
        return switch (record.content()) {
            case Content.Text text -> text.text();
            case Content.Tree(Node.Mapping tree) -> RecordCodec.toYaml(tree);
            case Content.Tree other -> other.toString();
            case Content.Unreadable unreadable -> "unreadable: " + unreadable.why();
        };
    }

    /** Expects that a call fails, and with what. */
    public static void assertFails(Class<? extends Failure> with, ThrowingCallable call) {
        Assertions.assertThatExceptionOfType(FailureException.class)
                .isThrownBy(call)
                .extracting(FailureException::failure)
                .isInstanceOf(with);
    }
}
