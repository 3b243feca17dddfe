# An attempt is known by its security group's name, and its machines by that group. A terminated machine is in no group any
# more, and is known by its tags, for about an hour.

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

data "aws_instances" "up" {
  for_each             = toset([for id in local.groups : id if !contains(var.empty, "data.aws_instances.up[\"${id}\"]")])
  instance_state_names = ["pending", "running"]

  filter {
    name   = "instance.group-id"
    values = [each.key]
  }
}

data "aws_instances" "stopped" {
  for_each             = toset([for id in local.groups : id if !contains(var.empty, "data.aws_instances.stopped[\"${id}\"]")])
  instance_state_names = ["stopping", "stopped"]

  filter {
    name   = "instance.group-id"
    values = [each.key]
  }
}

locals {
  attempts = { for id, group in data.aws_security_group.mark : id => element(split("/", group.name), 2) }
  listed = flatten([for source in [data.aws_instances.up, data.aws_instances.stopped] :
  [for group, found in source : [for id in found.ids : { id = id, attempt = lookup(local.attempts, group, null) }]]])
  there = { for one in local.listed : one.id => one.attempt
  if one.attempt != null && !contains(var.empty, "data.aws_instance.machine[\"${one.id}\"]") }
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
