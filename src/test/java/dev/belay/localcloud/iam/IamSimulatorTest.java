package dev.belay.localcloud.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class IamSimulatorTest {
    private final LocalCloud cloud = LocalCloud.start();
    private final IamClient iam = Aws.pointed(IamClient.builder(), cloud.endpoint())
            .region(Region.AWS_GLOBAL)
            .build();

    @AfterEach
    void close() {
        iam.close();
        cloud.close();
    }

    @Test
    void a_role_is_there_until_it_is_deleted() {
        iam.createRole(b -> b.roleName("task").assumeRolePolicyDocument("{}"));
        assertThat(iam.getRole(b -> b.roleName("task")).role().arn()).isEqualTo("arn:aws:iam::000000000000:role/task");
        assertThatThrownBy(() -> iam.createRole(b -> b.roleName("task").assumeRolePolicyDocument("{}")))
                .isInstanceOf(EntityAlreadyExistsException.class);
        iam.deleteRole(b -> b.roleName("task"));
        assertThatThrownBy(() -> iam.getRole(b -> b.roleName("task")))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The role with name task cannot be found.");
    }

    @Test
    void what_is_not_simulated_is_refused_by_name() {
        assertThatThrownBy(() -> iam.listRoles())
                .isInstanceOf(IamException.class)
                .hasMessageContaining("does not know the operation ListRoles");
    }
}
