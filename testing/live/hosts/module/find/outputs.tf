output "attempts" {
  description = "Each attempt that has, or had, or is to get machines, with what it carries."
  value       = [for id, mark in local.marks : { attempt = mark.attempt, labels = mark.labels }]
}

output "machines" {
  description = "What the cloud says of each machine; state is up or over, word is the cloud's own."
  value = [for id, machine in local.machines : {
    attempt  = machine.attempt
    name     = machine.name
    address  = machine.place[1]
    id       = trimprefix(id, "machines/")
    host_key = machine.host_key
    type     = machine.type
    state    = local.words[id] == "terminated" ? "over" : "up"
    word     = local.words[id]
  }]
}

output "things" {
  description = "Everything that is there and costs or counts, as the module strays can import it."
  value = concat(
    [for id, machine in local.machines : { attempt = machine.attempt, kind = "terraform_data", id = "${local.cloud}/${id}" }],
    [for id, mark in local.marks : { attempt = mark.attempt, kind = "terraform_data", id = "${local.cloud}/${id}" }]
  )
}
