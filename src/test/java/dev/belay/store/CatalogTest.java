package dev.belay.store;

import static dev.belay.model.RecordKind.HOLD;
import static dev.belay.model.RecordKind.PIN;
import static dev.belay.model.RecordKind.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import dev.belay.model.Pin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records say of each other. */
class CatalogTest {
    private static Records.Listing shop() {
        return new Records.Listing().and(TARGET, "shop", Records.TARGET);
    }

    /** A second target, which shares nothing with the first unless told to. */
    private static String other(String part, String replacement) {
        String apart = Records.TARGET
                .replace("name: shop\n", "name: other\n")
                .replace("service: shop-api", "service: other-api")
                .replace("bucket: shop-frontend", "bucket: other-frontend")
                .replace("shop-builds", "other-builds");
        return Records.with(apart, part, replacement);
    }

    @Test
    void records_that_fit_are_valid() {
        var catalog = shop().and(PIN, "shop", Records.PIN)
                .and(HOLD, "stop", Records.HOLD)
                .and(TARGET, "other", other("x", "x"))
                .catalog();
        assertThat(catalog.problems()).isEmpty();
        assertThat(catalog.targets().keySet()).containsExactly("other", "shop");
        assertThat(catalog.target("shop")).isInstanceOf(Entry.Valid.class);
        assertThat(catalog.pin("shop")).isInstanceOf(Entry.Valid.class);
        assertThat(catalog.validHolds()).extracting(Hold::name).containsExactly("stop");
        assertThat(catalog.pin("nobody")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {version: v1}                       | {taskDefinition: "a:1"}           | pins/shop.yaml:8:27: spec.components.web.taskDefinition: a site has no task definition; expected version or leave
            {version: v1}                       | {images: {app: x}}                | pins/shop.yaml:8:19: spec.components.web.images: a site has no images; expected version or leave
            web: {version: v1}                  | wbe: {version: v1}                | pins/shop.yaml:8:10: spec.components.wbe: target shop has no such component; did you mean "web"?
            {taskDefinition: "shop-api:123"}    | {images: {app: x}, base: template} | pins/shop.yaml:7:35: spec.components.api.base: the service has no template; expected running or family:revision
            """)
    void a_pin_that_does_not_fit_is_told(String part, String other, String expected) {
        var catalog =
                shop().and(PIN, "shop", Records.with(Records.PIN, part, other)).catalog();
        assertThat(catalog.problems()).map(Problem::toString).containsExactly(expected);
    }

    @Test
    void a_version_needs_a_place_in_the_images_or_the_template() {
        String constant = Records.with(Records.TARGET, "shop-api:{version}", "shop-api:latest");
        String pin = Records.with(Records.PIN, "    api: {taskDefinition: \"shop-api:123\"}\n", "");
        var catalog = new Records.Listing()
                .and(TARGET, "shop", constant)
                .and(PIN, "shop", pin)
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "pins/shop.yaml:5:12: spec.version: component api: the service has neither images nor a template with {version};"
                                + " expected taskDefinition, images or leave for it");
    }

    @Test
    void a_template_with_a_version_is_place_enough() {
        String template = Records.with(
                Records.TARGET,
                "images:\n          app: registry.example/shop-api:{version}",
                "template: s3://deploy/t-{version}.json");
        String pin = Records.with(Records.PIN, "    api: {taskDefinition: \"shop-api:123\"}\n", "");
        assertThat(new Records.Listing()
                        .and(TARGET, "shop", template)
                        .and(PIN, "shop", pin)
                        .catalog()
                        .problems())
                .isEmpty();
    }

    @Test
    void a_version_whose_build_is_the_live_place_is_refused() {
        String target = Records.with(Records.TARGET, "s3://shop-builds/dist-{version}", "s3://shop-frontend/{version}");
        String pin = Records.with(Records.PIN, "{version: v1}", "{version: live}");
        var catalog = new Records.Listing()
                .and(TARGET, "shop", target)
                .and(PIN, "shop", pin)
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "pins/shop.yaml:8:20: spec.components.web.version: this version's build s3://shop-frontend/live/ overlaps the live"
                                + " place s3://shop-frontend/live/; expected a build beside it");
    }

    @Test
    void a_version_whose_build_holds_the_live_place_of_another_target_is_refused() {
        var catalog = shop().and(PIN, "shop", Records.PIN)
                .and(
                        TARGET,
                        "other",
                        other(
                                "bucket: other-frontend\n        prefix: live",
                                "bucket: shop-builds\n        prefix: dist-v1/x"))
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "pins/shop.yaml:8:20: spec.components.web.version: names a build that overlaps the live place of other/web;"
                                + " expected builds elsewhere");
    }

    @Test
    void a_pin_without_its_target_is_invalid() {
        String pin = Records.with(Records.PIN, "name: shop", "name: shpo");
        var catalog = shop().and(PIN, "shpo", pin).catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "pins/shpo.yaml:3:18: metadata.name: there is no target \"shpo\"; did you mean \"shop\"?");
    }

    @Test
    void a_pin_of_an_invalid_target_waits_and_is_compared_with_the_admitted_one() {
        var catalog = new Records.Listing()
                .and(TARGET, "shop", Records.with(Records.TARGET, "drift: correct", "drift: no"))
                .and(PIN, "shop", Records.PIN)
                .catalog();
        assertThat(catalog.target("shop")).isInstanceOf(Entry.Invalid.class);
        assertThat(catalog.pin("shop")).isInstanceOfSatisfying(Entry.Waiting.class, waiting -> {
            @SuppressWarnings("unchecked")
            var pin = (Entry.Waiting<Pin>) waiting;
            var admitted = Records.valid(Records.target(Records.TARGET));
            assertThat(Catalog.fitted(pin, admitted)).isInstanceOf(Entry.Valid.class);
            var without = Records.valid(Records.target(Records.with(
                    Records.with(Records.TARGET, "    web:\n", "    www:\n").replace("served: web", "served: www"),
                    "[api, web]",
                    "[api, www]")));
            assertThat(Catalog.fitted(pin, without).problems())
                    .map(Problem::toString)
                    .containsExactly(
                            "pins/shop.yaml:8:10: spec.components.web: target shop has no such component; expected one of api, www");
        });
    }

    @Test
    void two_targets_that_own_one_service_are_both_invalid() {
        var catalog = shop().and(TARGET, "other", other("service: other-api", "service: shop-api"))
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "targets/other.yaml:13:18: spec.components.api.ecs.service: is the service of shop/api too; expected one owner",
                        "targets/shop.yaml:13:18: spec.components.api.ecs.service: is the service of other/api too; expected one owner");
    }

    @Test
    void a_cluster_by_name_and_by_arn_is_one_cluster() {
        String shop = Records.with(
                Records.TARGET,
                "region: eu-north-1",
                "region: eu-north-1\n    assumeRole: arn:aws:iam::123456789012:role/belay");
        var catalog = new Records.Listing()
                .and(TARGET, "shop", shop)
                .and(
                        TARGET,
                        "other",
                        other("service: other-api", "service: shop-api")
                                .replace(
                                        "cluster: shop-prod",
                                        "cluster: arn:aws:ecs:eu-north-1:123456789012:cluster/shop-prod"))
                .catalog();
        assertThat(catalog.problems()).hasSize(2);
    }

    @Test
    void one_name_in_two_regions_is_two_services() {
        var catalog = shop().and(
                        TARGET,
                        "other",
                        other("service: other-api", "service: shop-api").replace("eu-north-1", "eu-west-1"))
                .catalog();
        assertThat(catalog.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"live", "live/", "live/sub", "''"})
    void live_places_that_overlap_are_both_invalid(String prefix) {
        var catalog = shop().and(
                        TARGET,
                        "other",
                        other(
                                "bucket: other-frontend\n        prefix: live",
                                "bucket: shop-frontend\n        prefix: \"" + prefix + "\""))
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "targets/other.yaml:19:17: spec.components.web.site.bucket: overlaps the live place of shop/web; expected places apart",
                        "targets/shop.yaml:19:17: spec.components.web.site.bucket: overlaps the live place of other/web; expected places apart");
    }

    @Test
    void live_places_side_by_side_are_fine() {
        var catalog = shop().and(
                        TARGET,
                        "other",
                        other(
                                "bucket: other-frontend\n        prefix: live",
                                "bucket: shop-frontend\n        prefix: live-2"))
                .catalog();
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void builds_in_the_live_place_of_another_target_make_both_invalid() {
        var catalog = shop().and(TARGET, "other", other("s3://other-builds/", "s3://shop-frontend/live/builds/"))
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "targets/other.yaml:21:16: spec.components.web.site.build: lies in the live place of shop/web; expected builds elsewhere",
                        "targets/shop.yaml:19:17: spec.components.web.site.bucket: holds the builds of other/web; expected builds elsewhere");
    }

    @Test
    void a_name_must_be_that_of_its_place() {
        var catalog = new Records.Listing().and(TARGET, "web", Records.TARGET).catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "targets/web.yaml:4:9: metadata.name: \"shop\"; expected \"web\", the name of its place");
    }

    @Test
    void a_name_in_two_places_is_invalid_in_both() {
        var catalog = new Records.Listing()
                .at(TARGET, "shop", "targets/shop.yml", Records.TARGET)
                .at(TARGET, "shop", "targets/shop.yaml", Records.TARGET)
                .catalog();
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly(
                        "targets/shop.yaml: \"shop\" stands in targets/shop.yml too",
                        "targets/shop.yml: \"shop\" stands in targets/shop.yaml too");
        assertThat(catalog.target("shop")).isInstanceOf(Entry.Invalid.class);
    }

    @Test
    void an_unreadable_record_leaves_the_others_as_they_are() {
        var listing = new java.util.ArrayList<>(shop().listing().records());
        listing.add(new StoredRecord(
                TARGET, "bad", "targets/bad.yaml", "r", new StoredRecord.Content.Unreadable("permission denied")));
        var catalog = Catalog.of(new RecordListing(listing));
        assertThat(catalog.target("shop")).isInstanceOf(Entry.Valid.class);
        assertThat(catalog.problems())
                .map(Problem::toString)
                .containsExactly("targets/bad.yaml: can't be read: permission denied");
    }

    @Test
    void an_invalid_hold_applies_to_whom_it_names() {
        var hold = invalidHold(Records.with(Records.HOLD, "mode: suspend", "mode: frozen"));
        assertThat(hold.targets()).containsExactly("shop", "web-*");
        assertThat(hold.appliesTo(Metadata.named("web-2"))).isTrue();
        assertThat(hold.appliesTo(Metadata.named("other"))).isFalse();
    }

    @Test
    void an_invalid_hold_by_labels_applies_to_who_carries_them() {
        var hold = invalidHold(Records.with(Records.HOLD, "targets: [shop, \"web-*\"]", "labels: {team: shop}")
                .replace("suspend", "stop"));
        assertThat(hold.appliesTo(new Metadata("any", Ordered.sorted(Map.of("team", "shop")))))
                .isTrue();
        assertThat(hold.appliesTo(Metadata.named("any"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'targets: [shop, 5!]'", "'targets: shop'", "'target: [shop]'", "'labels: {a: b}\n  targets: 1'", "'\t'"
    })
    void an_invalid_hold_that_cannot_be_read_applies_to_all(String targets) {
        var hold = invalidHold(Records.with(Records.HOLD, "targets: [shop, \"web-*\"]", targets));
        assertThat(hold.targets()).isEmpty();
        assertThat(hold.appliesTo(Metadata.named("any"))).isTrue();
    }

    @Test
    void the_next_catalog_is_the_same_as_a_new_one() {
        var before = shop().and(PIN, "shop", Records.PIN).catalog();
        var listing = shop().and(PIN, "shop", Records.with(Records.PIN, "v1", "v2"))
                .and(HOLD, "stop", "x")
                .listing();
        var next = before.next(listing);
        assertThat(next.pins()).isEqualTo(Catalog.of(listing).pins());
        assertThat(next.targets()).isEqualTo(Catalog.of(listing).targets());
        assertThat(next.problems()).isEqualTo(Catalog.of(listing).problems()).isNotEmpty();
    }

    private static InvalidHold invalidHold(String text) {
        var catalog = new Records.Listing().and(HOLD, "stop", text).catalog();
        assertThat(catalog.validHolds()).isEmpty();
        assertThat(catalog.invalidHolds()).hasSize(1);
        return catalog.invalidHolds().getFirst();
    }
}
