# A queue that wakes Belay when records change in S3, and when something happens to services in ECS.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  ecs     = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.name}:${local.account}"

  # Nothing else: Belay writes its own documents beside these, and must not be woken by them.
  record_folders = ["targets", "pins", "holds"]
}

resource "aws_sqs_queue" "belay" {
  name                       = var.name
  sqs_managed_sse_enabled    = true
  message_retention_seconds  = 3600 # what is older, a poll has long seen
  visibility_timeout_seconds = 30
  receive_wait_time_seconds  = 20

  redrive_policy = var.dead_letter_queue_arn == null ? null : jsonencode({
    deadLetterTargetArn = var.dead_letter_queue_arn
    maxReceiveCount     = 10
  })
}

data "aws_iam_policy_document" "queue" {
  statement {
    sid       = "RecordsChange"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.belay.arn]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:s3:::${var.record_bucket}"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }

  statement {
    sid       = "ServicesChange"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.belay.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.services.arn, aws_cloudwatch_event_rule.tasks.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_sqs_queue_policy" "belay" {
  queue_url = aws_sqs_queue.belay.url
  policy    = data.aws_iam_policy_document.queue.json
}

# Replaces the bucket's notification configuration, whatever was in it.
resource "aws_s3_bucket_notification" "records" {
  bucket = var.record_bucket

  dynamic "queue" {
    for_each = local.record_folders
    content {
      id            = "${var.name}-${queue.value}"
      queue_arn     = aws_sqs_queue.belay.arn
      events        = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
      filter_prefix = "${var.record_prefix}${queue.value}/"
    }
  }

  depends_on = [aws_sqs_queue_policy.belay]
}

resource "aws_cloudwatch_event_rule" "services" {
  name        = "${var.name}-services"
  description = "What ECS says of the services that Belay holds"

  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Deployment State Change", "ECS Service Action"]
    resources     = [for cluster in var.clusters : { prefix = "${local.ecs}:service/${cluster}/" }]
  })
}

resource "aws_cloudwatch_event_rule" "tasks" {
  name        = "${var.name}-tasks"
  description = "What ECS says of the tasks of services that Belay holds"

  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Task State Change"]
    detail = {
      clusterArn = [for cluster in var.clusters : "${local.ecs}:cluster/${cluster}"]
      group      = [{ prefix = "service:" }]
      lastStatus = ["RUNNING", "STOPPED"]
    }
  })
}

resource "aws_cloudwatch_event_target" "services" {
  rule = aws_cloudwatch_event_rule.services.name
  arn  = aws_sqs_queue.belay.arn
}

resource "aws_cloudwatch_event_target" "tasks" {
  rule = aws_cloudwatch_event_rule.tasks.name
  arn  = aws_sqs_queue.belay.arn
}

resource "aws_iam_role_policy" "belay" {
  name = "${var.name}-notifications"
  role = var.belay_role

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "TakeNotifications"
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
      Resource = aws_sqs_queue.belay.arn
    }]
  })
}
