output "machines" {
  description = "What was made, in the order of the workers."
  value = [for name in var.names : var.preemptible ? {
    name    = name
    address = try(coalesce(aws_spot_instance_request.machine[name].public_ip), aws_spot_instance_request.machine[name].private_ip)
    id      = aws_spot_instance_request.machine[name].spot_instance_id
    state   = "running"
    } : {
    name    = name
    address = try(coalesce(aws_instance.machine[name].public_ip), aws_instance.machine[name].private_ip)
    id      = aws_instance.machine[name].id
    state   = aws_instance.machine[name].instance_state
  }]
}
