package dev.belay.announce;

import static dev.belay.announce.Post.letter;
import static dev.belay.announce.Samples.NOW;
import static dev.belay.announce.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.announce.Announcement.Kind;
import dev.belay.announce.Outside.Answer;
import dev.belay.model.FollowUp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The issue of a follow-up, over HTTP. */
class FollowUpTest {
    private final Outside outside = new Outside();
    private final TinyGitHub github = new TinyGitHub();
    private final Announcement failed = said(Kind.FAILED, "failed-1", NOW, "INC-482");

    @BeforeEach
    void answer() {
        outside.answers(github);
    }

    @AfterEach
    void close() {
        outside.close();
    }

    @Test
    void it_is_opened_with_the_evidence_and_its_labels() {
        assertThat(deliver(failed, "# Report")).isEqualTo(delivered(1));
        var issue = github.issues.getFirst();
        assertThat(issue.path("title").asText()).isEqualTo("shop-production: failed");
        assertThat(issue.path("labels").get(0).asText()).isEqualTo("incident");
        assertThat(github.body(1))
                .startsWith("<!-- belay:follow-up shop-production INC-482 -->\n<!-- belay:message failed-1 -->\n")
                .contains("**shop-production: failed**")
                .contains("[Read on](https://belay.shop.example/targets/shop-production/rollouts/")
                .endsWith("<!-- belay:rollout 20261120T145107.000Z -->\n# Report\n<!-- /belay:rollout -->\n");
    }

    @Test
    void said_twice_it_stands_there_once() {
        deliver(failed, "# Report");
        assertThat(deliver(failed, "# Report")).isEqualTo(delivered(1));
        assertThat(github.issues).hasSize(1);
        assertThat(github.comments.getFirst()).isEmpty();
    }

    @Test
    void it_is_put_up_to_date_and_told_the_rest_once() {
        deliver(failed, "# Report");
        var restored = said(Kind.RESTORED, "restored-1", NOW, "INC-482");
        Outbox open = Outbox.EMPTY.post(failed, List.of(), followUp()).outbox();
        var letter =
                open.post(restored, List.of(), followUp()).outbox().letters().getLast();
        for (int i = 0; i < 2; i++) {
            assertThat(Post.couriers().deliver(letter, () -> "# Report, longer"))
                    .isEqualTo(delivered(1));
        }
        assertThat(github.body(1)).contains("# Report, longer").doesNotContain("# Report\n");
        assertThat(github.comments.getFirst()).hasSize(1);
        assertThat(github.comments.getFirst().getFirst()).contains("**shop-production: restored**");
    }

    @Test
    void what_people_wrote_into_it_stays_and_so_do_the_reports_of_other_rollouts() {
        String body = IssueText.with("head\n", "r1", "# One") + "\nWe looked at the log.\n";
        String two = IssueText.with(IssueText.with(body, "r2", "# Two"), "r1", "# One, longer");
        assertThat(two)
                .contains("head\n", "# One, longer", "# Two", "We looked at the log.")
                .doesNotContain("# One\n");
    }

    @Test
    void a_body_stays_within_what_github_takes() {
        String body = "head\n";
        for (int i = 0; i < 8; i++) {
            body = IssueText.with(body, "r" + i, ("line of report " + i + "\n").repeat(3_000));
        }
        assertThat(body)
                .hasSizeLessThan(65_536)
                .contains("belay:rollout r0 -->")
                .contains("belay:rollout r7 -->");
    }

    @Test
    void it_is_found_among_many_and_pull_requests_are_none() {
        deliver(failed, "# Report");
        github.openOthers(250);
        github.open("a pull request", github.issues.getFirst()).putObject("pull_request");
        github.open("one that quotes it", github.issues.getFirst());
        assertThat(deliver(failed, "# Report")).isEqualTo(delivered(1));
        assertThat(outside.sent.stream().filter(sent -> sent.method().equals("POST")))
                .hasSize(1);
    }

    @Test
    void issues_from_before_the_trouble_are_not_looked_through() {
        github.now = NOW.minusSeconds(40 * 86_400);
        github.openOthers(150);
        github.now = NOW;
        deliver(failed, "# Report");
        assertThat(outside.sent.stream().filter(sent -> sent.method().equals("GET")))
                .hasSize(1);
        assertThat(github.issues).hasSize(151);
    }

    @Test
    void the_issue_of_another_target_or_incident_is_another_one() {
        deliver(failed, "# Report");
        deliver(said(Kind.FAILED, "failed-2", NOW, "INC-4821"), "# Report");
        assertThat(github.issues).hasSize(2);
    }

    @Test
    void the_token_is_not_shown_whatever_github_says() {
        outside.answers(sent -> new Answer(401, "{\"message\": \"" + sent.header("Authorization") + " is wrong\"}"));
        assertThat(deliver(failed, "")).isEqualTo(new Delivery.Refused("answered 401: Bearer *** is wrong"));
    }

    @Test
    void a_limit_of_rates_is_waited_for_though_it_is_a_403() {
        outside.answers(sent -> new Answer(403, "{\"message\": \"slow down\"}", Map.of("Retry-After", "60")));
        assertThat(deliver(failed, "")).isEqualTo(new Delivery.Failed("answered 403: slow down"));
        outside.answers(403, "{\"message\": \"not yours\"}");
        assertThat(deliver(failed, "")).isEqualTo(new Delivery.Refused("answered 403: not yours"));
    }

    @Test
    void a_repository_that_is_not_there_is_said_in_words() {
        outside.answers(404, "{\"message\": \"Not Found\"}");
        assertThat(deliver(failed, ""))
                .isEqualTo(new Delivery.Refused(
                        "answered 404: Not Found: no such repository, or the token may not see it"));
    }

    @Test
    void github_that_hangs_ends_by_a_timeout() {
        outside.answers(sent -> Answer.NEVER);
        var couriers = Post.couriers((scope, message) -> "", Wire.DNS, Post.SHORT);
        assertThat(couriers.deliver(letter(failed, followUp()), () -> ""))
                .isEqualTo(new Delivery.Failed("no answer within 300 ms"));
    }

    private Delivery deliver(Announcement said, String report) {
        return Post.couriers().deliver(letter(said, followUp()), () -> report);
    }

    private FollowUp followUp() {
        return new FollowUp(URI.create(outside.at("")), "shop/shop", "${secret:token}", List.of("incident"));
    }

    private static Delivery delivered(int number) {
        return new Delivery.Delivered("https://github.example/shop/shop/issues/" + number);
    }
}
