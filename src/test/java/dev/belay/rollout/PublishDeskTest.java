package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.RecordKind;
import dev.belay.model.Status;
import dev.belay.publish.Change;
import dev.belay.publish.PublishRequest;
import dev.belay.publish.PublishRequest.SubmittedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing as people meet it: the dry run and the run, breaking the glass, holds. */
class PublishDeskTest {
    private static final Caller CI = new Caller("ci", Caller.ALL);

    private final House house = new House();

    @BeforeEach
    void v1_was_published_and_is_live() {
        publish("v1");
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    private static PublishRequest directory(String version, SubmittedRecord... more) {
        var files = new ArrayList<>(List.of(more));
        files.add(new SubmittedRecord("targets/shop.yaml", House.TARGET));
        files.add(new SubmittedRecord("pins/shop.yaml", Samples.pinText("version: " + version)));
        return new PublishRequest(files, List.of(), true, null, null);
    }

    private PublishReport publish(String version, SubmittedRecord... more) {
        return done(house.desk().publish(directory(version, more), new Expected.Anything(), false, CI));
    }

    private static PublishReport done(Reply<PublishReport> reply) {
        assertThat(reply).isInstanceOf(Reply.Done.class);
        return ((Reply.Done<PublishReport>) reply).value();
    }

    private static PublishReport.Line pin(PublishReport report) {
        return report.lines().stream()
                .filter(line -> line.change().key().kind() == RecordKind.PIN)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_dry_run_writes_nothing_and_what_it_showed_is_done_only_while_it_is_so() {
        PublishReport shown = done(house.desk().publish(directory("v2"), new Expected.Anything(), true, CI));
        assertThat(pin(shown).change()).isInstanceOf(Change.Update.class);
        assertThat(pin(shown).written()).isFalse();
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
        var seen = new Expected.Revision(shown.fingerprint());
        house.hold("suspend");
        assertThat(house.desk().publish(directory("v2"), seen, false, CI)).isInstanceOf(Reply.Moved.class);
        house.store.remove(RecordKind.HOLD, "stop");
        assertThat(pin(done(house.desk().publish(directory("v2"), seen, false, CI)))
                        .written())
                .isTrue();
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
    }

    @Test
    void the_glass_is_broken_the_repository_catches_up_and_all_is_as_before() {
        publish("v2");
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
        String revision = Objects.requireNonNull(house.status().pin()).revision();
        assertThat(house.desk().rollback("shop", "{reason: INC-482}", new Expected.Revision(revision), CI, true))
                .isInstanceOf(Reply.Done.class);
        house.settle();
        assertThat(house.live()).isEqualTo("v1");

        // The pipeline comes by again: it undoes neither the rollback nor its freeze.
        PublishReport kept = publish("v2");
        assertThat(pin(kept).change())
                .isInstanceOfSatisfying(
                        Change.Kept.class,
                        change -> assertThat(change.why())
                                .isEqualTo("it was changed in the store since it was published, by ci: INC-482"));
        assertThat(kept.lines()).noneMatch(PublishReport.Line::written);
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
        assertThat(house.store.read(RecordKind.HOLD, "rollback-shop")).isNotNull();

        // The repository takes over what the rollback pinned.
        String spec = "{version: v1, components: {web: {version: v1}}}";
        var agreed = new PublishRequest(
                List.of(
                        new SubmittedRecord("targets/shop.yaml", House.TARGET),
                        new SubmittedRecord("pins/shop.yaml", Samples.pinText(spec.substring(1, spec.length() - 1)))),
                List.of(),
                true,
                null,
                null);
        assertThat(pin(done(house.desk().publish(agreed, new Expected.Anything(), false, CI)))
                        .change())
                .isInstanceOf(Change.Unchanged.class);

        // A deploy still waits for the freeze, which says so; after it, all is as before.
        PublishReport waits = publish("v3");
        assertThat(pin(waits).heldBack()).isEqualTo("hold rollback-shop: INC-482");
        assertThat(pin(waits).written()).isTrue();
        Status status = house.settle();
        assertThat(Objects.requireNonNull(status.pin()).pending()).isNotNull();
        assertThat(pin(publish("v3")).heldBack()).isEqualTo("hold rollback-shop: INC-482");
        house.desk().deleteHold("rollback-shop", new Expected.Anything(), CI);
        assertThat(pin(publish("v2")).heldBack()).isNull();
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
    }

    @Test
    void a_freeze_in_the_directory_holds_the_pin_beside_it_back() {
        var freeze = new SubmittedRecord("holds/stop.yaml", Samples.holdText("stop", "targets: [shop], mode: suspend"));
        PublishReport report = publish("v2", freeze);
        assertThat(report.lines()).filteredOn(PublishReport.Line::written).hasSize(2);
        assertThat(pin(report).heldBack()).startsWith("hold stop");
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
        // Its end and the next pin in one: the pin is not kept back by what ends with it.
        assertThat(pin(publish("v3")).heldBack()).isNull();
        assertThat(house.store.read(RecordKind.HOLD, "stop")).isNull();
    }

    @Test
    void a_caller_of_some_targets_publishes_those_and_holds_of_those_only() {
        var shops = new Caller("shops", List.of("shop*"));
        var bank = new Caller("bank", List.of("bank"));
        var wide = new SubmittedRecord("holds/stop.yaml", Samples.holdText("stop", "targets: [bank], mode: suspend"));
        assertThat(house.desk().publish(directory("v2"), new Expected.Anything(), true, shops))
                .isInstanceOf(Reply.Done.class);
        assertThat(house.desk().publish(directory("v2"), new Expected.Anything(), true, bank))
                .isEqualTo(new Reply.Refused<PublishReport>("bank may not touch targets/shop, pins/shop"));
        assertThat(house.desk().publish(directory("v2", wide), new Expected.Anything(), true, shops))
                .isEqualTo(new Reply.Refused<PublishReport>("shops may not touch holds/stop"));
    }
}
