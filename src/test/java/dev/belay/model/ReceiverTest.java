package dev.belay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    @Test
    void what_may_be_a_secret_is_not_printed() {
        var all = List.of(
                new Receiver.Slack("https://hooks.slack.example/T0/s3cret"),
                new Receiver.Webhook("https://hooks.example/?token=s3cret", "s3cret"),
                new FollowUp(FollowUp.GITHUB, "shop/shop", "s3cret", List.of()));
        assertThat(all.toString()).doesNotContain("s3cret");
    }
}
