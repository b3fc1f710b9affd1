package dev.belay.simulation;

import dev.belay.localcloud.Json;
import dev.belay.model.RecordKind;
import dev.belay.notify.MemoryQueue;
import dev.belay.notify.Messages;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What S3 and EventBridge tell of changes in the world: lost, late, twice and among strangers, as a seed has it. */
final class Mail {
    static final String BUCKET = "records";

    private static final List<String> STRANGE = List.of(
            "look!",
            "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}",
            Messages.s3(BUCKET, "state/shop"),
            Messages.ecsTask("service:nobody-knows"));

    /** S3 itself is later than a minute at times. */
    private static final int LATEST = 90_000;

    private final Baton baton;
    private final RandomGenerator random;
    private final boolean prompt;
    private final MemoryQueue queue;

    /** @param prompt whether all goes well with it */
    Mail(World world, boolean prompt) {
        this.baton = world.baton();
        this.random = world.random();
        this.prompt = prompt;
        this.queue = new MemoryQueue(baton);
        world.ecsSimulator().tell(event -> send(Json.write(event)));
    }

    MemoryQueue queue() {
        return queue;
    }

    void edited(RecordKind kind, String name) {
        send(Messages.s3(BUCKET, kind.folder() + "/" + name + ".yaml"));
    }

    private void send(String body) {
        for (int copies = prompt ? 1 : random.nextInt(3); copies > 0; copies--) {
            baton.in(Duration.ofMillis(prompt ? 300 : random.nextInt(LATEST)), () -> queue.send(body));
        }
        if (!prompt && random.nextBoolean()) {
            queue.send(STRANGE.get(random.nextInt(STRANGE.size())));
        }
    }
}
