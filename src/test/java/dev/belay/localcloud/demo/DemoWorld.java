package dev.belay.localcloud.demo;

import dev.belay.localcloud.Json;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.ecs.ImageBehaviour;
import java.util.List;
import java.util.Map;

/**
 * The shop: version 20261119-0900 is live and good, 20261118-0800 is older and good too; 20261120-1430 is built and bad: its {@code /health} answers 500 while
 * ECS, whose target group asks {@code /ready}, calls it stable. Lives in the cloud's default account and region.
 */
public final class DemoWorld {
    public static final String GOOD = "20261119-0900";
    public static final String BAD = "20261120-1430";
    /** Good too, and older: what a rollback goes to. */
    public static final String EARLIER = "20261118-0800";

    public static final String CLUSTER = "shop-prod";
    public static final String SERVICE = "shop-api";
    public static final String FAMILY = "shop-api";
    public static final String BUCKET = "shop-frontend";
    public static final String BUILDS = "shop-builds";
    public static final String RECORDS = "belay-records";
    public static final String TABLE = "belay";
    public static final String DISTRIBUTION = "E2EXAMPLE";

    public static final String ALARM = "shop-5xx";
    public static final String TOPIC = "deploys";
    public static final String LOG_GROUP = "/shop/api";
    /** Of the load balancer. */
    public static final String BALANCER_GROUP = "sg-0face0000000000b1";
    /** Of the service's tasks. */
    public static final String TASKS_GROUP = "sg-0face0000000000a1";

    /** Harmless, and the same in every run: nothing outside this machine knows it. */
    static final String PROBE_PASSWORD = "probe-of-the-demo";

    /** As harmless: what the demo's webhook is signed with, and what its GitHub lets in. */
    public static final String WEBHOOK_KEY = "whsec_YSBrZXkgb2YgdGhlIGRlbW8sIGtub3duIHRvIGFsbA==";

    public static final String GITHUB_TOKEN = "not-a-token";

    private static final String VPC = "vpc-0face00000000001";
    private static final List<String> SUBNETS = List.of("subnet-0face0000000000a", "subnet-0face0000000000b");

    private final LocalCloud cloud;
    private final Caller caller;

    private DemoWorld(LocalCloud cloud) {
        this.cloud = cloud;
        this.caller = new Caller(cloud);
    }

    /** Lays the world out; the service has begun to start. None of it is counted as a call. */
    public static void seed(LocalCloud cloud) {
        DemoWorld world = new DemoWorld(cloud);
        world.buckets();
        world.network();
        world.roles();
        world.secrets();
        world.service();
        world.alarm();
        world.caller.query("sns", "Action=CreateTopic&Name=" + TOPIC);
        cloud.dynamoDb().createTable(TABLE, "kind", "name");
        cloud.cloudFront().seedDistribution(DISTRIBUTION, BUCKET, "");
    }

    private void buckets() {
        for (String bucket : List.of(BUCKET, BUILDS, RECORDS)) {
            s3("/" + bucket, Map.of(), new byte[0]);
        }
        build(GOOD, "#1a7f37");
        build(BAD, "#cf222e");
        build(EARLIER, "#0969da");
        SiteBuild.of(GOOD, "#1a7f37").forEach((path, file) -> file("/" + BUCKET + "/" + path, file));
        file("/" + BUCKET + "/uploads/photo-1.txt", new SiteBuild.File("text/plain", "no-store", "a customer's own\n"));
    }

    private void build(String version, String colour) {
        SiteBuild.of(version, colour)
                .forEach((path, file) -> file("/" + BUILDS + "/dist-prod-" + version + "/" + path, file));
    }

    private void file(String path, SiteBuild.File file) {
        s3(path, Map.of("content-type", file.type(), "cache-control", file.cache()), file.bytes());
    }

    private void s3(String path, Map<String, String> headers, byte[] body) {
        caller.ask("s3", "PUT", path, headers, body);
    }

    private void network() {
        cloud.ec2().securityGroup(cloud.scope(), BALANCER_GROUP, "shop-alb", VPC);
        cloud.ec2().securityGroup(cloud.scope(), TASKS_GROUP, "shop-api-tasks", VPC);
        cloud.ec2().allow(BALANCER_GROUP, 443, "0.0.0.0/0");
        cloud.ec2().allow(TASKS_GROUP, 8080, BALANCER_GROUP);
        String region = cloud.scope().region();
        cloud.ec2().subnet(cloud.scope(), SUBNETS.getFirst(), region + "a", VPC, "10.0.0.0/24");
        cloud.ec2().subnet(cloud.scope(), SUBNETS.getLast(), region + "b", VPC, "10.0.1.0/24");
    }

    private void roles() {
        String trust = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C"
                + "%22Principal%22%3A%7B%22Service%22%3A%22ecs-tasks.amazonaws.com%22%7D%2C"
                + "%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
        for (String role : List.of("ecsTaskExecutionRole", "shopApiTask", "belay")) {
            caller.query("iam", "Action=CreateRole&RoleName=" + role + "&AssumeRolePolicyDocument=" + trust);
        }
    }

