package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.diagnose.TrafficClues.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which ways from a load balancer to tasks are open. In doubt, they are. */
class WallsTest {
    private static final Rule ALL_OUT = new Rule("-1", -1, -1, List.of(), List.of("0.0.0.0/0"), false);

    static Stream<Arguments> ways() {
        return Stream.of(
                way("from its group", true, "10.0.0.0/24", group("tcp", 8080, 8080, "sg-lb")),
                way("from its group, at all ports", true, "10.0.0.0/24", group("-1", -1, -1, "sg-lb")),
                way("from its group, in a span of ports", true, "10.0.0.0/24", group("6", 8000, 9000, "sg-lb")),
                way("by UDP", false, "10.0.0.0/24", group("udp", 8080, 8080, "sg-lb")),
                way("at another port", false, "10.0.0.0/24", group("tcp", 80, 80, "sg-lb")),
                way("from another group", false, "10.0.0.0/24", group("tcp", 8080, 8080, "sg-x")),
                way("from everywhere", true, "10.0.0.0/24", range("0.0.0.0/0")),
                way("from the network", true, "10.0.0.0/24", range("10.0.0.0/16")),
                way("from another network", false, "10.0.0.0/24", range("10.1.0.0/16")),
                way("from a network, and whose is not known", true, null, range("10.1.0.0/16")),
                way("from a prefix list", true, "10.0.0.0/24", new Rule("tcp", 8080, 8080, List.of(), List.of(), true)),
                way("from nowhere", false, "10.0.0.0/24"));
    }

    private static Arguments way(
            String name, boolean open, @org.jspecify.annotations.Nullable String subnet, Rule... rules) {
        Scene scene = new Scene().letsIn(rules).letsOut(ALL_OUT);
        return Arguments.of(name, (subnet == null ? scene : scene.subnets(subnet)).seen(), open);
    }

    private static Rule group(String protocol, int from, int to, String group) {
        return new Rule(protocol, from, to, List.of(group), List.of(), false);
    }

    private static Rule range(String cidr) {
        return new Rule("tcp", 8080, 8080, List.of(), List.of(cidr), false);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("ways")
    void a_way_is_open(String name, ServiceEvidence seen, boolean open) {
        assertThat(new Walls(seen).closed().isEmpty()).as(name).isEqualTo(open);
    }
}
