package dev.belay.store;

import dev.belay.store.StoredRecord.Content;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A file, or an object of a bucket, that holds one record: how it is named, read and written. */
public final class RecordFile {
    /** In bytes. What is larger is no record and is not even fetched. */
    public static final int LARGEST = 1 << 20;

    private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");

    private RecordFile() {}

    /** The record's name, or nothing where the file holds none: hidden, an editor's leftover, something else. */
    public static Optional<String> recordName(String fileName) {
        return SUFFIXES.stream()
                .filter(suffix -> !fileName.startsWith(".") && fileName.endsWith(suffix))
                .map(suffix -> fileName.substring(0, fileName.length() - suffix.length()))
                .findFirst();
    }

    /** What a record that is written for the first time is called. */
    public static String fileName(String recordName) {
        return recordName + SUFFIXES.getFirst();
    }

    /** The bytes of a file as a record's content; {@link Content.Unreadable} where they are no text. */
    public static Content content(byte[] bytes) {
        if (bytes.length == 0) {
            return new Content.Unreadable("it is empty; perhaps it is being written");
        }
        if (bytes.length > LARGEST) {
            return tooLarge(bytes.length);
        }
        try {
            return new Content.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Content.Unreadable("it is not UTF-8 text");
        }
    }

    /** For a file that is not even fetched. */
    public static Content tooLarge(long size) {
        return new Content.Unreadable("it has " + size + " bytes; a record has at most " + LARGEST);
    }

    /** For a record that is there more than once, so that nobody knows which one counts. */
    public static Content ambiguous(List<String> fileNames) {
        return new Content.Unreadable("the record is there more than once: " + String.join(", ", fileNames));
    }

    /** A record as the bytes of a file of this name: JSON stays JSON. */
    public static byte[] bytes(String fileName, Node.Mapping record) {
        String text = fileName.endsWith(".json") ? JsonWriter.of(record) : RecordCodec.toYaml(record);
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
