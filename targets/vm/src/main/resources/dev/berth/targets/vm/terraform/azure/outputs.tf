output "machines" {
  description = "What was made, in the order of the workers."
  value = [for name in var.names : {
    name    = name
    address = var.public_address ? azurerm_public_ip.machine[name].ip_address : azurerm_network_interface.machine[name].private_ip_address
    id      = azurerm_linux_virtual_machine.machine[name].id
    state   = "running"
  }]
}
