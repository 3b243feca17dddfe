locals {
  wanted = merge({ berth-target = var.target }, var.attempt == null ? {} : { berth-attempt = var.attempt })
}

data "azurerm_resources" "all" {
  resource_group_name = var.resource_group
  required_tags       = local.wanted
}

locals {
  kinds = {
    "microsoft.compute/virtualmachines"       = "azurerm_linux_virtual_machine"
    "microsoft.network/networkinterfaces"     = "azurerm_network_interface"
    "microsoft.network/publicipaddresses"     = "azurerm_public_ip"
    "microsoft.network/networksecuritygroups" = "azurerm_network_security_group"
  }
  things   = [for thing in data.azurerm_resources.all.resources : thing if contains(keys(local.kinds), lower(thing.type))]
  machines = { for thing in local.things : thing.name => thing if lower(thing.type) == "microsoft.compute/virtualmachines" }
  marks    = { for thing in local.things : thing.tags["berth-attempt"] => thing if lower(thing.type) == "microsoft.network/networksecuritygroups" }
}

data "azurerm_virtual_machine" "machine" {
  for_each            = { for name, machine in local.machines : name => machine if !contains(var.empty, "data.azurerm_virtual_machine.machine[\"${name}\"]") }
  name                = each.key
  resource_group_name = var.resource_group
}
