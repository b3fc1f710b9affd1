package dev.belay.store;

import static dev.belay.model.RecordKind.HOLD;
import static dev.belay.model.RecordKind.PIN;
import static dev.belay.model.RecordKind.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The catalog of a later listing is what a new one would be, also where records changed that others refer to. */
class NextCatalogTest {
    /** A target with one service and one site. Places of builds are below a bucket, as many have it. */
    private static String target(String name, String service, String live, String build) {
        return """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: %s}
                spec:
                  aws: {region: eu-north-1}
                  components:
                    api: {ecs: {cluster: prod, service: %s, images: {app: "app:{version}"}}}
                    web: {site: {bucket: %s, prefix: "%s", build: "s3://%s{version}/"}}
                """.formatted(name, service, bucket(live), live.substring(live.indexOf('/') + 1), build);
    }

    private static String bucket(String place) {
        return place.substring(0, place.indexOf('/'));
    }

    private static String target(String name) {
        return target(name, name, name + "/live", "builds/" + name + "/");
    }

    private static String pin(String name, String version) {
        return "{apiVersion: belay.dev/v1, kind: Pin, metadata: {name: %s}, spec: {version: %s}}"
                .formatted(name, version);
    }

    private static Records.Listing two() {
        return new Records.Listing()
                .and(TARGET, "one", target("one"))
                .and(TARGET, "two", target("two"))
                .and(PIN, "one", pin("one", "v1"))
                .and(PIN, "two", pin("two", "v1"));
    }

    /** Takes in one listing after the other, and compares with what each is by itself. */
    private static Catalog after(Records.Listing... listings) {
        var catalog = Catalog.of(new RecordListing(List.of()));
        for (var listing : listings) {
            catalog = catalog.next(listing.listing());
            assertSame(catalog, listing.catalog());
        }
        return catalog;
    }

    private static void assertSame(Catalog next, Catalog fresh) {
        assertThat(next.targets()).isEqualTo(fresh.targets());
        assertThat(next.pins()).isEqualTo(fresh.pins());
        assertThat(next.holds()).isEqualTo(fresh.holds());
        assertThat(next.problems()).isEqualTo(fresh.problems());
        assertThat(next.validHolds()).isEqualTo(fresh.validHolds());
        assertThat(next.invalidHolds()).isEqualTo(fresh.invalidHolds());
    }

    @Test
    void what_nothing_changed_about_is_not_judged_again() {
        var before = two().and(HOLD, "stop", Records.HOLD).catalog();
        var next = before.next(new Records.Listing()
                .and(TARGET, "one", target("one"))
                .and(TARGET, "two", target("two", "other", "two/live", "builds/two/"))
                .and(PIN, "one", pin("one", "v1"))
                .and(PIN, "two", pin("two", "v1"))
                .and(HOLD, "stop", Records.HOLD)
                .listing());
        assertThat(next.target("two")).isNotEqualTo(before.target("two"));
        assertThat(next.target("one")).isSameAs(before.target("one"));
        assertThat(next.pin("one")).isSameAs(before.pin("one"));
        assertThat(next.holds()).isSameAs(before.holds());
    }

    @Test
    void a_target_whose_service_somebody_else_claims_and_gives_up_is_invalid_meanwhile() {
        var claimed = new Records.Listing()
                .and(TARGET, "one", target("one"))
                .and(TARGET, "two", target("two", "one", "two/live", "builds/two/"))
                .and(PIN, "one", pin("one", "v1"))
                .and(PIN, "two", pin("two", "v1"));
        assertThat(after(two(), claimed).pin("one")).isInstanceOf(Entry.Waiting.class);
        assertThat(after(two(), claimed, two()).problems()).isEmpty();
    }

    @Test
    void a_target_that_is_deleted_gives_up_its_claims() {
        var both = new Records.Listing()
                .and(TARGET, "one", target("one"))
                .and(TARGET, "two", target("two", "one", "one/live/sub", "builds/two/"));
        var alone = new Records.Listing().and(TARGET, "one", target("one"));
        assertThat(after(both).problems()).hasSize(4);
        assertThat(after(both, alone).problems()).isEmpty();
    }

    @Test
    void a_live_place_that_comes_to_lie_where_another_ones_builds_are_spoils_target_and_pin() {
        var pinned = new Records.Listing()
                .and(TARGET, "one", target("one"))
                .and(TARGET, "two", target("two", "two", "builds/one/v1/docs", "elsewhere/two/"))
                .and(PIN, "one", pin("one", "v1"));
        assertThat(after(two(), pinned).pin("one")).isInstanceOf(Entry.Invalid.class);
        var around = new Records.Listing()
                .and(TARGET, "one", target("one"))
                .and(TARGET, "two", target("two", "two", "builds/", "elsewhere/two/"))
                .and(PIN, "one", pin("one", "v1"));
        assertThat(after(two(), around, two()).problems()).isEmpty();
        assertThat(after(two(), around).target("one")).isInstanceOf(Entry.Invalid.class);
    }

    @Test
    void a_pinned_build_is_judged_anew_when_another_target_comes_to_live_in_it() {
        String inName = target("one", "one", "one/live", "builds/one-");
        var before = new Records.Listing().and(TARGET, "one", inName).and(PIN, "one", pin("one", "v1"));
        var inIt = new Records.Listing()
                .and(TARGET, "one", inName)
                .and(TARGET, "two", target("two", "two", "builds/one-v1/docs", "elsewhere/two/"))
                .and(PIN, "one", pin("one", "v1"));
        assertThat(Records.lines(after(before, inIt).problems()))
                .anyMatch(problem ->
                        problem.contains("spec.version: names a build that overlaps the live place of two/web"));
        var otherwisePinned = new Records.Listing()
                .and(TARGET, "one", inName)
                .and(TARGET, "two", target("two", "two", "builds/one-v1/docs", "elsewhere/two/"))
                .and(PIN, "one", pin("one", "v2"));
        assertThat(after(before, inIt, otherwisePinned).pin("one"))
                .isEqualTo(after(otherwisePinned).pin("one"));
    }

