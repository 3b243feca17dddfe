variable "resource_group" {
  type        = string
  description = "The resource group in which all is made."
}

variable "quotas" {
  type        = list(string)
  default     = []
  description = "None can be read: the plug-in tells of no quota; none: only who Berth is there."
}
