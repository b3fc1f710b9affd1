package dev.belay.localcloud.dynamodb;

import java.util.Comparator;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The primary key of one item. Keys are ordered as a scan sees them: partitions by a hash, so in no order that means
 * anything, and within a partition by the sort key.
 */
record Key(Attribute partition, Optional<Attribute> sort) implements Comparable<Key> {
    private static final Comparator<Attribute> BY_VALUE = (a, b) -> a.compare(b).orElse(0);
    private static final Comparator<Key> ORDER = Comparator.<Key>comparingLong(k -> hash(k.partition))
            .thenComparing(Key::partition, BY_VALUE)
            .thenComparing(k -> k.sort.isPresent())
            .thenComparing((a, b) -> a.sort.isEmpty() ? 0 : BY_VALUE.compare(a.sort.get(), b.sort.orElseThrow()));

    /** The key that is before all others of its partition. */
    static Key startOf(Attribute partition) {
        return new Key(partition, Optional.empty());
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    private static long hash(Attribute partition) {
        CRC32 crc = new CRC32();
        crc.update(Attribute.utf8(partition.toString()));
        return crc.getValue();
    }
}
