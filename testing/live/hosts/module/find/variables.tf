variable "target" {
  type        = string
  description = "Whose machines are looked for."
}

variable "attempt" {
  type        = string
  default     = null
  description = "The only attempt to look for; null for all of the target."
}

variable "empty" {
  type        = list(string)
  default     = []
  description = "Data sources that have said that there is nothing, which some versions of plug-ins call an error; they are not asked again."
}

variable "group" {
  type        = string
  description = "The folder of the group of hosts."
}
