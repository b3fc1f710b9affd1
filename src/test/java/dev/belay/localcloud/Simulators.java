package dev.belay.localcloud;

import dev.belay.localcloud.cloudfront.CloudFrontSimulator;
import dev.belay.localcloud.cloudwatch.CloudWatchSimulator;
import dev.belay.localcloud.dynamodb.DynamoDbSimulator;
import dev.belay.localcloud.ec2.Ec2Simulator;
import dev.belay.localcloud.ecr.EcrSimulator;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.localcloud.ecs.Surroundings;
import dev.belay.localcloud.ecs.TaskNetwork;
import dev.belay.localcloud.elb.ElbSimulator;
import dev.belay.localcloud.elb.TargetGroups;
import dev.belay.localcloud.iam.IamSimulator;
import dev.belay.localcloud.logs.LogsSimulator;
import dev.belay.localcloud.s3.S3Simulator;
import dev.belay.localcloud.secrets.SecretsManagerSimulator;
import dev.belay.localcloud.secrets.SecretsOfTasks;
import dev.belay.localcloud.secrets.SsmSimulator;
import dev.belay.localcloud.sns.SnsSimulator;
import dev.belay.localcloud.sqs.SqsSimulator;
import dev.belay.localcloud.sts.StsSimulator;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The services there are, and what each must know of the others. */
final class Simulators {
    final TargetGroups targetGroups = new TargetGroups();
    final SqsSimulator sqs;
    final S3Simulator s3;
    final Ec2Simulator ec2 = new Ec2Simulator();
    final LogsSimulator logs = new LogsSimulator();
    final SnsSimulator sns;
    final SecretsManagerSimulator secrets;
    final EcrSimulator ecr;
    final EcsSimulator ecs;
    final DynamoDbSimulator dynamoDb;
    final CloudFrontSimulator cloudFront;
    final StsSimulator sts;
    private final Map<String, Simulator> bySigningName = new LinkedHashMap<>();

    Simulators(InstantSource clock, Scope home, double speed) {
        sqs = new SqsSimulator(clock);
        s3 = new S3Simulator(clock, sqs);
        ecr = new EcrSimulator(clock, home);
        sns = new SnsSimulator(clock);
        secrets = new SecretsManagerSimulator(clock);
        sts = new StsSimulator(clock);
        dynamoDb = new DynamoDbSimulator(clock);
        cloudFront = new CloudFrontSimulator(clock, speed);
        SsmSimulator parameters = new SsmSimulator(clock);
        IamSimulator iam = new IamSimulator(clock);
        TaskNetwork network = (group, tasks, port) ->
                ec2.lets(targetGroups.securityGroups(group), tasks, targetGroups.checkPort(group, port));
        ecs = new EcsSimulator(
                clock,
                home,
                speed,
                new Surroundings(ecr, targetGroups, network, new SecretsOfTasks(secrets, parameters), iam, logs));
        ecs.queues(sqs);
        bySigningName.put("s3", s3);
        bySigningName.put("ecs", ecs);
        bySigningName.put("ecr", felt(ecr));
        bySigningName.put("elasticloadbalancing", felt(new ElbSimulator(targetGroups, ecs)));
        bySigningName.put("ec2", felt(ec2));
        bySigningName.put("iam", felt(iam));
        bySigningName.put("secretsmanager", felt(secrets));
        bySigningName.put("ssm", felt(parameters));
        bySigningName.put("logs", felt(logs));
        bySigningName.put("monitoring", new CloudWatchSimulator(clock));
        bySigningName.put("sns", sns);
        bySigningName.put("sqs", sqs);
        bySigningName.put("sts", sts);
        bySigningName.put("dynamodb", dynamoDb);
        bySigningName.put("cloudfront", cloudFront);
    }

    /** What is changed there is felt by tasks at once, and not before. */
    private Simulator felt(Simulator simulator) {
        return new FeltByTasks(simulator, ecs::settle);
    }

    Map<String, Simulator> bySigningName() {
        return Collections.unmodifiableMap(bySigningName);
    }
}
