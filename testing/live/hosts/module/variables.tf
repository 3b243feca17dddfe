# What Berth hands to every module of machines; a module of your own takes the same. docs/targets/vm/modules.md has the list.

variable "attempt" {
  type        = string
  description = "The attempt's id, at most 46 characters."
}

variable "target" {
  type        = string
  description = "The target's id, at most 63 characters."
}

variable "names" {
  type        = list(string)
  description = "A machine each, in the order of the workers."
}

variable "labels" {
  type        = map(string)
  description = "What all that is made must carry: berth-job, berth-attempt, berth-target, berth-owner and more."
}

variable "machine_type" {
  type        = string
  description = "The provider's name for the machine, as the fleet file names the node."
}

variable "accelerator" {
  type        = string
  default     = null
  description = "The kind of accelerator that each machine must have; null for none."
}

variable "accelerators" {
  type        = number
  default     = 0
  description = "How many of them each machine must have."
}

variable "preemptible" {
  type        = bool
  description = "Whether the provider may take the machines back (spot)."
}

variable "lapses" {
  type        = string
  description = "When an order that the provider has not met lapses (RFC 3339)."
}

variable "ssh_user" {
  type        = string
  description = "Who Berth is on the machines."
}

variable "ssh_public_key" {
  type        = string
  description = "The public key by which Berth comes."
}

variable "berth_cidrs" {
  type        = list(string)
  description = "From where ssh is let in."
}

variable "host_keys" {
  type        = map(string)
  description = "The public host key of each machine, by name."
}

variable "user_data" {
  type        = map(string)
  sensitive   = true
  description = "What cloud-init is to do on each machine, by name: the host key, the user, the set-up."
}

variable "boot_script" {
  type        = map(string)
  sensitive   = true
  description = "The same as a shell script, by name, for images without cloud-init."
}

# This module's own, from the target's setting terraform-inputs.

variable "group" {
  type        = string
  description = "The folder of the group of hosts among which machines are made, as `hosts start` prints it."
}
