package dev.belay.publish;

import dev.belay.model.Hold;
import dev.belay.model.Pin;
import dev.belay.model.Target;
import dev.belay.store.ContentHash;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import dev.belay.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, however it is written: comments, order, quotes and defaults that are left out make no difference, nor
 * does the store.
 *
 * @param hash equal for records that say the same; of one that can't be read, of what stands there
 * @param tree with every default written out; null: it can't be read
 * @param pin null: it is none, or can't be read
 */
record Said(
        String hash, Node.@Nullable Mapping tree, @Nullable Pin pin) {
    static Said of(StoredRecord stored) {
        return switch (RecordCodec.tree(stored)) {
            case Decoded.Valid<Node>(Node tree) -> of(stored, tree);
            case Decoded.Invalid<Node> invalid -> unreadable(stored.content().toString());
        };
    }

    private static Said of(StoredRecord stored, Node tree) {
        return switch (stored.kind()) {
            case TARGET ->
                RecordCodec.target(stored.place(), tree) instanceof Decoded.Valid<Target>(var target)
                        ? said(RecordCodec.encode(target), null)
                        : unreadable(RecordCodec.toJson(tree));
            case PIN ->
                RecordCodec.pin(stored.place(), tree) instanceof Decoded.Valid<Pin>(Pin pin)
                        ? of(pin)
                        : unreadable(RecordCodec.toJson(tree));
            case HOLD ->
                RecordCodec.hold(stored.place(), tree) instanceof Decoded.Valid<Hold>(var hold)
                        ? said(RecordCodec.encode(hold), null)
                        : unreadable(RecordCodec.toJson(tree));
        };
    }

    static Said of(Pin pin) {
        return said(RecordCodec.encode(pin), pin);
    }

    private static Said said(Node.Mapping tree, @Nullable Pin pin) {
        return new Said(hash(RecordCodec.toJson(tree)), tree, pin);
    }

    private static Said unreadable(String content) {
        return new Said(hash(content), null, null);
    }

    private static String hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
