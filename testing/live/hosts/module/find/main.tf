# The cloud's list is a folder. What goes while it is read is not there.
locals {
  cloud = "${var.group}/cloud"

  marks = { for id, mark in { for file in fileset(local.cloud, "marks/*.json") :
    trimsuffix(file, ".json") => try(jsondecode(file("${local.cloud}/${file}")), null) } : id => mark
  if mark != null && try(mark.target == var.target && (var.attempt == null || mark.attempt == var.attempt), false) }

  machines = { for id, machine in { for file in fileset(local.cloud, "machines/*.json") :
    trimsuffix(file, ".json") => try(merge(jsondecode(file("${local.cloud}/${file}")), {
      place = split(" ", trimspace(file("${local.cloud}/${trimsuffix(file, ".json")}.host")))
    }), null) } : id => machine
  if machine != null && try(machine.target == var.target && (var.attempt == null || machine.attempt == var.attempt), false) }

  # Process id and start of who holds a machine's power; proc(5), field 22.
  power = { for id, machine in local.machines : id => try(split(" ", trimspace(file("${var.group}/run/${machine.place[0]}"))), ["0", "0"]) }
  runs = { for id, power in local.power : id => try(
  split(" ", regex("[)] (.*)", file("/proc/${power[0]}/stat"))[0])[19] == power[1], false) }

  # One that was never on is on its way.
  words = { for id, runs in local.runs : id => runs ? "running" : fileexists("${local.cloud}/${id}.booted") ? "terminated" : "pending" }
}
