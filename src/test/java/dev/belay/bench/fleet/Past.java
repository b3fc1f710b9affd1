package dev.belay.bench.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an earlier daemon left in the store: every target known good with v1. It is made by a daemon that rolls a few out, and written for the
 * others as it would be for them: else ten thousand first rollouts would come before each measurement.
 */
final class Past {
    private static final int EACH_PLACE = 3;

    private final List<String> roots = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();
    private final List<String> revisions = new ArrayList<>();

    Past() throws Exception {
        try (Estate few = new Estate(EACH_PLACE, EACH_PLACE, 20);
                Running running = Running.over(few, Map.of())) {
            running.daemon().awaitReady();
            running.await("all are known good, and looked into", () -> known(few));
            for (int target = 0; target < EACH_PLACE; target++) {
                roots.add(few.get(document("state", target)));
                statuses.add(few.get(document("status", target)));
                deployments.add(few.deployment(target));
                revisions.add(roots.get(target).replaceFirst("(?s).*\"revision\":\"(\\w+)\"}.*", "$1"));
            }
        }
    }

    private static boolean known(Estate few) {
        for (int target = 0; target < few.targets(); target++) {
            if (!few.has(document("state", target))
                    || !few.get(document("state", target)).contains("\"readiness\"")
                    || !few.has(document("status", target))
                    || !few.get(document("status", target)).contains("\"Proved\"")) {
                return false;
            }
        }
        return true;
    }

    private static String document(String folder, int target) {
        return "/" + Estate.BUCKET + "/" + Estate.PREFIX + folder + "/" + Estate.name(target) + ".json";
    }

    /** Writes it for all targets of an estate. */
    void leave(Estate estate) {
        estate.each(target -> {
            int like = target % Estate.CLUSTERS % estate.places();
            String pin = estate.pin(target, "v1");
            estate.put(document("state", target), of(roots.get(like), like, target, pin, estate.deployment(target)));
            estate.put(document("status", target), of(statuses.get(like), like, target, pin, ""));
        });
    }

    private String of(String text, int like, int target, String pin, String deployment) {
        return text.replace(Estate.name(like), Estate.name(target))
                .replace("cluster: " + Estate.cluster(like), "cluster: " + Estate.cluster(target))
                .replace(revisions.get(like), pin)
                .replace(deployments.get(like), deployment);
    }
}