    private void secrets() {
        Map.of(
                        "shop/db-password", "tea-for-two",
                        "shop/probe-password", PROBE_PASSWORD,
                        "shop/slack-webhook", "http://127.0.0.1:4569/slack",
                        "shop/webhook-key", WEBHOOK_KEY,
                        "shop/github-token", GITHUB_TOKEN)
                .forEach((name, value) -> caller.json(
                        "secretsmanager",
                        "secretsmanager.CreateSecret",
                        Json.write(Json.object().put("Name", name).put("SecretString", value))));
        caller.json(
                "ssm",
                "AmazonSSM.PutParameter",
                "{\"Name\": \"/shop/api/currency\", \"Type\": \"String\", \"Value\": \"SEK\"}");
    }

    private void alarm() {
        caller.query(
                "monitoring",
                "Action=PutMetricAlarm&AlarmName=" + ALARM + "&AlarmDescription=Too+many+5xx+of+the+shop"
                        + "&Namespace=AWS%2FApplicationELB&MetricName=HTTPCode_Target_5XX_Count&Statistic=Sum&Period=60"
                        + "&EvaluationPeriods=1&Threshold=5&ComparisonOperator=GreaterThanThreshold"
                        + "&TreatMissingData=notBreaching&Dimensions.member.1.Name=LoadBalancer"
                        + "&Dimensions.member.1.Value=app%2Fshop-alb");
        caller.query(
                "monitoring",
                "Action=SetAlarmState&AlarmName=" + ALARM + "&StateValue=OK&StateReason=no+5xx+in+the+last+minute");
    }

    private void service() {
        String good = cloud.ecr().push(cloud.scope(), "shop-api", GOOD);
        String bad = cloud.ecr().push(cloud.scope(), "shop-api", BAD);
        String earlier = cloud.ecr().push(cloud.scope(), "shop-api", EARLIER);
        cloud.ecs().behave("shop-api:" + BAD, ImageBehaviour.unhealthy());
        cloud.ecs().need("shop-api:", "STAGE", "DB_HOST", "DB_PASSWORD");
        cloud.application(SERVICE, new ShopApp());
        cloud.logs().createGroup(cloud.scope(), LOG_GROUP);
        String group = cloud.targetGroups()
                .create(cloud.scope(), "shop-api", 8080, "/ready")
                .arn();
        cloud.targetGroups().balance(cloud.scope(), group, "shop-alb", VPC, List.of(BALANCER_GROUP), SUBNETS);
        ecs("CreateCluster", "{\"clusterName\": \"" + CLUSTER + "\"}");
        ecs("RegisterTaskDefinition", taskDefinition(good));
        ecs("RegisterTaskDefinition", taskDefinition(bad));
        ecs("RegisterTaskDefinition", taskDefinition(earlier));
        ecs("CreateService", """
                {"cluster": "%s", "serviceName": "%s", "taskDefinition": "%s:1", "desiredCount": 2, "launchType": "FARGATE",
                 "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 100,
                   "deploymentCircuitBreaker": {"enable": true, "rollback": true}},
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["%s"], "securityGroups": ["%s"]}},
                 "loadBalancers": [{"targetGroupArn": "%s", "containerName": "app", "containerPort": 8080}],
                 "tags": [{"key": "team", "value": "shop"}]}""".formatted(
                        CLUSTER, SERVICE, FAMILY, String.join("\", \"", SUBNETS), TASKS_GROUP, group));
    }

    private String taskDefinition(String image) {
        return """
                {"family": "%1$s", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
                 "executionRoleArn": "arn:aws:iam::%2$s:role/ecsTaskExecutionRole",
                 "taskRoleArn": "arn:aws:iam::%2$s:role/shopApiTask",
                 "containerDefinitions": [
                   {"name": "app", "image": "%3$s", "portMappings": [{"containerPort": 8080}],
                    "environment": [{"name": "STAGE", "value": "prod"}, {"name": "LOG_LEVEL", "value": "info"},
                      {"name": "DB_HOST", "value": "db.shop.internal"}],
                    "secrets": [{"name": "DB_PASSWORD", "valueFrom": "%4$s"},
                      {"name": "CURRENCY", "valueFrom": "/shop/api/currency"}],
                    "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "%5$s",
                      "awslogs-region": "%6$s", "awslogs-stream-prefix": "api"}}},
                   {"name": "log-router", "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable", "essential": false}],
                 "tags": [{"key": "team", "value": "shop"}]}""".formatted(
                        FAMILY,
                        cloud.scope().account(),
                        image,
                        secretArn("shop/db-password"),
                        LOG_GROUP,
                        cloud.scope().region());
    }

    private String secretArn(String name) {
        return Json.parse(caller.json(
                                "secretsmanager", "secretsmanager.DescribeSecret", "{\"SecretId\": \"" + name + "\"}")
                        .body())
                .path("ARN")
                .asText();
    }

    private void ecs(String operation, String json) {
        caller.json("ecs", "AmazonEC2ContainerServiceV20141113." + operation, json);
    }
}
