variable "name" {
  description = "Name of the queue, and the beginning of the rules' names."
  type        = string
  default     = "belay"
}

variable "record_bucket" {
  description = "The bucket with the records: belay.store.s3.bucket."
  type        = string
}

variable "record_prefix" {
  description = "Where in the bucket, with a slash at its end, or empty: belay.store.s3.prefix."
  type        = string
  default     = ""

  validation {
    condition     = var.record_prefix == "" || endswith(var.record_prefix, "/")
    error_message = "The prefix ends with a slash, or is empty."
  }
}

variable "clusters" {
  description = "Names of the ECS clusters with services that Belay holds, in this account and region."
  type        = list(string)
}

variable "belay_role" {
  description = "Name of the role that Belay runs as."
  type        = string
}

variable "dead_letter_queue_arn" {
  description = "Where messages go that were received and not deleted ten times. Belay deletes whatever it reads: null is fine."
  type        = string
  default     = null
}
