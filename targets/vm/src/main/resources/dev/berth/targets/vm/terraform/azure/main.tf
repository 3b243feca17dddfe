locals {
  # Names are unique in a resource group, so that the same machine is never made twice.
  mark        = "berth-${var.attempt}"
  marketplace = length(split(":", var.image)) == 4 ? split(":", var.image) : null
  public      = var.public_address ? var.names : []
}

resource "azurerm_network_security_group" "attempt" {
  name                = local.mark
  resource_group_name = var.resource_group
  location            = var.location
  tags                = merge(var.labels, { berth-workers = tostring(length(var.names)) })

  security_rule {
    name                       = "ssh-from-berth"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefixes    = var.berth_cidrs
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "22"
  }

  # Azure lets the whole virtual network in if nothing is said; only Berth comes to ssh.
  security_rule {
    name                       = "no-other-ssh"
    priority                   = 110
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "22"
  }
}

resource "azurerm_public_ip" "machine" {
  for_each = toset(local.public)

  name                = each.key
  resource_group_name = var.resource_group
  location            = var.location
  allocation_method   = "Static"
  sku                 = "Standard"
  tags                = var.labels
}

resource "azurerm_network_interface" "machine" {
  for_each = toset(var.names)

  name                = each.key
  resource_group_name = var.resource_group
  location            = var.location
  tags                = var.labels

  ip_configuration {
    name                          = "only"
    subnet_id                     = var.subnet
    private_ip_address_allocation = "Dynamic"
    public_ip_address_id          = var.public_address ? azurerm_public_ip.machine[each.key].id : null
  }
}

resource "azurerm_network_interface_security_group_association" "machine" {
  for_each = toset(var.names)

  network_interface_id      = azurerm_network_interface.machine[each.key].id
  network_security_group_id = azurerm_network_security_group.attempt.id
}

resource "azurerm_linux_virtual_machine" "machine" {
  for_each = toset(var.names)

  name                         = each.key
  resource_group_name          = var.resource_group
  location                     = var.location
  size                         = var.machine_type
  zone                         = var.zone
  proximity_placement_group_id = var.proximity_placement_group
  network_interface_ids        = [azurerm_network_interface.machine[each.key].id]
  admin_username               = var.ssh_user
  custom_data                  = base64encode(var.user_data[each.key])
  tags                         = merge(var.labels, { berth-machine = each.key, berth-host-key = var.host_keys[each.key] })

  # Azure's own end of a spot machine: 30 seconds' notice, then it is deleted; what it leaves is destroyed at the release.
  priority        = var.preemptible ? "Spot" : "Regular"
  eviction_policy = var.preemptible ? "Delete" : null

  source_image_id = local.marketplace == null ? var.image : null

  dynamic "source_image_reference" {
    for_each = local.marketplace == null ? [] : [local.marketplace]

    content {
      publisher = source_image_reference.value[0]
      offer     = source_image_reference.value[1]
      sku       = source_image_reference.value[2]
      version   = source_image_reference.value[3]
    }
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "StandardSSD_LRS"
    disk_size_gb         = var.disk_gib
  }

  admin_ssh_key {
    username   = var.ssh_user
    public_key = var.ssh_public_key
  }

  dynamic "identity" {
    for_each = var.identity == null ? [] : [var.identity]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  depends_on = [azurerm_network_interface_security_group_association.machine]
}
