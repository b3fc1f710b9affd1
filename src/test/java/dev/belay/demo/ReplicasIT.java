package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Ring 4: two packaged daemons over one store, killed and stopped at random while they roll out. {@code -Dbelay.fleet=200
 * -Dbelay.rollouts=100} for a long night, {@code -Dbelay.seed=N} for another one.
 */
class ReplicasIT {
    private static final double SPEED = 4;

    private final Random random = new Random(Long.getLong("belay.seed", 482));
    private final List<PackagedDaemon> daemons = new ArrayList<>();
    private final List<Ports> ports = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private final List<Long> takeovers = new ArrayList<>();
    private Estate estate;
    private int kills;
    private int stops;

    private void set(int targets) throws InterruptedException, IOException {
        estate = new Estate(targets, SPEED);
        for (int i = 0; i < 2; i++) {
            Ports free = Ports.free();
            ports.add(new Ports(
                    estate.cloud().endpoint().getPort(),
                    free.cdn(),
                    free.loadBalancer(),
                    free.http(),
                    free.management()));
            logs.add(Files.createTempFile("belay-replica-", ".log"));
            daemons.add(start(i));
        }
        for (PackagedDaemon daemon : daemons) {
            daemon.awaitReady();
        }
        await("all targets known good", Duration.ofMinutes(4), () -> all("Synced"));
    }

    private PackagedDaemon start(int place) {
        var environment = new HashMap<>(estate.environment());
        environment.putAll(Map.of("BELAY_POLL", "PT1S", "BELAY_RESYNC", "PT5S"));
        return PackagedDaemon.start(
                ports.get(place), environment, logs.get(place).toFile());
    }

    @AfterEach
    void stop() throws IOException {
        daemons.forEach(PackagedDaemon::close);
        for (Path log : logs) {
            Files.deleteIfExists(log);
        }
        if (estate != null) {
            estate.close();
        }
    }

    @Test
    void two_daemons_that_are_killed_and_stopped_at_random_bring_every_pin_about_and_do_nothing_twice()
            throws Exception {
        int rollouts = Integer.getInteger("belay.rollouts", 16);
        set(Integer.getInteger("belay.fleet", 40));
        estate.count();
        var order = new ArrayList<>(estate.names());
        Collections.shuffle(order, random);
        int troubleEvery = 8;
        for (int i = 0; i < rollouts; i++) {
            estate.pin(order.get(i), "v2");
            Thread.sleep(random.nextInt(1_500));
            if (i % troubleEvery == troubleEvery / 2) {
                trouble();
            }
        }
        await(
                "all as pinned, by AWS's word",
                Duration.ofMinutes(4),
                () -> estate.differences().isEmpty());
        await("all as pinned, by either daemon's word", Duration.ofMinutes(2), () -> all("Synced"));
        System.out.printf(
                "%d targets, %d rollouts, %d kills, %d stops; takeover after (ms): %s%n",
                estate.names().size(), rollouts, kills, stops, takeovers);
        assertThat(estate.repeated()).isEmpty();
        Map<String, List<String>> outcomes = estate.outcomes();
        assertThat(order.subList(0, rollouts))
                .allSatisfy(name -> assertThat(outcomes.get(name)).as(name).containsExactly("SUCCEEDED", "SUCCEEDED"));
        assertThat(takeovers).as("some daemon that acted was killed").isNotEmpty();
    }

    /** The one that acts is killed, or stopped for longer than its lease, and now and then the other one. */
    private void trouble() throws Exception {
        int acting = acting();
        int place = random.nextInt(4) == 0 ? 1 - acting : acting;
        long from = System.nanoTime();
        if (kills <= stops) {
            kills++;
            daemons.get(place).kill();
        } else {
            stops++;
            daemons.get(place).signal("STOP");
        }
        if (place == acting) {
            await("the other one acts", Duration.ofMinutes(1), () -> acts(1 - acting));
            takeovers.add((System.nanoTime() - from) / 1_000_000);
        } else {
            Thread.sleep(random.nextInt(20_000));
        }
        if (daemons.get(place).isAlive()) {
            daemons.get(place).signal("CONT");
            await(
                    "the one that was stopped knows that it stands by",
                    Duration.ofMinutes(1),
                    () -> !acts(acting) || place != acting);
        } else {
            daemons.set(place, start(place));
            daemons.get(place).awaitReady();
        }
    }

