# Only imported, never made: what is said here is not looked at. A machine's disk goes with it.

locals {
  of = { for kind in distinct([for thing in var.things : thing.kind]) :
  kind => toset([for thing in var.things : thing.id if thing.kind == kind]) }
}

resource "azurerm_network_security_group" "stray" {
  for_each            = lookup(local.of, "azurerm_network_security_group", [])
  name                = element(reverse(split("/", each.key)), 0)
  resource_group_name = element(split("/", each.key), 4)
  location            = "westeurope"

  lifecycle {
    ignore_changes = all
  }
}

resource "azurerm_public_ip" "stray" {
  for_each            = lookup(local.of, "azurerm_public_ip", [])
  name                = element(reverse(split("/", each.key)), 0)
  resource_group_name = element(split("/", each.key), 4)
  location            = "westeurope"
  allocation_method   = "Static"

  lifecycle {
    ignore_changes = all
  }
}

resource "azurerm_network_interface" "stray" {
  for_each            = lookup(local.of, "azurerm_network_interface", [])
  name                = element(reverse(split("/", each.key)), 0)
  resource_group_name = element(split("/", each.key), 4)
  location            = "westeurope"
  depends_on          = [azurerm_network_security_group.stray, azurerm_public_ip.stray]

  ip_configuration {
    name                          = "only"
    private_ip_address_allocation = "Dynamic"
  }

  lifecycle {
    ignore_changes = all
  }
}

resource "azurerm_linux_virtual_machine" "stray" {
  for_each                        = lookup(local.of, "azurerm_linux_virtual_machine", [])
  name                            = element(reverse(split("/", each.key)), 0)
  resource_group_name             = element(split("/", each.key), 4)
  location                        = "westeurope"
  size                            = "Standard_B1s"
  admin_username                  = "nobody"
  admin_password                  = "never-used-1A"
  disable_password_authentication = false
  network_interface_ids           = [for id in lookup(local.of, "azurerm_network_interface", []) : id]
  depends_on                      = [azurerm_network_interface.stray]

  source_image_reference {
    publisher = "Debian"
    offer     = "debian-12"
    sku       = "12-gen2"
    version   = "latest"
  }

  os_disk {
    caching              = "None"
    storage_account_type = "Standard_LRS"
  }

  lifecycle {
    ignore_changes = all
  }
}
