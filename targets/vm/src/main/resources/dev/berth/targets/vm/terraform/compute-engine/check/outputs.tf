output "identity" {
  description = "Where Berth may look; empty where that was not asked."
  value       = length(var.quotas) == 0 ? "project ${data.google_client_config.here.project}, zone ${local.said.name}" : ""
}

output "quotas" {
  description = "What of each quota the project has; absent where the region lists none such."
  value       = { for quota in try(local.said.quotas, []) : quota.metric => quota.limit if contains(var.quotas, quota.metric) }
}
