package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Leave;
import dev.belay.model.PinnedComponent.TaskDefinition;
import dev.belay.model.PinnedComponent.Version;
import dev.belay.model.RollbackRequest;
import dev.belay.rollout.History.Word;
import dev.belay.rollout.RollbackChoice.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which version somebody goes back to, and what the pin for it says. */
class RollbackChoiceTest {
    private static final Instant LATER = NOW.plusSeconds(60);

    /** v0 ran before Belay, v1 and v2 are known good, v3 is pinned and failed. */
    private static Root broken() {
        return failed(repinned(good(), "version: v3"), LATER.plusSeconds(60));
    }

    private static Root good() {
        Root first = proved(succeeded(pinned("version: v1"), NOW));
        return proved(succeeded(repinned(first, "version: v2"), LATER));
    }

    private static RollbackRequest request(@Nullable String to) {
        return request(to, Map.of());
    }

    private static RollbackRequest request(@Nullable String to, Map<String, PinnedComponent> components) {
        var incident = new Pin.Incident("INC-482", null, null);
        return new RollbackRequest(to, new LinkedHashMap<>(components), "login fails", incident, true);
    }

    private static Choice choose(Root root, RollbackRequest request, Map<String, String> problems) {
        return new RollbackChoice(root, Samples.target(), null, request, "alice").choose(combination -> {
            String problem = problems.get(combination.version());
            return problem == null ? List.of() : List.of(problem);
        });
    }

    private static Choice.Chosen chosen(Root root, RollbackRequest request) {
        return (Choice.Chosen) choose(root, request, Map.of());
    }

    private static Root saying(Root root, String version, Word.Kind kind) {
        return root.with(root.history().said(version, new Word(kind, "it leaks", "bob", NOW)));
    }

    @Test
    void the_newest_known_good_version_is_chosen_and_it_is_said_why_newer_ones_were_not() {
        var chosen = chosen(broken(), request(null));
        assertThat(chosen.version()).isEqualTo("v2");
        assertThat(chosen.beyond()).isNull();
        assertThat(chosen.passedOver())
                .singleElement()
                .satisfies(v3 -> assertThat(v3.toString()).startsWith("v3: it is vetoed: api v3, web v3 failed"));
    }

