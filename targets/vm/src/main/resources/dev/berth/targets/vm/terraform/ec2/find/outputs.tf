output "attempts" {
  description = "Each attempt that has, or had, or is to get machines, with what it carries."
  value       = [for id, group in data.aws_security_group.mark : { attempt = local.attempts[id], labels = group.tags }]
}

output "machines" {
  description = "What the provider says of each machine; state is up or over, word is the provider's own."
  value = concat(
    [for id, machine in data.aws_instance.machine : {
      attempt  = local.there[id]
      name     = lookup(machine.tags, "berth-machine", id)
      address  = try(coalesce(machine.public_ip), machine.private_ip)
      id       = id
      host_key = lookup(machine.tags, "berth-host-key", null)
      type     = machine.instance_type
      state    = contains(["pending", "running"], machine.instance_state) ? "up" : "over"
      word     = machine.instance_state
    }],
    [for name, found in data.aws_instances.ended : {
      attempt  = local.missing[name]
      name     = name
      address  = ""
      id       = found.ids[0]
      host_key = null
      type     = ""
      state    = "over"
      word     = "terminated"
    } if length(found.ids) > 0]
  )
}

output "things" {
  description = "Everything that is there and costs or counts, as the module strays can import it."
  value = concat(
    [for id, attempt in local.there : { attempt = attempt, kind = "aws_instance", id = id }],
    [for id, group in data.aws_security_group.mark : { attempt = local.attempts[id], kind = "aws_security_group", id = id }]
  )
}
