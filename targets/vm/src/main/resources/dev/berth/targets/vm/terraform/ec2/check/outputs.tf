output "identity" {
  description = "Who Berth is there; empty where that was not asked."
  value       = join("", data.aws_caller_identity.berth[*].arn)
}

output "quotas" {
  description = "What of each quota the account has."
  value       = { for code, quota in data.aws_servicequotas_service_quota.asked : code => quota.value }
}
