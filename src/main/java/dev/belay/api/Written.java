package dev.belay.api;

import jakarta.ws.rs.core.Response;

/** A record that was written. */
record Written(String kind, String name, String revision) {
    static Response response(String kind, String name, String revision) {
        return Response.ok(new Written(kind, name, revision))
                .header("ETag", Preconditions.tag(revision))
                .build();
    }
}
