package dev.belay.publish;

import dev.belay.model.Hold;
import dev.belay.model.RecordKind;
import dev.belay.store.StoredRecord;
import java.util.Comparator;

/** Which record. */
public record RecordKey(RecordKind kind, String name) implements Comparable<RecordKey> {
    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::kind).thenComparing(RecordKey::name);

    static RecordKey of(StoredRecord record) {
        return new RecordKey(record.kind(), record.name());
    }

    /** Whether {@code shop}, {@code pins/shop} or a pattern with {@code *} means it. */
    boolean isMeantBy(String pattern) {
        return Hold.matches(pattern, name) || Hold.matches(pattern, toString());
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }

    /** As in {@code pins/shop-production}. */
    @Override
    public String toString() {
        return kind.folder() + "/" + name;
    }
}
