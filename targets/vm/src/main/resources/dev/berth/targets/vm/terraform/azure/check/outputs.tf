output "identity" {
  description = "Who Berth is there."
  value       = "client ${data.azurerm_client_config.berth.client_id}, resource group ${data.azurerm_resource_group.all.name} in ${data.azurerm_resource_group.all.location}"
}

output "quotas" {
  description = "None."
  value       = {}
}
