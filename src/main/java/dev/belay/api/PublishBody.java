package dev.belay.api;

import dev.belay.publish.PublishRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent to publish a directory. */
record PublishBody(
        @Nullable List<@Nullable Entry> records,
        @Nullable List<@Nullable String> take,
        boolean prune,
        boolean dryRun,
        @Nullable String by,
        @Nullable String reason) {
    /** Several thousand records. */
    static final int LIMIT = 8 * 1024 * 1024;

    private static final String EXPECTED =
            "{\"records\": [{\"place\": \"pins/NAME.yaml\", \"text\": \"...\"}], \"take\": [...], \"prune\": false,"
                    + " \"dryRun\": false, \"by\": \"...\", \"reason\": \"...\"}";

    /** One file. */
    record Entry(@Nullable String place, @Nullable String text) {}

    /** Reads the body: 413 beyond the limit, 400 for what is none. */
    static PublishBody read(InputStream in) throws IOException {
        String text = Body.textOrNull(in, LIMIT, "a directory of records");
        if (text == null) {
            throw bad("found an empty body");
        }
        return StrictJson.read(text, PublishBody.class, EXPECTED);
    }

    PublishRequest request() {
        if (records == null) {
            throw bad("found no records");
        }
        var files = records.stream().map(PublishBody::file).toList();
        var taken = (take == null ? List.<@Nullable String>of() : take)
                .stream().map(name -> required(name, "take")).toList();
        return new PublishRequest(files, taken, prune, by, reason);
    }

    private static PublishRequest.SubmittedRecord file(@Nullable Entry entry) {
        return entry == null
                ? new PublishRequest.SubmittedRecord(required(null, "records"), "")
                : new PublishRequest.SubmittedRecord(
                        required(entry.place(), "records.place"), required(entry.text(), "records.text"));
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw bad("a text is missing in " + field);
        }
        return value;
    }

    private static RuntimeException bad(String found) {
        return StrictJson.bad(EXPECTED, found);
    }
}
