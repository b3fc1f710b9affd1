package dev.belay.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Messages in the forms that AWS documents, about things of ours. */
public final class Messages {
    private Messages() {}

    /**
     * S3's own.
     *
     * @param key encoded as in a form
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">form</a>
     */
    public static String s3(String bucket, String key) {
        return """
                {"Records": [{"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-north-1",
                  "eventTime": "2026-11-20T14:32:01.123Z", "eventName": "ObjectCreated:Put",
                  "userIdentity": {"principalId": "AWS:AIDAEXAMPLE"}, "requestParameters": {"sourceIPAddress": "192.0.2.1"},
                  "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"},
                  "s3": {"s3SchemaVersion": "1.0", "configurationId": "pins",
                    "bucket": {"name": "%s", "ownerIdentity": {"principalId": "A3NL1KOZZKExample"}, "arn": "arn:aws:s3:::%s"},
                    "object": {"key": "%s", "size": 1024, "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                      "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko", "sequencer": "0055AED6DCD90281E5"}}}]}
                """.formatted(bucket, bucket, key);
    }

    /**
     * S3's through EventBridge.
     *
     * @param key as it is
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">form</a>
     */
    public static String s3OverEventBridge(String bucket, String key) {
        return """
                {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
                 "source": "aws.s3", "account": "123456789012", "time": "2026-11-20T14:32:00Z", "region": "eu-north-1",
                 "resources": ["arn:aws:s3:::%s"],
                 "detail": {"version": "0", "bucket": {"name": "%s"},
                   "object": {"key": "%s", "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184", "sequencer": "617f08299329d189"},
                   "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "192.0.2.1",
                   "reason": "PutObject"}}
                """.formatted(bucket, bucket, key);
    }

    /**
     * What SNS makes of a message, where raw delivery is off.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">form</a>
     */
    public static String sns(String message) {
        return """
                {"Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                 "TopicArn": "arn:aws:sns:eu-north-1:123456789012:belay-records", "Subject": "Amazon S3 Notification",
                 "Message": %s, "Timestamp": "2026-11-20T14:32:02.000Z", "SignatureVersion": "1", "Signature": "EXAMPLE",
                 "SigningCertURL": "https://sns.eu-north-1.amazonaws.com/x.pem",
                 "UnsubscribeURL": "https://sns.eu-north-1.amazonaws.com/?Action=Unsubscribe"}
                """.formatted(JsonNodeFactory.instance.textNode(message));
    }

    /**
     * ECS's about a service.
     *
     * @param resource ARN that it is about
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">form</a>
     */
    public static String ecs(String type, String resource) {
        return """
                {"version": "0", "id": "ddca6449-b258-46c0-8653-e0e3a6EXAMPLE", "detail-type": "%s", "source": "aws.ecs",
                 "account": "123456789012", "time": "2026-11-20T14:32:00Z", "region": "eu-north-1", "resources": ["%s"],
                 "detail": {"eventType": "INFO", "eventName": "SERVICE_DEPLOYMENT_IN_PROGRESS", "deploymentId": "ecs-svc/123",
                   "clusterArn": "arn:aws:ecs:eu-north-1:123456789012:cluster/shop-prod",
                   "updatedAt": "2026-11-20T14:32:00Z", "reason": "ECS deployment ecs-svc/123 in progress."}}
                """.formatted(type, resource);
    }

    /** ECS's about a task of a group. */
    public static String ecsTask(String group) {
        return """
                {"version": "0", "id": "3317b2af-7005-947d-b652-f55e762e571a", "detail-type": "ECS Task State Change",
                 "source": "aws.ecs", "account": "123456789012", "time": "2026-11-20T14:32:00Z", "region": "eu-north-1",
                 "resources": ["arn:aws:ecs:eu-north-1:123456789012:task/shop-prod/c13b4cb40f1f4fe4a2971f76ae5a47ad"],
                 "detail": {"clusterArn": "arn:aws:ecs:eu-north-1:123456789012:cluster/shop-prod", "containers": [],
                   "desiredStatus": "RUNNING", "group": "%s", "lastStatus": "RUNNING", "version": 4,
                   "taskArn": "arn:aws:ecs:eu-north-1:123456789012:task/shop-prod/c13b4cb40f1f4fe4a2971f76ae5a47ad",
                   "taskDefinitionArn": "arn:aws:ecs:eu-north-1:123456789012:task-definition/shop-api:124"}}
                """.formatted(group);
    }

    /**
     * A record of a table's stream, as a pipe of EventBridge sends it.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html">form</a>
     */
    public static String dynamoDb(String table, String kind) {
        return """
                {"eventID": "1", "eventVersion": "1.1", "eventName": "MODIFY", "eventSource": "aws:dynamodb",
                 "awsRegion": "eu-north-1",
                 "dynamodb": {"ApproximateCreationDateTime": 1795185121,
                   "Keys": {"kind": {"S": "%s"}, "name": {"S": "shop-production"}},
                   "SequenceNumber": "111", "SizeBytes": 26, "StreamViewType": "KEYS_ONLY"},
                 "eventSourceARN": "arn:aws:dynamodb:eu-north-1:123456789012:table/%s/stream/2026-11-01T00:00:00.000"}
                """.formatted(kind, table);
    }
}
