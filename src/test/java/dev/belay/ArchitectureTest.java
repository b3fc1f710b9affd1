package dev.belay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The house: which room may know which, where the AWS SDK ends, and where time and chance come from. */
@AnalyzeClasses(packages = "dev.belay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BELAY = "dev.belay..";

    @ArchTest
    static final ArchRule no_room_is_in_a_cycle =
            slices().matching("dev.belay.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_model_knows_nothing_of_ours = room("model").mayKnow();

    @ArchTest
    static final ArchRule the_loop_knows_nothing_of_ecs_or_sites =
            room("reconcile").mayKnow("model");

    @ArchTest
    static final ArchRule stores_know_the_model_and_clients = room("store").mayKnow("model", "aws");

    @ArchTest
    static final ArchRule clients_know_the_model = room("aws").mayKnow("model");

    @ArchTest
    static final ArchRule permissions_are_told_from_records_alone =
            room("permissions").mayKnow("model");

    @ArchTest
    static final ArchRule services_stand_on_the_lower_rooms = room("ecs").mayKnow("model", "store", "aws", "reconcile");

    @ArchTest
    static final ArchRule sites_stand_on_the_lower_rooms = room("site").mayKnow("model", "store", "aws", "reconcile");

    @ArchTest
    static final ArchRule checks_stand_on_the_lower_rooms =
            room("verify").mayKnow("model", "store", "aws", "reconcile", "secrets");

    @ArchTest
    static final ArchRule secrets_know_the_model_and_clients = room("secrets").mayKnow("model", "aws");

    @ArchTest
    static final ArchRule announcements_stand_on_the_lower_rooms =
            room("announce").mayKnow("model", "aws", "reconcile", "secrets");

    @ArchTest
    static final ArchRule diagnosis_stands_on_the_lower_rooms = room("diagnose").mayKnow("model", "aws", "reconcile");

    @ArchTest
    static final ArchRule the_lease_is_about_one_document = room("lease").mayKnow("model", "store", "reconcile");

    @ArchTest
    static final ArchRule notifications_only_say_where_to_look = room("notify").mayKnow("model", "aws", "reconcile");

    @ArchTest
    static final ArchRule publishing_is_about_records_alone = room("publish").mayKnow("model", "store");

    @ArchTest
    static final ArchRule adopting_looks_at_services_and_sites = room("adopt").mayKnow("model", "store", "ecs", "site");

    @ArchTest
    static final ArchRule the_rollout_decides_for_all_components = room("rollout")
            .mayKnow(
                    "model",
                    "store",
                    "aws",
                    "reconcile",
                    "ecs",
                    "site",
                    "verify",
                    "announce",
                    "diagnose",
                    "secrets",
                    "publish",
                    "adopt",
                    "lease");

    @ArchTest
    static final ArchRule doors_know_whom_the_desk_serves = room("access").mayKnow("model", "rollout");

    @ArchTest
    static final ArchRule the_api_shows_what_the_rollout_decided =
            room("api").mayKnow("model", "store", "reconcile", "rollout", "announce", "access", "publish", "adopt");

    @ArchTest
    static final ArchRule the_console_shows_what_the_rollout_decided =
            room("console").mayKnow("model", "store", "rollout", "announce", "access");

    @ArchTest
    static final ArchRule meters_are_views =
            room("metrics").mayKnow("model", "store", "aws", "reconcile", "notify", "rollout");

    @ArchTest
    static final ArchRule the_command_line_is_a_small_client = room("cli").mayKnow("model", "store", "permissions");

    @ArchTest
    static final ArchRule settings_are_read_by_the_composition_root = classes()
            .that()
            .resideInAPackage("dev.belay.settings..")
            .should()
            .onlyHaveDependentClassesThat(resideInAnyPackage("dev.belay.settings..", "dev.belay.app.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sdk_types_stay_in_the_adapters = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.belay.aws..",
                    "dev.belay.ecs.aws..",
                    "dev.belay.site.aws..",
                    "dev.belay.verify.aws..",
                    "dev.belay.secrets.aws..",
                    "dev.belay.diagnose.aws..",
                    "dev.belay.announce.aws..",
                    "dev.belay.notify.aws..",
                    "dev.belay.store.s3..",
                    "dev.belay.store.dynamodb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule time_and_chance_come_from_the_composition_root = noClasses()
            .that()
            .resideOutsideOfPackage("dev.belay.app..")
            .and()
            .doNotHaveFullyQualifiedName("dev.belay.cli.Belay") // the command line's own composition root
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .allowEmptyShould(true);

    private static Room room(String name) {
        return new Room(name);
    }

    private record Room(String name) {
        ArchRule mayKnow(String... rooms) {
            String[] allowed = new String[rooms.length + 1];
            allowed[rooms.length] = "dev.belay." + name + "..";
            for (int i = 0; i < rooms.length; i++) {
                allowed[i] = "dev.belay." + rooms[i] + "..";
            }
            var ours = resideInAnyPackage(BELAY);
            return noClasses()
                    .that()
                    .resideInAPackage("dev.belay." + name + "..")
                    .should()
                    .dependOnClassesThat(
                            ours.and(not(resideInAnyPackage(allowed))).forSubtype())
                    .as(name + " knows of ours only " + String.join(", ", rooms))
                    .allowEmptyShould(true);
        }
    }
}
