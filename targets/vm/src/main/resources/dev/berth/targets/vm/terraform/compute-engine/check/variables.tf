variable "zone" {
  type        = string
  description = "The zone."
}

variable "quotas" {
  type        = list(string)
  default     = []
  description = "Metrics of the region's quotas to be read; none: only who Berth is there."
}

variable "endpoint" {
  type        = string
  default     = "https://compute.googleapis.com/compute/v1"
  description = "Compute Engine's API."
}
