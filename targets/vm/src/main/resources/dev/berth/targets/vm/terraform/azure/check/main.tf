# Reads alone: who Berth is at the provider, and whether the resource group is there.

data "azurerm_client_config" "berth" {}

data "azurerm_resource_group" "all" {
  name = var.resource_group
}
