package dev.belay.api;

import dev.belay.access.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A record that was sent. */
final class Body {
    /** No record is longer. */
    static final int LIMIT = 256 * 1024;

    private Body() {}

    /** The whole body as text: 413 beyond the limit, 400 where it is empty or not UTF-8. */
    static String text(InputStream in) throws IOException {
        String text = textOrNull(in);
        if (text == null) {
            throw Problem.of(400, "expected a record, found an empty body").asException();
        }
        return text;
    }

    /** The same where nothing need be sent: null where nothing is. */
    static @Nullable String textOrNull(InputStream in) throws IOException {
        return textOrNull(in, LIMIT, "a record");
    }

    /** The same for something longer. */
    static @Nullable String textOrNull(InputStream in, int limit, String what) throws IOException {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw Problem.of(413, what + " is at most " + limit + " bytes long").asException();
        }
        if (bytes.length == 0) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "the body is not UTF-8").asException();
        }
    }
}
