package dev.belay.localcloud.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.DemoWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogsSimulatorTest {
    private static final String GROUP = "/a/group";
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final CloudWatchLogsClient logs =
            Aws.pointed(CloudWatchLogsClient.builder(), cloud.endpoint()).build();

    @AfterEach
    void close() {
        logs.close();
        cloud.close();
    }

    private void write(String stream, String... lines) {
        for (String line : lines) {
            clock.advanceSeconds(1);
            cloud.logs().write(cloud.scope(), GROUP, stream, clock.instant(), line);
        }
    }

    private List<String> filtered(java.util.function.Consumer<FilterLogEventsRequest.Builder> what) {
        return logs.filterLogEvents(b -> what.accept(b.logGroupName(GROUP))).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    @Test
    void streams_come_by_name_or_the_last_written_first() {
        write("a/2", "x");
        write("a/1", "y");
        write("b/1", "z");
        assertThat(logs.describeLogStreams(b -> b.logGroupName(GROUP).logStreamNamePrefix("a/"))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("a/1", "a/2");
        assertThat(logs.describeLogStreams(b -> b.logGroupName(GROUP)
                                .orderBy(OrderBy.LAST_EVENT_TIME)
                                .descending(true)
                                .limit(2))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("b/1", "a/1");
    }

    @Test
    void a_stream_is_read_from_its_end_and_onwards() {
        write("s", "1", "2", "3");
        var last =
                logs.getLogEvents(b -> b.logGroupName(GROUP).logStreamName("s").limit(2));
        assertThat(last.events()).extracting(OutputLogEvent::message).containsExactly("2", "3");
        var earlier = logs.getLogEvents(
                b -> b.logGroupName(GROUP).logStreamName("s").limit(2).nextToken(last.nextBackwardToken()));
        assertThat(earlier.events()).extracting(OutputLogEvent::message).containsExactly("1");
        var end =
                logs.getLogEvents(b -> b.logGroupName(GROUP).logStreamName("s").nextToken(last.nextForwardToken()));
        assertThat(end.events()).isEmpty();
        assertThat(end.nextForwardToken()).isEqualTo(last.nextForwardToken());
        write("s", "4");
        assertThat(logs.getLogEvents(
                                b -> b.logGroupName(GROUP).logStreamName("s").nextToken(end.nextForwardToken()))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("4");
    }

    @Test
    void lines_are_found_by_time_stream_and_words() {
        write("s1", "INFO fine", "ERROR no table");
        write("s2", "ERROR no disk");
        long now = clock.instant().toEpochMilli();
        assertThat(filtered(b -> b.filterPattern("ERROR"))).containsExactly("ERROR no table", "ERROR no disk");
        assertThat(filtered(b -> b.filterPattern("?table ?disk"))).hasSize(2);
        assertThat(filtered(b -> b.filterPattern("\"no disk\""))).hasSize(1);
        assertThat(filtered(b -> b.filterPattern("ERROR -disk"))).containsExactly("ERROR no table");
        assertThat(filtered(b -> b.logStreamNames("s2"))).containsExactly("ERROR no disk");
        assertThat(filtered(b -> b.logStreamNamePrefix("s").startTime(now))).containsExactly("ERROR no disk");
        assertThat(filtered(b -> b.endTime(now))).hasSize(2);
        assertThat(logs.filterLogEventsPaginator(b -> b.logGroupName(GROUP).limit(2))
                        .events())
                .hasSize(3);
    }

    @Test
    void what_is_not_there_is_said_so_and_what_is_not_simulated_by_name() {
        assertThatThrownBy(() -> logs.describeLogStreams(b -> b.logGroupName("/never")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log group does not exist.");
        write("s", "1");
        assertThatThrownBy(() -> logs.getLogEvents(b -> b.logGroupName(GROUP).logStreamName("t")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log stream does not exist.");
        assertThatThrownBy(() -> logs.describeLogGroups())
                .isInstanceOf(CloudWatchLogsException.class)
                .hasMessageContaining("does not know the operation DescribeLogGroups");
    }

    @Test
    void tasks_say_that_they_start_and_then_a_line_a_minute() {
        DemoWorld.seed(cloud);
        clock.advance(Duration.ofSeconds(150));
        var streams = logs.describeLogStreams(
                        b -> b.logGroupName(DemoWorld.LOG_GROUP).logStreamNamePrefix("api/app/"))
                .logStreams();
        assertThat(streams).hasSize(2);
        assertThat(logs.getLogEvents(b -> b.logGroupName(DemoWorld.LOG_GROUP)
                                .logStreamName(streams.getFirst().logStreamName()))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("INFO  shop-api:20261119-0900 starts", "INFO  up for 1 min", "INFO  up for 2 min");
    }
}