    @Test
    void what_is_not_ready_is_passed_over_and_nothing_older_than_needed_is_looked_into() {
        var asked = new ArrayList<String>();
        var choice = new RollbackChoice(broken(), Samples.target(), null, request(null), "alice").choose(c -> {
            asked.add(c.version());
            return c.version().equals("v2") ? List.of("web: the build is gone") : List.of();
        });
        assertThat(choice).isInstanceOfSatisfying(Choice.Chosen.class, chosen -> {
            assertThat(chosen.version()).isEqualTo("v1");
            assertThat(chosen.passedOver())
                    .extracting(PassedOver::version, PassedOver::why)
                    .contains(tuple("v2", "a rollback to it would not work now: web: the build is gone"));
        });
        assertThat(asked).containsExactly("v2", "v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            in force               | v1
            vetoed                 | v1
            past a barrier         | -
            pinned in the store    | v1
            """)
    void what_speaks_against_a_version(String what, @Nullable String goesTo) {
        Root root = switch (what) {
            case "in force" -> good();
            case "vetoed" -> saying(broken(), "v2", Word.Kind.VETOED);
            case "past a barrier" -> failed(repinned(good(), "version: v3, barrier: true"), LATER);
            default -> broken();
        };
        Pin recorded = what.equals("pinned in the store") ? Samples.pin("version: v2") : null;
        var choice = new RollbackChoice(root, Samples.target(), recorded, request(null), "alice")
                .choose(combination -> List.of());
        assertThat(choice instanceof Choice.Chosen chosen ? chosen.version() : null)
                .isEqualTo(goesTo);
        if (choice instanceof Choice.Nothing(List<PassedOver> each)) {
            assertThat(each)
                    .extracting(PassedOver::toString)
                    .contains("v2: it lies past the barrier v3", "v1: it lies past the barrier v3");
        }
    }

    @Test
    void each_component_is_written_out_with_who_and_why() {
        Pin pin = chosen(broken(), request(null)).pin();
        assertThat(pin.version()).isEqualTo("v2");
        assertThat(pin.components().sequencedKeySet()).containsExactly("api", "web");
        assertThat(pin.by()).isEqualTo("alice");
        assertThat(pin.reason()).isEqualTo("login fails");
        assertThat(pin.incident()).extracting(Pin.Incident::id).isEqualTo("INC-482");
    }

    @Test
    void a_service_is_pinned_to_the_revision_that_it_ran_and_what_nobody_can_tell_is_left_alone() {
        var parts = new TreeMap<String, Combination.Part>();
        String arn = "arn:aws:ecs:eu-north-1:123456789012:task-definition/api:7";
        parts.put("api", new Combination.Part("v9", "api:7", arn, null, new TreeMap<>()));
        var ran = new Combination("api v9, web x", parts, "r9", true, false, NOW, NOW, "replaced", NOW);
        Root root = good();
        var history = root.history();
        root = root.with(history.withRan(List.of(ran, history.ran().getLast())));
        Pin pin = chosen(root, request(null)).pin();
        assertThat(pin.components().values()).containsExactly(new TaskDefinition("api:7"), new Leave());
        assertThat(pin.version()).as("its name is no version").isNull();
    }

    @Test
    void a_version_that_is_named_is_gone_to_also_past_others_and_over_its_problems() {
        var choice = choose(broken(), request("v1"), Map.of("v1", "gone"));
        assertThat(choice).isInstanceOfSatisfying(Choice.Chosen.class, chosen -> {
            assertThat(chosen.version()).isEqualTo("v1");
            assertThat(chosen.beyond()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v3 | is vetoed
            v0 | not known good
            v9 | never ran
            """)
    void what_is_not_known_good_is_not_for_everybody(String to, String why) {
        assertThat(chosen(broken(), request(to)).beyond()).contains(why);
    }

    @Test
    void neither_is_what_lies_past_a_barrier() {
        Root root = failed(repinned(good(), "version: v3, barrier: true"), LATER);
        assertThat(chosen(root, request("v2")).beyond()).isEqualTo("v2: it lies past the barrier v3");
    }

    @Test
    void a_persons_veto_is_told_with_its_author_and_reason() {
        Root root = saying(broken(), "v2", Word.Kind.VETOED);
        assertThat(chosen(root, request("v2")).beyond()).isEqualTo("v2 is vetoed by bob: it leaks");
    }

    @Test
    void a_version_that_never_ran_is_pinned_for_every_component() {
        Pin pin = chosen(broken(), request("v9")).pin();
        assertThat(pin.components().values()).containsExactly(new Version("v9"), new Version("v9"));
        assertThat(choose(broken(), request("no version"), Map.of())).isEqualTo(new Choice.NoVersion("no version"));
    }

    @Test
    void a_rollback_of_one_component_alone_to_known_good_is_known_good() {
        var chosen = chosen(broken(), request(null, Map.of("web", new Leave())));
        assertThat(chosen.version()).isEqualTo("v2");
        assertThat(chosen.pin().components()).containsEntry("web", new Leave());
        assertThat(chosen.beyond()).isNull();
    }

    @Test
    void what_would_move_nothing_but_what_is_left_alone_is_passed_over() {
        Root root = proved(succeeded(repinned(good(), "version: v2, components: {web: {version: v9}}"), LATER));
        var chosen = chosen(root, request(null, Map.of("web", new Leave())));
        assertThat(chosen.version()).isEqualTo("v1");
        assertThat(chosen.passedOver()).extracting(PassedOver::why).containsOnly("it is in force");
    }

    @Test
    void a_mixture_that_was_never_proved_together_is_not_for_everybody() {
        var chosen = chosen(broken(), request(null, Map.of("web", new Version("v1"))));
        assertThat(chosen.beyond()).isEqualTo("what it asks for never ran together");
    }

    @Test
    void what_is_overridden_need_not_be_ready() {
        var seen = new ArrayList<Combination>();
        new RollbackChoice(broken(), Samples.target(), null, request(null, Map.of("web", new Leave())), "alice")
                .choose(combination -> {
                    seen.add(combination);
                    return List.of();
                });
        assertThat(seen).singleElement().satisfies(c -> assertThat(c.parts()).containsOnlyKeys("api"));
    }

    @Test
    void where_nothing_would_work_it_is_not_looked_into_for_ever() {
        Root root = pinned("version: v100");
        for (int i = 1; i <= 20; i++) {
            root = proved(succeeded(repinned(root, "version: v" + i), NOW.plusSeconds(60L * i)));
        }
        var asked = new ArrayList<String>();
        var choice = new RollbackChoice(root, Samples.target(), null, request(null), "alice").choose(c -> {
            asked.add(c.version());
            return List.of("can't be told");
        });
        assertThat(choice).isInstanceOf(Choice.Nothing.class);
        assertThat(asked).hasSize(8);
    }
}
