mock_provider "azurerm" {
  mock_resource "azurerm_network_interface" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/berth/providers/Microsoft.Network/networkInterfaces/a" }
  }
  mock_resource "azurerm_network_security_group" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/berth/providers/Microsoft.Network/networkSecurityGroups/a" }
  }
  mock_resource "azurerm_public_ip" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/berth/providers/Microsoft.Network/publicIPAddresses/a", ip_address = "203.0.113.7" }
  }
}
variables {
  attempt        = "train-1"
  target         = "pool"
  names          = ["train-1-0", "train-1-1"]
  labels         = { berth-attempt = "train-1" }
  machine_type   = "Standard_D2s_v5"
  preemptible    = true
  lapses         = "2026-12-01T00:00:00Z"
  ssh_user       = "berth"
  ssh_public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkEnwxEF4zR3JbM07LeYWf0hntEcICTVpQviB7DjK1l x"
  berth_cidrs    = ["198.51.100.7/32"]
  host_keys      = { train-1-0 = "ssh-ed25519 A", train-1-1 = "ssh-ed25519 B" }
  user_data      = { train-1-0 = "x", train-1-1 = "y" }
  boot_script    = {}
  resource_group = "berth"
  location       = "westeurope"
  subnet         = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/berth/providers/Microsoft.Network/virtualNetworks/n/subnets/s"
  public_address = true
}
run "spot" {
  assert {
    condition     = azurerm_linux_virtual_machine.machine["train-1-0"].eviction_policy == "Delete"
    error_message = "not as ordered"
  }
  assert {
    condition     = output.machines[0].address == "203.0.113.7"
    error_message = "not as ordered"
  }
}