    @Test
    void a_pin_without_a_target_is_told_the_nearest_of_those_that_there_are_now() {
        var misspelt = new Records.Listing().and(TARGET, "two", target("two")).and(PIN, "shpo", pin("shpo", "v1"));
        var meant = new Records.Listing()
                .and(TARGET, "two", target("two"))
                .and(TARGET, "shop", target("shop"))
                .and(PIN, "shpo", pin("shpo", "v1"));
        assertThat(Records.lines(after(misspelt, meant).problems()))
                .containsExactly(
                        "pins/shpo.yaml:1:56: metadata.name: there is no target \"shpo\"; did you mean \"shop\"?");
        after(misspelt, meant, misspelt);
    }

    @Test
    void a_name_that_came_to_stand_in_two_places_is_valid_again_once_one_of_them_is_gone() {
        var twice = two().at(TARGET, "one", "targets/one.yml", target("one", "x", "x/live", "builds/x/"));
        assertThat(after(two(), twice).target("one")).isInstanceOf(Entry.Invalid.class);
        assertThat(after(two(), twice).pin("one")).isInstanceOf(Entry.Waiting.class);
        assertThat(after(two(), twice, two()).problems()).isEmpty();
    }

    @Test
    void a_record_that_could_be_read_again_is_as_it_was_whatever_its_revision_says() {
        var unreadable = new ArrayList<StoredRecord>();
        for (var record : two().listing().records()) {
            unreadable.add(new StoredRecord(
                    record.kind(),
                    record.name(),
                    record.place(),
                    record.revision(),
                    record.name().equals("one") ? new StoredRecord.Content.Unreadable("denied") : record.content()));
        }
        var without = two().catalog().next(new RecordListing(unreadable));
        assertSame(without, Catalog.of(new RecordListing(unreadable)));
        assertSame(without.next(two().listing()), two().catalog());
    }

    @Test
    void holds_change_by_themselves() {
        var held = two().and(HOLD, "stop", Records.HOLD);
        var broken = two().and(HOLD, "stop", Records.with(Records.HOLD, "mode: suspend", "mode: stop"));
        assertThat(after(two(), held, broken).invalidHolds()).hasSize(1);
        assertThat(after(two(), held, broken, two()).holds()).isEmpty();
        assertThat(after(two(), held).pins()).isEqualTo(two().catalog().pins());
    }

    @Test
    void any_sequence_of_edits_leads_to_what_the_last_listing_says() {
        for (long seed = 1; seed <= 25; seed++) {
            var random = new Random(seed);
            var edits = new Edits(random);
            var catalog = Catalog.of(edits.listing());
            for (int edit = 0; edit < 50; edit++) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    edits.make();
                }
                var listing = edits.listing();
                catalog = catalog.next(listing);
                assertThat(catalog)
                        .as("seed %d, edit %d", seed, edit)
                        .satisfies(next -> assertSame(next, Catalog.of(listing)));
            }
        }
    }

    /** Few names in few places, so that most of them get into each other's way. */
    private static final class Edits {
        private static final List<String> NAMES = List.of("one", "two", "six", "tow");
        private static final List<String> PLACES =
                List.of("s3a/", "s3a/x", "s3a/x/v1", "s3b/x", "s3b/x-v1", "s3b/x-v1/y");

        private final Random random;
        private final List<StoredRecord> records = new ArrayList<>();

        Edits(Random random) {
            this.random = random;
            for (int i = 0; i < 6; i++) {
                make();
            }
        }

        RecordListing listing() {
            return new RecordListing(records);
        }

        void make() {
            var kind = any(RecordKind.TARGET, RecordKind.TARGET, RecordKind.PIN);
            String name = any(NAMES);
            String file = kind.folder() + "/" + name + any(".yaml", ".yaml", ".yaml", ".yml");
            records.removeIf(record -> record.place().equals(file));
            if (random.nextInt(5) > 0) {
                String text = kind == TARGET ? anyTarget(name) : pin(name, any("v1", "v1", "v2", "{}"));
                var content = new StoredRecord.Content.Text(text);
                records.add(random.nextInt(records.size() + 1), new StoredRecord(kind, name, file, text, content));
            }
        }

        private String anyTarget(String name) {
            if (random.nextBoolean()) {
                return target(name);
            }
            String build = any(PLACES) + any("/", "-", "/builds/");
            return target(name, any(NAMES), any(PLACES), build.replace("//", "/"));
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        @SafeVarargs
        private <T> T any(T... some) {
            return some[random.nextInt(some.length)];
        }
    }

    @Test
    void the_edits_that_are_tried_get_into_each_others_way_and_out_of_it() {
        var random = new Random(1);
        var edits = new Edits(random);
        int valid = 0;
        int invalid = 0;
        int waiting = 0;
        for (int edit = 0; edit < 500; edit++) {
            edits.make();
            for (Entry<Pin> pin : Catalog.of(edits.listing()).pins().values()) {
                switch (pin) {
                    case Entry.Valid<Pin> v -> valid++;
                    case Entry.Invalid<Pin> i -> invalid++;
                    case Entry.Waiting<Pin> w -> waiting++;
                }
            }
        }
        assertThat(List.of(valid, invalid, waiting)).allMatch(times -> times > 50);
    }
}
