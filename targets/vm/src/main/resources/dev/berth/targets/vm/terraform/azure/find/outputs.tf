output "attempts" {
  description = "Each attempt that has, or had, or is to get machines, with what it carries."
  value       = [for attempt, mark in local.marks : { attempt = attempt, labels = mark.tags }]
}

output "machines" {
  description = "What the provider says of each machine; state is up or over, word is the provider's own."
  value = [for name, machine in data.azurerm_virtual_machine.machine : {
    attempt  = local.machines[name].tags["berth-attempt"]
    name     = name
    address  = try(coalesce(machine.public_ip_address), machine.private_ip_address)
    id       = machine.id
    host_key = lookup(local.machines[name].tags, "berth-host-key", null)
    type     = ""
    state    = contains(["deallocated", "deallocating", "stopped", "stopping"], machine.power_state) ? "over" : "up"
    word     = machine.power_state
  }]
}

output "things" {
  description = "Everything that is there and costs or counts, as the module strays can import it."
  value       = [for thing in local.things : { attempt = thing.tags["berth-attempt"], kind = local.kinds[lower(thing.type)], id = thing.id }]
}
