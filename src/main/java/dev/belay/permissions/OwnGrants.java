package dev.belay.permissions;

import static dev.belay.permissions.Access.READ;
import static dev.belay.permissions.Access.STATE;
import static dev.belay.permissions.Access.WRITE;
import static dev.belay.permissions.Grant.on;
import static dev.belay.permissions.Permission.at;
import static dev.belay.permissions.Permission.to;
import static dev.belay.permissions.Use.KEYS;
import static dev.belay.permissions.Use.NOTIFICATIONS;
import static dev.belay.permissions.Use.ROLES;
import static dev.belay.permissions.Use.SECRETS;
import static dev.belay.permissions.Use.STORE_DYNAMODB;
import static dev.belay.permissions.Use.STORE_S3;

import dev.belay.permissions.Grant.Condition;
import java.util.List;
import java.util.stream.Stream;

/** What the daemon needs as itself, whatever roles its targets name: its store, those roles, the secrets of records, and the queue of notifications. */
final class OwnGrants {
    static final List<Grant> ALL = List.of(
            on(
                    "StoreList",
                    STORE_S3,
                    READ,
                    About.STORE_BUCKET,
                    at(
                            "s3:ListBucket",
                            "records at each poll, and kept rollouts. Without it what is not there looks like what is denied",
                            "s3:ListObjectsV2",
                            "s3:GetObject",
                            "s3:HeadObject")),
            on(
                    "StoreRead",
                    STORE_S3,
                    READ,
                    About.STORE_OBJECTS,
                    at(
                            "s3:GetObject",
                            "reading; a HEAD to find out whether a write whose answer was lost was stored; a condition on what"
                                    + " is replaced",
                            "s3:GetObject",
                            "s3:HeadObject",
                            "s3:PutObject",
                            "s3:DeleteObject")),
            on(
                    "StoreState",
                    STORE_S3,
                    STATE,
                    About.STORE_DOCUMENTS,
                    to(
                            "s3:PutObject",
                            "state, status, rollouts, inventories, what was published, the lease. Always conditional")),
            on(
                    "StoreRecords",
                    STORE_S3,
                    WRITE,
                    About.STORE_RECORDS,
                    to(
                            "s3:PutObject",
                            "records through the API: pins, freezes, published directories. Always conditional"),
                    to(
                            "s3:DeleteObject",
                            "holds that are lifted, and records that publishing prunes, through the API")),
            on(
                    "TableRead",
                    STORE_DYNAMODB,
                    READ,
                    About.STORE_TABLE,
                    to("dynamodb:Query", "records at each poll, and kept rollouts"),
                    to("dynamodb:GetItem", "reading; finding out whether a write was stored")),
            on(
                            "TableState",
                            STORE_DYNAMODB,
                            STATE,
                            About.STORE_TABLE,
                            to("dynamodb:PutItem", "Belay's own documents. Always conditional"),
                            to("dynamodb:DeleteItem", "parts of a large document that was replaced"))
                    .when(kinds(Stream.concat(Store.DOCUMENTS.stream(), Store.PARTS.stream())
                            .toList())),
            on(
                            "TableRecords",
                            STORE_DYNAMODB,
                            WRITE,
                            About.STORE_TABLE,
                            to("dynamodb:PutItem", "records through the API. Always conditional"),
                            to("dynamodb:DeleteItem", "holds that are lifted, and records that publishing prunes"))
                    .when(kinds(Store.kinds())),
            on(
                    "Roles",
                    ROLES,
                    READ,
                    About.ROLES,
                    to("sts:AssumeRole", "each target's `assumeRole`, with its `externalId`")),
            on(
                    "SecretsOfRecords",
                    SECRETS,
                    READ,
                    About.SECRETS,
                    to("secretsmanager:GetSecretValue", "`${secret:…}`, where `belay.secrets.allow` allows it")),
            on("ParametersOfRecords", SECRETS, READ, About.PARAMETERS, to("ssm:GetParameter", "`${ssm:…}`, likewise")),
            on(
                    "Notifications",
                    NOTIFICATIONS,
                    STATE,
                    About.QUEUE,
                    to("sqs:ReceiveMessage", "what changed, where `belay.notifications.queue` is set"),
                    at("sqs:DeleteMessage", "what was read", "sqs:DeleteMessageBatch")));

    /** What AWS asks for wherever what is read or written is encrypted with a key of its owner: for the daemon and for each role. */
    static final Grant WITH_KEYS = on(
            "Keys",
            KEYS,
            STATE,
            About.KEYS,
            at(
                    "kms:Decrypt",
                    "reading what is encrypted with a key of yours: objects, items, secrets, messages; sending to such a topic",
                    "s3:GetObject",
                    "dynamodb:GetItem",
                    "secretsmanager:GetSecretValue",
                    "ssm:GetParameter",
                    "sqs:ReceiveMessage",
                    "sns:Publish"),
            at("kms:GenerateDataKey", "writing it", "s3:PutObject", "s3:CopyObject", "sns:Publish"));

    private OwnGrants() {}

    private static Condition kinds(List<String> kinds) {
        return Condition.of("ForAllValues:StringEquals", "dynamodb:LeadingKeys", kinds);
    }
}
