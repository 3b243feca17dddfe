output "machines" {
  description = "What was made, in the order of the workers."
  value = [for name in var.names : {
    name    = name
    address = try(google_compute_instance.machine[name].network_interface[0].access_config[0].nat_ip, google_compute_instance.machine[name].network_interface[0].network_ip)
    id      = google_compute_instance.machine[name].id
    state   = "running"
  }]
}
