package dev.belay.site;

import dev.belay.reconcile.VirtualTime;
import java.time.Duration;
import java.util.Map;

class MemorySiteTest extends SiteApiContract {
    private final VirtualTime time = new VirtualTime();
    private final MemorySite site = new MemorySite(time);

    MemorySiteTest() {
        site.bucket("live");
        site.bucket("builds");
    }

    @Override
    protected SiteApi api() {
        return site;
    }

    @Override
    protected void put(String bucket, String key, String body, Map<String, String> headers) {
        site.put(bucket, key, body, headers);
    }

    @Override
    protected String distribution(String id, String path) {
        site.distribution(id, "live", path);
        return id;
    }

    @Override
    protected void completeInvalidations() {
        time.pass(Duration.ofMinutes(1));
    }
}
