package dev.belay.localcloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.DemoWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecs.EcsClient;

class EcrSimulatorTest {
    private static final String REPOSITORY = "shop-api";
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final EcrClient ecr =
            Aws.pointed(EcrClient.builder(), cloud.endpoint()).build();

    EcrSimulatorTest() {
        DemoWorld.seed(cloud);
        clock.advanceSeconds(20);
    }

    @AfterEach
    void close() {
        ecr.close();
        cloud.close();
    }

    private ImageDetail detail(ImageIdentifier id) {
        return ecr.describeImages(b -> b.repositoryName(REPOSITORY).imageIds(id))
                .imageDetails()
                .getFirst();
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static ImageIdentifier digest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }

    @Test
    void a_tag_that_moved_leaves_its_old_image_to_be_found_by_digest() {
        String before = detail(tag(DemoWorld.GOOD)).imageDigest();
        ecr.putImage(b -> b.repositoryName(REPOSITORY).imageTag(DemoWorld.GOOD).imageManifest("{\"other\": 1}"));
        assertThat(detail(tag(DemoWorld.GOOD)).imageDigest()).isNotEqualTo(before);
        assertThat(detail(digest(before)).imageTags()).isEmpty();
        ecr.batchDeleteImage(b -> b.repositoryName(REPOSITORY).imageIds(tag(DemoWorld.BAD)));
        assertThat(detail(digest(before)).imageDigest()).isEqualTo(before);
        assertThatThrownBy(() -> detail(tag(DemoWorld.BAD)))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining(
                        "imageTag:'20261120-1430'} does not exist within the repository with name 'shop-api'");
    }

    @Test
    void tasks_go_on_with_the_digest_that_they_pulled() {
        String before = detail(tag(DemoWorld.GOOD)).imageDigest();
        ecr.putImage(b -> b.repositoryName(REPOSITORY).imageTag(DemoWorld.GOOD).imageManifest("{\"other\": 1}"));
        try (var ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint()).build()) {
            var tasks = ecs.listTasks(b -> b.cluster(DemoWorld.CLUSTER)).taskArns();
            assertThat(ecs.describeTasks(b -> b.cluster(DemoWorld.CLUSTER).tasks(tasks))
                            .tasks())
                    .allSatisfy(task -> assertThat(task.containers().getFirst().imageDigest())
                            .isEqualTo(before));
        }
    }

    @Test
    void an_image_without_tags_left_is_gone() {
        String digest = detail(tag(DemoWorld.BAD)).imageDigest();
        ecr.batchDeleteImage(b -> b.repositoryName(REPOSITORY).imageIds(tag(DemoWorld.BAD)));
        assertThat(ecr.batchGetImage(b -> b.repositoryName(REPOSITORY).imageIds(digest(digest)))
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.failureCodeAsString()).isEqualTo("ImageNotFound"));
    }
}