    @Test
    void what_is_asked_of_the_one_that_stands_by_is_answered_and_done() throws Exception {
        set(5);
        PackagedDaemon other = daemons.get(1 - acting());
        JsonNode status = other.json("/targets/t000");
        assertThat(status.at("/summary").asText()).isEqualTo("Synced");
        String spec = "{\"version\": \"v2\", \"reason\": \"by way of the one that stands by\"}";
        assertThat(other.send(
                                "PUT",
                                "/pins/t000",
                                "",
                                status.at("/pin/revision").asText(),
                                spec)
                        .statusCode())
                .isEqualTo(200);
        awaitKnownGood(other, "t000", "v2");
        assertThat(estate.differences()).containsExactly("t000 runs registry.example/t000:v2 in 1 deployments");
        assertThat(other.json("/targets/t000/rollouts").at("/items/0/outcome").asText())
                .isEqualTo("Succeeded");
        assertThat(other.json("/targets/t000/plan").toString()).contains("nothing to do");
        var rollback = other.send(
                "POST",
                "/targets/t000/rollback",
                "",
                other.json("/targets/t000").at("/pin/revision").asText(),
                "{\"reason\": \"INC-482\", \"freeze\": false}");
        assertThat(rollback.statusCode()).as(rollback.body()).isEqualTo(200);
        awaitKnownGood(other, "t000", "v1");
        await(
                "AWS says so too",
                Duration.ofMinutes(1),
                () -> estate.differences().isEmpty());
    }

    private static void awaitKnownGood(PackagedDaemon daemon, String target, String version)
            throws InterruptedException {
        daemon.awaitStatus(
                target,
                version + " is known good",
                now -> now.at("/summary").asText().equals("Synced")
                        && now.at("/pin/version").asText().equals(version)
                        && now.at("/components/api/synced").asBoolean());
    }

    @Test
    void one_that_is_told_to_end_gives_the_lease_back_and_the_other_acts_at_once() throws Exception {
        set(5);
        int acting = acting();
        long from = System.nanoTime();
        daemons.get(acting).close();
        await("the other one acts", Duration.ofSeconds(30), () -> acts(1 - acting));
        System.out.printf("given back and taken after %d ms%n", (System.nanoTime() - from) / 1_000_000);
        daemons.set(acting, start(acting));
        daemons.get(acting).awaitReady();
        assertThat(acts(acting)).isFalse();
    }

    private boolean all(String summary) throws IOException, InterruptedException {
        for (PackagedDaemon daemon : daemons) {
            JsonNode items = daemon.json("/targets").at("/items");
            for (JsonNode item : items) {
                if (!item.at("/summary").asText().equals(summary)) {
                    return false;
                }
            }
            if (items.size() != estate.names().size()) {
                return false;
            }
        }
        return true;
    }

    private boolean acts(int place) throws IOException, InterruptedException {
        return daemons.get(place).metrics().contains("\nbelay_leader 1.0");
    }

    private int acting() throws InterruptedException {
        int[] found = {-1};
        await("one acts", Duration.ofMinutes(1), () -> {
            for (int i = 0; i < daemons.size(); i++) {
                if (acts(i)) {
                    found[0] = i;
                }
            }
            return found[0] >= 0;
        });
        return found[0];
    }

    private static void await(String what, Duration patience, PackagedDaemon.Question question)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                if (question.ask()) {
                    return;
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                // not there yet, or not any more
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + patience + ": " + what);
            }
            Thread.sleep(100);
        }
    }
}
