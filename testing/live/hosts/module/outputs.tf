output "machines" {
  description = "What was made, in the order of the workers."
  value = [for name in var.names : {
    name    = name
    address = try(split(" ", trimspace(file("${terraform_data.machine[name].output}/cloud/machines/${terraform_data.machine[name].id}.host")))[1], "")
    id      = terraform_data.machine[name].id
    state   = "pending"
  }]
}
