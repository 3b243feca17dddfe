output "attempts" {
  description = "Each attempt that has, or had, or is to get machines, with what it carries."
  value       = [for rule in local.rules : { attempt = rule.labels["berth-attempt"], labels = rule.labels } if endswith(rule.name, "-ssh")]
}

output "machines" {
  description = "What the provider says of each machine; state is up or over, word is the provider's own."
  value = [for machine in local.machines : {
    attempt  = machine.labels["berth-attempt"]
    name     = machine.name
    address  = machine.address
    id       = "projects/${data.google_client_config.here.project}/zones/${machine.zone}/instances/${machine.name}"
    host_key = lookup(machine.metadata, "berth-host-key", null)
    type     = machine.type
    state    = contains(["PROVISIONING", "STAGING", "RUNNING", "REPAIRING"], machine.status) ? "up" : "over"
    word     = machine.status
  }]
}

output "things" {
  description = "Everything that is there and costs or counts, as the module strays can import it."
  value = concat(
    [for machine in local.machines : {
      attempt = machine.labels["berth-attempt"]
      kind    = "google_compute_instance"
      id      = "projects/${data.google_client_config.here.project}/zones/${machine.zone}/instances/${machine.name}"
    }],
    [for rule in local.rules : {
      attempt = rule.labels["berth-attempt"]
      kind    = "google_compute_firewall"
      id      = "projects/${data.google_client_config.here.project}/global/firewalls/${rule.name}"
    }]
  )
}
