# An attempt is known by its security group's name, its machines by their tags; a terminated one has them for about an hour.

data "aws_security_groups" "marks" {
  count = contains(var.empty, "data.aws_security_groups.marks[0]") ? 0 : 1

  filter {
    name   = "group-name"
    values = ["berth/${var.target}/${var.attempt == null ? "*" : var.attempt}"]
  }
}

locals {
  groups = toset(flatten(data.aws_security_groups.marks[*].ids))
}

data "aws_security_group" "mark" {
  for_each = toset([for id in local.groups : id if !contains(var.empty, "data.aws_security_group.mark[\"${id}\"]")])
  id       = each.key
}

locals {
  attempts = { for id, group in data.aws_security_group.mark : id => element(split("/", group.name), 2) }
}

data "aws_instances" "tagged" {
  for_each             = toset([for attempt in values(local.attempts) : attempt if !contains(var.empty, "data.aws_instances.tagged[\"${attempt}\"]")])
  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "tag:berth-target"
    values = [var.target]
  }

  filter {
    name   = "tag:berth-attempt"
    values = [each.key]
  }
}

# Spot machines have no tags at first; who clears up after one attempt must see them all the same.
data "aws_instances" "grouped" {
  for_each             = toset([for id in local.groups : id if var.attempt != null && !contains(var.empty, "data.aws_instances.grouped[\"${id}\"]")])
  instance_state_names = ["pending", "running", "stopping", "stopped"]

  filter {
    name   = "instance.group-id"
    values = [each.key]
  }
}

locals {
  listed = concat(
    flatten([for attempt, found in data.aws_instances.tagged : [for id in found.ids : { id = id, attempt = attempt }]]),
    flatten([for group, found in data.aws_instances.grouped : [for id in found.ids : { id = id, attempt = var.attempt }]])
  )
  there = { for id, attempts in { for one in local.listed : one.id => one.attempt... } : id => attempts[0]
  if !contains(var.empty, "data.aws_instance.machine[\"${id}\"]") }
}

data "aws_instance" "machine" {
  for_each    = local.there
  instance_id = each.key
}

locals {
  seen = [for machine in data.aws_instance.machine : lookup(machine.tags, "berth-machine", machine.id)]
  missing = { for one in flatten([for id, group in data.aws_security_group.mark : [
    for rank in range(tonumber(lookup(group.tags, "berth-workers", "0"))) : {
      name    = "${local.attempts[id]}-${rank}"
      attempt = local.attempts[id]
    }]]) : one.name => one.attempt
  if !contains(local.seen, one.name) && !contains(var.empty, "data.aws_instances.ended[\"${one.name}\"]") }
}

data "aws_instances" "ended" {
  for_each             = local.missing
  instance_state_names = ["shutting-down", "terminated"]

  filter {
    name   = "tag:berth-target"
    values = [var.target]
  }

  filter {
    name   = "tag:berth-machine"
    values = [each.key]
  }
}
