output "queue_url" {
  description = "For belay.notifications.queue."
  value       = aws_sqs_queue.belay.url
}
