package dev.belay.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.model.Failure;
import dev.belay.model.RecordKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was published last, so that what a person changed since is told from what Belay wrote.
 *
 * <p>Of each record it holds in which states it may be found as publishing left it: the hash of what it said, or
 * {@link #ABSENT}. After a publish that ended it is one state. While one is under way, and after one that was cut off, it is
 * more: what was there before, and what was about to be written.
 */
record Ledger(SortedMap<RecordKey, SortedSet<String>> states) {
    /** That there is no such record. */
    static final String ABSENT = "absent";

    static final Ledger EMPTY = new Ledger(new TreeMap<>());

    private static final JsonMapper JSON = new JsonMapper();

    Ledger {
        var copy = new TreeMap<RecordKey, SortedSet<String>>();
        states.forEach((key, hashes) -> copy.put(key, Collections.unmodifiableSortedSet(new TreeSet<>(hashes))));
        states = Collections.unmodifiableSortedMap(copy);
    }

    /** Whether publishing ever had to do with a record. */
    boolean knows(RecordKey key) {
        return states.containsKey(key);
    }

    /** Whether a record in this state is as publishing left it. */
    boolean left(RecordKey key, String state) {
        return states.getOrDefault(key, Collections.emptySortedSet()).contains(state);
    }

    String encode() {
        var text = JSON.createObjectNode();
        var records = text.putObject("records");
        states.forEach((key, hashes) -> hashes.forEach(records.putArray(key.toString())::add));
        return text.toString();
    }

    /** @throws dev.belay.model.FailureException with {@link Failure.Invalid} for what no Belay wrote */
    static Ledger decode(String text) {
        try {
            var states = new TreeMap<RecordKey, SortedSet<String>>();
            for (var field : JSON.readTree(text).path("records").properties()) {
                var hashes = new TreeSet<String>();
                for (JsonNode hash : field.getValue()) {
                    hashes.add(hash.asText());
                }
                states.put(key(field.getKey()), hashes);
            }
            return new Ledger(states);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Failure.Invalid(
                            "what was published last can't be read: " + Ledgers.PATH + " is not what Belay writes")
                    .asException();
        }
    }

    private static RecordKey key(String text) {
        for (RecordKind kind : RecordKind.values()) {
            if (text.startsWith(kind.folder() + "/")) {
                return new RecordKey(kind, text.substring(kind.folder().length() + 1));
            }
        }
        throw new IllegalArgumentException(text);
    }
}
