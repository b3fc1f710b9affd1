package dev.belay.localcloud.cloudfront;

import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Simulator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads objects from the simulated S3 itself, so that what an edge fetches is no call in anybody's count. */
public final class SimulatedOrigin implements Function<OriginRequest, Response> {
    private final Simulator s3;

    public SimulatedOrigin(Simulator s3) {
        this.s3 = s3;
    }

    @Override
    public Response apply(OriginRequest asked) {
        String path = "/" + asked.bucket() + "/" + Paths.encoded(asked.key()).replace("+", "%2B");
        Response answer = s3.handle(new Request("GET", path, "", Map.of(), new byte[0], "us-east-1", ""));
        Map<String, String> headers = new TreeMap<>();
        answer.headers().forEach((name, value) -> {
            if (!S3Origin.NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            }
        });
        return new Response(answer.status(), headers, answer.body());
    }
}
