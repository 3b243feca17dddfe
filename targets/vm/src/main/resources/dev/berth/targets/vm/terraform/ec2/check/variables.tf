variable "quotas" {
  type        = list(string)
  default     = []
  description = "Codes of EC2's quotas to be read; none: only who Berth is there."
}
